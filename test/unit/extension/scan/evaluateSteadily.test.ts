import assert from 'node:assert/strict';
import type { PlannedPair } from '../../../../src/core/dataset/scan.js';
import { CancelledError, InspectionError } from '../../../../src/core/errors.js';
import { evaluateSteadily, type SteadyHost } from '../../../../src/extension/scan/evaluateSteadily.js';
import { digested, failed } from '../../../support/scansFixture.js';

const NOW = 1e12;

/** A pair whose files are as `state` says: how long ago they were written, and a number that changes with them. */
function setUp(state: () => { age: number; version: number }, changes: Partial<SteadyHost> = {}) {
  let time = NOW;
  const waits: number[] = [];
  const seen: string[] = [];
  const host: SteadyHost = {
    restate: async pair => {
      const { age, version } = state();
      const modified = time - age;
      const { prediction, label } = pair.job;
      return {
        ...pair,
        identity: String(version),
        job: { ...pair.job, prediction: { ...prediction, modified }, label: { ...label, modified: 1 } },
      };
    },
    evaluate: async () => {
      seen.push(String(state().version));
      return digested();
    },
    wait: async milliseconds => {
      time += milliseconds;
      waits.push(milliseconds);
    },
    now: () => time,
    ...changes,
  };
  const pair = { identity: '0', job: { prediction: { name: 'p.npy' }, label: { name: 'l.png' } } } as PlannedPair;
  const { signal } = new AbortController();
  return { waits, seen, run: (stop = signal) => evaluateSteadily(pair, host, stop) };
}

describe('a pair that is evaluated while its files may be written', () => {
  it('is not waited for when its files are of before', async () => {
    const { run, waits, seen } = setUp(() => ({ age: 60_000, version: 0 }));
    const { outcome, pair } = await run();
    assert.deepEqual([outcome, pair.identity, waits, seen], [digested(), '0', [], ['0']]);
  });

  it('waits until a file that grows is finished', async () => {
    let looks = 0;
    const { run, waits, seen } = setUp(() => ({ age: 100, version: Math.min(++looks, 5) }));
    const { pair } = await run();
    assert.equal(pair.identity, '5');
    assert.deepEqual(seen, ['5']);
    assert.equal(waits.length, 5);
  });

  it('is read again when a file was replaced meanwhile', async () => {
    let version = 0;
    const { run, seen } = setUp(() => ({ age: 60_000, version }), {
      evaluate: async () => {
        seen.push(String(version));
        version = 1;
        return version === 1 && seen.length === 1 ? failed('npy-truncated') : digested();
      },
    });
    const { pair, outcome } = await run();
    assert.deepEqual([pair.identity, 'ok' in outcome, seen], ['1', true, ['0', '1']]);
  });

  it('is given up when a file goes on changing, and says so', async () => {
    let version = 0;
    const { run, seen } = setUp(() => ({ age: 60_000, version }), {
      evaluate: async () => {
        seen.push(String(version++));
        return digested();
      },
    });
    const { outcome } = await run();
    assert.ok('problem' in outcome && outcome.problem.code === 'file-changed');
    assert.ok(outcome.problem.message.startsWith('p.npy '));
    assert.equal(seen.length, 3);
  });

  it('does not wait for ever for a file whose time is always now', async () => {
    let version = 0;
    const { run, waits } = setUp(() => ({ age: 0, version: version++ }));
    const { outcome } = await run();
    assert.ok('problem' in outcome && outcome.problem.code === 'file-changed');
    assert.ok(waits.length <= 3 * 52, String(waits.length));
  });

  it('is tried twice when its worker dies, since another pair may have killed it', async () => {
    let tries = 0;
    const die = () => {
      throw new InspectionError('worker-crashed', 'The worker stopped.', 'Run again.');
    };
    const once = setUp(() => ({ age: 60_000, version: 0 }), {
      evaluate: async () => (++tries === 1 ? die() : digested()),
    });
    assert.ok('ok' in (await once.run()).outcome);
    const always = setUp(() => ({ age: 60_000, version: 0 }), { evaluate: async () => die() });
    const { outcome } = await always.run();
    assert.ok('problem' in outcome && outcome.problem.code === 'worker-crashed');
  });

  it('ends when it is cancelled, also while it waits', async () => {
    const controller = new AbortController();
    let version = 0;
    const { run } = setUp(() => ({ age: 0, version: version++ }), {
      wait: async () => controller.abort(),
    });
    await assert.rejects(run(controller.signal), CancelledError);
  });
});
