import assert from 'node:assert/strict';
import { CancelledError, InspectionError } from '../../../src/core/errors.js';
import type { InspectionJob, InspectionResult } from '../../../src/core/inspection/job.js';
import { InspectionSession, type Outcome } from '../../../src/extension/inspection/session.js';
import type { RunOptions } from '../../../src/extension/workerClient.js';

const pair = { prediction: 'file:///d/p/x.npy', label: 'file:///d/l/x.png', image: null, classesFile: null };
const result = (prediction: string): InspectionResult =>
  ({ report: { prediction }, layers: [], picture: null, background: -1 }) as unknown as InspectionResult;
const tick = () => new Promise(resolve => setImmediate(resolve));

/** A session whose runs end when the test says so. */
function setUp() {
  const runs: { options: RunOptions; done: (name: string) => void; fail: (error: Error) => void }[] = [];
  const states: string[] = [];
  const finished: Outcome[] = [];
  const session: InspectionSession = new InspectionSession({
    pair,
    makeJob: async () => ({}) as InspectionJob,
    run: (_job, options) =>
      new Promise((resolve, reject) => {
        runs.push({ options, done: name => resolve(result(name)), fail: reject });
        options.signal?.addEventListener('abort', () => reject(new CancelledError()));
      }),
    displayName: uri => uri.slice('file:///d/'.length),
    changed: () => {
      const snapshot = session.snapshot();
      states.push(snapshot.state === 'ready' ? `ready${snapshot.stale ? ' stale' : ''}` : snapshot.state);
    },
    finished: (_pair, outcome) => finished.push(outcome),
  });
  return { session, runs, states, finished };
}

describe('an inspection session', () => {
  it('goes from loading to ready, with names for display', async () => {
    const { session, runs, states, finished } = setUp();
    const outcome = session.run();
    await tick();
    runs[0]!.done('one');
    assert.deepEqual(await outcome, { report: { prediction: 'one' } });
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
    assert.deepEqual(await settled, { report: { prediction: 'two' } });
    assert.equal(finished.length, 1);
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

  it('is silent once disposed', async () => {
    const { session, states, finished } = setUp();
    const run = session.run();
    await tick();
    session.dispose();
    await run;
    assert.deepEqual(states, ['loading']);
    assert.deepEqual(finished, []);
  });
});
