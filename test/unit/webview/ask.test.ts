import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { pack } from '../../../src/shared/packing.js';
import type { Ask, FromWebview } from '../../../src/shared/protocol.js';
import { type AskError, Asker } from '../../../src/webview/ask.js';

const answer = (rows: number) => ({ base: {}, rows: new Array(rows).fill(0), of: 2 });

function setUp() {
  const sent: FromWebview[] = [];
  const asker = new Asker(message => sent.push(message));
  asker.begin(7);
  const asked = () => sent.filter(message => message.type === 'ask') as Ask[];
  const dialects = (base: string, options = {}) => asker.ask('dialects', { base }, options);
  const code = (promise: Promise<unknown>) =>
    promise.then(
      () => 'answered',
      (error: AskError) => error.problem.code,
    );
  return { sent, asker, asked, dialects, code };
}

describe('questions of the panel', () => {
  it('are matched with their answers, arrays and all', async () => {
    const { asker, asked } = setUp();
    const found = asker.ask('layer', { layer: { id: 'label' }, sample: 0 });
    const [{ id, inspectionId }] = asked();
    assert.equal(inspectionId, 7);
    const layer = { info: { width: 2, height: 1 }, codes: Uint16Array.of(3, 4), scale: null };
    asker.receiveAnswer(id, { ok: pack(layer) });
    assert.deepEqual(await found, layer);
  });

  it('of one slot: the newest waits for the running one, those between are never asked', async () => {
    const { asker, asked, dialects, code } = setUp();
    const first = code(dialects('a'));
    const second = code(dialects('b'));
    const third = code(dialects('c'));
    assert.equal(await second, 'cancelled');
    assert.equal(asked().length, 1);
    asker.receiveAnswer(asked()[0].id, { ok: pack(answer(1)) });
    assert.equal(await first, 'answered');
    assert.deepEqual(
      asked().map(({ params }) => params),
      [{ base: 'a' }, { base: 'c' }],
    );
    asker.receiveAnswer(asked()[1].id, { ok: pack(answer(1)) });
    assert.equal(await third, 'answered');
  });

  it('of one slot: a slow one is given up for the newer one', async () => {
    const { sent, asker, asked, dialects, code } = setUp();
    const slow = code(dialects('a'));
    void code(dialects('b'));
    await wait(200);
    const { id } = asked()[0];
    assert.deepEqual(sent.at(-1), { type: 'forget', id });
    asker.receiveAnswer(id, { err: { code: 'cancelled', message: '', hint: '' } });
    assert.equal(await slow, 'cancelled');
    assert.equal(asked().length, 2);
  });

  it('without a slot are asked side by side', () => {
    const { asked, dialects, code } = setUp();
    void code(dialects('a', { slot: null }));
    void code(dialects('b', { slot: null }));
    void code(dialects('c', { slot: 'other' }));
    assert.equal(asked().length, 3);
  });

  it('hear what is known so far', async () => {
    const { asker, asked, dialects } = setUp();
    const seen: number[] = [];
    const whole = dialects('a', { onPartial: (part: { rows: unknown[] }) => seen.push(part.rows.length) });
    const [{ id }] = asked();
    asker.receivePartial(id, pack(answer(0)));
    asker.receivePartial(id, pack({ rows: 'none' }));
    asker.receivePartial(id, pack(answer(1)));
    asker.receiveAnswer(id, { ok: pack(answer(2)) });
    assert.equal((await whole).rows.length, 2);
    assert.deepEqual(seen, [0, 1]);
  });

  it('about an inspection that is gone are rejected, and its answers dropped', async () => {
    const { sent, asker, asked, dialects, code } = setUp();
    const running = code(dialects('a'));
    const waiting = code(dialects('b'));
    asker.begin(8);
    assert.deepEqual([await running, await waiting], ['inspection-outdated', 'inspection-outdated']);
    const { id } = asked()[0];
    assert.deepEqual(sent.at(-1), { type: 'forget', id });
    asker.receiveAnswer(id, { ok: pack(answer(1)) });
    assert.equal(asked().length, 1);
    asker.begin(null);
    assert.equal(await code(dialects('c')), 'inspection-outdated');
  });

  it('fail with the problem, and with one of their own where the answer has no known shape', async () => {
    const { asker, asked, dialects } = setUp();
    const failed = dialects('a', { slot: null });
    const odd = dialects('b', { slot: null });
    asker.receiveAnswer(asked()[0].id, { err: { code: 'dialect-unknown', message: 'm', hint: 'h' } });
    asker.receiveAnswer(asked()[1].id, { ok: pack({ rows: 1 }) });
    await assert.rejects(failed, (error: AskError) => error.problem.code === 'dialect-unknown' && !error.moot);
    await assert.rejects(odd, (error: AskError) => error.problem.code === 'internal-error');
  });
});
