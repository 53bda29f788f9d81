import assert from 'node:assert/strict';
import { AskError } from '../../../src/webview/ask.js';
import { Asked } from '../../../src/webview/asked.js';
import { initialState, reduce, type State } from '../../../src/webview/state.js';
import { readySnapshot } from './snapshots.js';

const reading = { kind: 'auto', layout: 'auto' } as const;
const at = (inspectionId: number): State =>
  reduce(initialState(), { type: 'snapshot', snapshot: readySnapshot({ inspectionId }), reading });

/** A worker that answers when told to. */
function worker() {
  const asked: { params: unknown; ok(answer: object): void; fail(code: string): void; partial(a: object): void }[] = [];
  const drawn: string[] = [];
  const ask = (_question: string, params: unknown, options: { onPartial?: (answer: never) => void } = {}) =>
    new Promise((ok, fail) => {
      asked.push({
        params,
        ok,
        fail: code => fail(new AskError({ code, message: code, hint: '' })),
        partial: answer => options.onPartial?.(answer as never),
      });
    });
  const question = new Asked(ask as never, 'ledger', () => {
    const { answer, problem, waiting } = question.known;
    drawn.push(`${JSON.stringify(answer)} ${problem?.code ?? '-'} ${waiting}`);
  });
  return { asked, drawn, question };
}
const soon = () => new Promise(resolve => setImmediate(resolve));
const width = (boundaryWidth: number) => ({ boundaryWidth });

describe('a question of a view', () => {
  it('is asked when first wanted, once', async () => {
    const { asked, drawn, question } = worker();
    question.want(initialState(), width(2));
    assert.equal(asked.length, 0, 'nothing is asked without an inspection');
    question.want(at(1), width(2));
    question.want(at(1), width(2));
    assert.deepEqual(
      asked.map(({ params }) => params),
      [width(2)],
    );
    asked[0]!.ok({ ledger: null });
    await soon();
    assert.deepEqual(drawn, ['null - true', '{"ledger":null} - false']);
  });

  it('is asked again after a re-run or with other parameters; what is there stays until then', async () => {
    const { asked, question } = worker();
    question.want(at(1), width(2));
    asked[0]!.ok({ ledger: 1 });
    await soon();
    question.want(at(2), width(2));
    question.want(at(2), width(3));
    assert.equal(asked.length, 3);
    assert.deepEqual(question.known.answer, { ledger: 1 });
    asked[1]!.ok({ ledger: 'late' });
    await soon();
    assert.deepEqual(question.known.answer, { ledger: 1 }, 'an answer nobody waits for is dropped');
    asked[2]!.partial({ ledger: 'part' });
    assert.deepEqual(question.known, { answer: { ledger: 'part' }, problem: null, waiting: true });
    asked[2]!.ok({ ledger: 3 });
    await soon();
    assert.deepEqual(question.known, { answer: { ledger: 3 }, problem: null, waiting: false });
  });

  it('says why there is no answer, and asks again when told to', async () => {
    const { asked, question } = worker();
    question.want(at(1), width(2));
    asked[0]!.fail('internal-error');
    await soon();
    assert.equal(question.known.problem?.code, 'internal-error');
    question.want(at(1), width(2));
    assert.equal(asked.length, 1);
    question.again();
    question.want(at(1), width(2));
    assert.equal(asked.length, 2);
    assert.equal(question.known.problem, null);
  });

  it('shows nothing where the question was given up, and asks when wanted next', async () => {
    const { asked, drawn, question } = worker();
    question.want(at(1), width(2));
    asked[0]!.fail('cancelled');
    await soon();
    assert.deepEqual(drawn, ['null - true']);
    question.want(at(1), width(2));
    assert.equal(asked.length, 2);
  });
});
