import assert from 'node:assert/strict';
import type { PairOutcome, PairRecord } from '../../../../src/core/dataset/record.js';
import { identityOf, type PlannedPair, type ScanHost, scan } from '../../../../src/core/dataset/scan.js';
import { CancelledError } from '../../../../src/core/errors.js';
import type { InspectionJob } from '../../../../src/core/inspection/job.js';

const outcome: PairOutcome = { problem: { code: 'x', message: 'x', hint: 'x' }, role: 'prediction' };

const pairs: PlannedPair[] = Array.from({ length: 9 }, (_, k) => ({
  dataset: 'd',
  model: '',
  prediction: `p${k}`,
  label: null,
  image: null,
  identity: `i${k}`,
  job: { prediction: { name: `p${k}` } } as InspectionJob,
}));

function hostOf(changes: Partial<ScanHost> = {}): ScanHost & { seen: PairRecord[] } {
  const seen: PairRecord[] = [];
  return {
    seen,
    evaluate: async () => outcome,
    recall: () => null,
    done: record => seen.push(record),
    ready: async () => {},
    concurrency: 3,
    ...changes,
  };
}

describe('scan', () => {
  it('hands out a record for every pair, several at a time', async () => {
    let [now, most] = [0, 0];
    const host = hostOf({
      async evaluate() {
        most = Math.max(most, ++now);
        await new Promise(resolve => setTimeout(resolve, 2));
        now--;
        return outcome;
      },
    });
    const end = await scan(pairs, host, new AbortController().signal);
    assert.deepEqual(host.seen.map(one => one.prediction).sort(), pairs.map(one => one.prediction).sort());
    assert.equal(most, 3);
    assert.deepEqual([end.done, end.failed, end.recalled], [9, 9, 0]);
  });

  it('does not evaluate what it knows', async () => {
    let evaluated = 0;
    const host = hostOf({
      evaluate: async () => {
        evaluated++;
        return outcome;
      },
      recall: ({ job: _, ...pair }) => (pair.prediction === 'p4' ? null : { version: 1, ...pair, outcome }),
    });
    const end = await scan(pairs, host, new AbortController().signal);
    assert.equal(evaluated, 1);
    assert.equal(end.recalled, 8);
  });

  it('stops when cancelled, and keeps what was done', async () => {
    const controller = new AbortController();
    const host = hostOf({
      concurrency: 1,
      evaluate: async () => {
        if (host.seen.length === 2) {
          controller.abort();
        }
        return outcome;
      },
    });
    await assert.rejects(scan(pairs, host, controller.signal), CancelledError);
    assert.equal(host.seen.length, 2);
  });

  it('waits while paused', async () => {
    let go = () => {};
    const paused = new Promise<void>(resolve => {
      go = resolve;
    });
    const host = hostOf({ ready: () => paused });
    const running = scan(pairs, host, new AbortController().signal);
    await new Promise(resolve => setTimeout(resolve, 5));
    assert.equal(host.seen.length, 0);
    go();
    await running;
    assert.equal(host.seen.length, 9);
  });

  it('ends with the error of one that fails for a reason of its own', async () => {
    const host = hostOf({
      evaluate: async () => {
        throw new Error('no threads');
      },
    });
    await assert.rejects(scan(pairs, host, new AbortController().signal), /no threads/);
  });

  it('knows a pair again by its files, settings and version', () => {
    const file = { path: 'a', size: 1, modified: 2 };
    const base = identityOf([file, null], { gamma: 2 }, '1');
    assert.equal(identityOf([{ ...file }, null], { gamma: 2 }, '1'), base);
    const others = [
      identityOf([{ ...file, size: 2 }, null], { gamma: 2 }, '1'),
      identityOf([{ ...file, modified: 3 }, null], { gamma: 2 }, '1'),
      identityOf([file, file], { gamma: 2 }, '1'),
      identityOf([file, null], { gamma: 3 }, '1'),
      identityOf([file, null], { gamma: 2 }, '2'),
    ];
    assert.ok(!others.includes(base));
  });
});
