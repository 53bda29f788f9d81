import assert from 'node:assert/strict';
import { numbered } from '../../../src/core/choice.js';
import { CancelledError, InspectionError } from '../../../src/core/errors.js';
import type { InspectionJob, InspectionResult } from '../../../src/core/inspection/job.js';
import { InspectionSession, type Outcome, type SessionOptions } from '../../../src/extension/inspection/session.js';
import type { RunOptions } from '../../../src/extension/workerClient.js';

const pair = { prediction: 'file:///d/p/x.npy', label: 'file:///d/l/x.png', image: null, classesFile: null };
/** What a session looks at in a report. */
const reportOf = (prediction: string) => ({
  prediction,
  settings: { labelReading: { taken: null } },
  labelProposals: [],
});
const result = (prediction: string): InspectionResult =>
  ({ report: reportOf(prediction), layers: [], picture: null, background: -1 }) as unknown as InspectionResult;
const tick = () => new Promise(resolve => setImmediate(resolve));

interface SetUp {
  answer?: SessionOptions['answer'];
  asks?: SessionOptions['ask'];
  job?: Partial<InspectionJob>;
}

/** A session whose runs end when the test says so. */
function setUp({
  answer = async () => undefined,
  asks = async () => ({ json: null, buffers: [] }),
  job = {},
}: SetUp = {}) {
  const closed: string[] = [];
  const runs: {
    job: InspectionJob;
    options: RunOptions;
    done: (name: string) => void;
    fail: (error: Error) => void;
  }[] = [];
  const states: string[] = [];
  const finished: Outcome[] = [];
  const session: InspectionSession = new InspectionSession({
    pair,
    answer,
    makeJob: async (_pair, reading) => ({ ...job, ...reading }) as InspectionJob,
    run: (made, options) =>
      new Promise((resolve, reject) => {
        runs.push({ job: made, options, done: name => resolve(result(name)), fail: reject });
        options.signal?.addEventListener('abort', () => reject(new CancelledError()));
      }),
    ask: (question, options) => asks(question, options),
    close: key => closed.push(key),
    displayName: uri => uri.slice('file:///d/'.length),
    changed: () => {
      const snapshot = session.snapshot();
      states.push(snapshot.state === 'ready' ? `ready${snapshot.stale ? ' stale' : ''}` : snapshot.state);
    },
    finished: (_pair, outcome) => finished.push(outcome),
  });
  return { session, runs, states, finished, closed };
}

describe('an inspection session', () => {
  it('goes from loading to ready, with names for display', async () => {
    const { session, runs, states, finished } = setUp();
    const outcome = session.run();
    await tick();
    runs[0]!.done('one');
    assert.deepEqual(await outcome, { report: reportOf('one') });
    assert.deepEqual(states, ['loading', 'ready']);
    assert.equal(finished.length, 1);
    assert.deepEqual(session.snapshot().pair, { prediction: 'p/x.npy', label: 'l/x.png', image: null });
  });

  it('keeps the earlier picture, marked as stale, while it runs again', async () => {
    const { session, runs, states } = setUp();
    void session.run();
    await tick();
    runs[0]!.done('one');
    await session.settled();
    assert.ok(session.result(1));
    void session.run();
    assert.deepEqual(states, ['loading', 'ready', 'ready stale']);
    await tick();
    runs[1]!.done('two');
    await session.settled();
    assert.equal(states.at(-1), 'ready');
    assert.equal(session.result(1), undefined);
    assert.equal(session.result(2)?.report.prediction, 'two');
  });

  it('cancels an older run, and whoever waits gets the answer of the newest', async () => {
    const { session, runs, finished } = setUp();
    void session.run();
    await tick();
    const settled = session.settled();
    void session.run();
    await tick();
    assert.equal(runs[0]!.options.signal?.aborted, true);
    runs[1]!.done('two');
    assert.deepEqual(await settled, { report: reportOf('two') });
    assert.equal(finished.length, 1);
  });

  it('offers the answers to a question, and forgets them with the file they were about', async () => {
    const { session, runs } = setUp();
    void session.run();
    await tick();
    const choice = { about: 'sample', answers: [{ value: 0 }, { value: 1 }] } as const;
    runs[0]!.fail(new InspectionError('sample-choice', 'x.npy holds 2 samples.', 'Choose one.', { choice }));
    await session.settled();
    const snapshot = session.snapshot();
    assert.ok(snapshot.state === 'error');
    assert.deepEqual(snapshot.actions[0], { id: 'choose', title: 'Choose sample…' });
    assert.deepEqual(session.problem?.choice, choice);
    void session.setReading({ ...session.reading, sample: 1 });
    await tick();
    runs[1]!.done('one');
    await session.settled();
    void session.setPair({ ...session.pair });
    assert.equal(session.reading.sample, 1);
    void session.setPair({ ...session.pair, label: 'file:///d/other.png' });
    assert.equal(session.reading.sample, undefined);
  });

  it('shows a failure with what mends it', async () => {
    const { session, runs, finished } = setUp();
    const outcome = session.run();
    await tick();
    runs[0]!.fail(new InspectionError('label-jpeg', 'l/x.png is a JPEG.', 'Save it as PNG.'));
    assert.deepEqual(await outcome, {
      problem: { code: 'label-jpeg', message: 'l/x.png is a JPEG.', hint: 'Save it as PNG.' },
    });
    const snapshot = session.snapshot();
    assert.ok(snapshot.state === 'error');
    assert.deepEqual(
      snapshot.actions.map(action => action.id),
      ['pickLabel', 'retry'],
    );
    assert.equal(finished.length, 1);
  });

  it('returns to the stale picture when a re-run is cancelled, and reports nothing', async () => {
    const { session, runs, states, finished } = setUp();
    void session.run();
    await tick();
    runs[0]!.done('one');
    await session.settled();
    const again = session.run();
    await tick();
    session.cancel();
    assert.ok('problem' in (await again));
    assert.equal(states.at(-1), 'ready stale');
    assert.equal(finished.length, 1);
  });

  it('offers to try again when the first run is cancelled', async () => {
    const { session } = setUp();
    const run = session.run();
    await tick();
    session.cancel();
    await run;
    const snapshot = session.snapshot();
    assert.ok(snapshot.state === 'error' && snapshot.problem.code === 'cancelled');
  });

  it('asks about the pair its run kept open, and closes the one before', async () => {
    const keys: string[] = [];
    const { session, runs, closed } = setUp({
      asks: async ({ pair: { key } }) => {
        keys.push(key);
        return { json: 1, buffers: [] };
      },
    });
    const about = (inspectionId: number) => session.ask({ inspectionId, question: 'compare', params: {} });
    await assert.rejects(about(1), { code: 'inspection-outdated' });
    void session.run();
    await tick();
    runs[0]!.done('one');
    await session.settled();
    assert.deepEqual(await about(1), { json: 1, buffers: [] });
    void session.run();
    await tick();
    // The stale picture is still there to be asked about.
    await about(1);
    runs[1]!.done('two');
    await session.settled();
    assert.deepEqual(closed, [keys[0]]);
    await assert.rejects(about(1), { code: 'inspection-outdated' });
    await about(2);
    assert.deepEqual([keys[0], keys[2]], [runs[0]!.options.keep, runs[1]!.options.keep]);
    session.dispose();
    assert.deepEqual(closed, [keys[0], keys[2]]);
  });

  it('opens the pair again where the worker closed it, with bytes read anew', async () => {
    for (const bytes of [undefined, new Uint8Array(1)]) {
      const jobs: (InspectionJob | null)[] = [];
      const { session, runs } = setUp({
        job: { prediction: { name: 'p', bytes } },
        asks: async ({ pair: { job } }) => {
          jobs.push(job);
          if (!job) {
            throw new InspectionError('pair-closed', '', '');
          }
          return { json: 1, buffers: [] };
        },
      });
      void session.run();
      await tick();
      runs[0]!.done('one');
      await session.settled();
      await session.ask({ inspectionId: 1, question: 'compare', params: {} });
      assert.equal(jobs[0], null);
      assert.deepEqual(jobs[1]?.prediction, { name: 'p', bytes });
    }
  });

  it('drops an answer that a newer result has overtaken', async () => {
    let answered: () => void = () => {};
    const { session, runs } = setUp({
      asks: () =>
        new Promise(resolve => {
          answered = () => resolve({ json: 1, buffers: [] });
        }),
    });
    void session.run();
    await tick();
    runs[0]!.done('one');
    await session.settled();
    const late = session.ask({ inspectionId: 1, question: 'compare', params: {} });
    void session.run();
    await tick();
    runs[1]!.done('two');
    await session.settled();
    answered();
    await assert.rejects(late, { code: 'inspection-outdated' });
  });

  it('asks about a comparison with both pairs, opening each where it is closed', async () => {
    const asked: [pair: boolean, other: boolean | null][] = [];
    const opened = new Set<string>();
    const jobs: string[] = [];
    const { session, runs, closed } = setUp({
      job: { prediction: { name: 'p' } },
      asks: async ({ pair: one, other }) => {
        asked.push([one.job !== null, other && other.job !== null]);
        if (one.job) {
          opened.add(one.key);
        }
        if (!opened.has(one.key)) {
          throw new InspectionError('pair-closed', '', '');
        }
        if (other && !other.job) {
          throw new InspectionError('comparison-closed', '', '');
        }
        jobs.push(other?.key ?? '');
        return { json: 1, buffers: [] };
      },
    });
    void session.run();
    await tick();
    runs[0]!.done('one');
    await session.settled();
    session.compareWith('file:///d/q/x.npy');
    const snapshot = session.snapshot();
    assert.ok(snapshot.state === 'ready' && snapshot.comparison?.prediction === 'q/x.npy');
    await session.ask({ inspectionId: 1, question: 'compare', params: {} });
    assert.deepEqual(asked, [
      [false, false],
      [true, false],
      [true, true],
    ]);
    void session.run();
    await tick();
    runs[1]!.done('two');
    await session.settled();
    const renewed = session.snapshot();
    assert.ok(renewed.state === 'ready' && renewed.comparison?.id !== snapshot.comparison?.id);
    assert.ok(closed.includes(jobs[0]!));
    session.compareWith(null);
    assert.ok(closed.includes(renewed.comparison?.id ?? ''));
    const ended = session.snapshot();
    assert.ok(ended.state === 'ready' && ended.comparison === null);
  });

  it('is silent once disposed', async () => {
    const { session, states, finished } = setUp();
    const run = session.run();
    await tick();
    session.dispose();
    await run;
    assert.deepEqual(states, ['loading']);
    assert.deepEqual(finished, []);
  });

  describe('with a file that holds several things', () => {
    const several = (what: 'sample' | 'slice') =>
      new InspectionError('sample-choice', 'x.npy holds 4 samples.', 'Choose.', { choice: numbered(what, 4) });

    it('asks, and runs again with the answers, which stay for later runs', async () => {
      const asked: [string, boolean][] = [];
      const { session, runs } = setUp({
        answer: async (choice, _pair, anew) => {
          asked.push([choice.about, anew]);
          return choice.about === 'sample' ? { sample: 2 } : { slice: 1 };
        },
      });
      const outcome = session.run();
      await tick();
      runs[0]!.fail(several('sample'));
      await tick();
      runs[1]!.fail(several('slice'));
      await tick();
      assert.deepEqual([runs[2]!.job.sample, runs[2]!.job.slice], [2, 1]);
      runs[2]!.done('one');
      assert.deepEqual(await outcome, { report: reportOf('one') });
      void session.run();
      await tick();
      assert.equal(runs[3]!.job.sample, 2);
      void session.askAgain();
      await tick();
      assert.equal(runs[4]!.job.sample, undefined);
      runs[4]!.fail(several('sample'));
      await tick();
      assert.deepEqual(asked, [
        ['sample', false],
        ['slice', false],
        ['sample', true],
      ]);
    });

    it('says so when there is no answer, and never asks without end', async () => {
      const { session, runs } = setUp();
      const outcome = session.run();
      await tick();
      runs[0]!.fail(several('sample'));
      const told = await outcome;
      assert.ok('problem' in told && told.problem.code === 'sample-choice');
      const snapshot = session.snapshot();
      assert.ok(snapshot.state === 'error');
      assert.deepEqual(snapshot.actions[0], { id: 'choose', title: 'Choose sample…' });
      const endless = setUp({ answer: async () => ({ sample: 9 }) });
      const end = endless.session.run();
      for (let k = 0; k < 20; k++) {
        await tick();
        endless.runs[k]?.fail(several('sample'));
      }
      assert.ok('problem' in (await end));
      assert.ok(endless.runs.length < 10);
    });

    it('forgets the question when another run has begun', async () => {
      let answer: (value: undefined) => void = () => {};
      const { session, runs } = setUp({ answer: () => new Promise(resolve => (answer = resolve)) });
      const first = session.run();
      await tick();
      runs[0]!.fail(several('sample'));
      await tick();
      void session.run();
      answer(undefined);
      const told = await first;
      assert.ok('problem' in told && told.problem.code === 'cancelled');
    });
  });
});
