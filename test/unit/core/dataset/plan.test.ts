import assert from 'node:assert/strict';
import { type PlanHost, planScan, restated } from '../../../../src/core/dataset/plan.js';
import { CancelledError } from '../../../../src/core/errors.js';
import { DEFAULT_LOSS } from '../../../../src/core/inspection/job.js';
import type { ListFolder } from '../../../../src/core/pairing/listing.js';
import { files } from '../../../support/tree.js';

const SETTINGS = {
  classes: {},
  loss: DEFAULT_LOSS,
  kind: 'auto',
  layout: 'auto',
  perPixel: false,
  boundaryWidth: null,
  layers: false,
} as const;

function hostOf(list: ListFolder, changes: Partial<PlanHost> = {}): PlanHost {
  return {
    list,
    state: async path => ({ path, size: path.length, modified: 5 }),
    settings: () => SETTINGS,
    version: '1',
    signal: new AbortController().signal,
    ...changes,
  };
}

const numbered = (count: number, name: (k: number) => string) => Array.from({ length: count }, (_, k) => name(k));

/** How often others were let in while some work was done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let [turns, running] = [0, true];
  const count = () => {
    turns++;
    if (running) {
      setTimeout(count, 0);
    }
  };
  setTimeout(count, 0);
  await work();
  running = false;
  return turns;
}

describe('the plan of a scan', () => {
  it('finds the pairs among 100,000 files that are none, and lets others work meanwhile', async function () {
    this.timeout(60_000);
    const list = files(
      ...numbered(60_000, k => `/w/logs/run${k % 50}/step${k}.txt`),
      ...numbered(40_000, k => `/w/photos/p${k}.jpg`),
      ...numbered(300, k => `/w/predictions/${k}.npy`),
      ...numbered(299, k => `/w/labels/${k}.png`),
    );
    let plan: Awaited<ReturnType<typeof planScan>> | undefined;
    const turns = await turnsDuring(async () => {
      plan = await planScan('/w', hostOf(list));
    });
    assert.equal(plan?.pairs.length, 299);
    assert.deepEqual(
      plan?.unmatched.flatMap(one => one.predictions),
      ['predictions/299.npy'],
    );
    assert.ok(turns >= 3, `${turns} turns`);
  });

  it('looks for the class list once for a folder, not once for a file', async () => {
    const list = files(...numbered(500, k => `/w/predictions/${k}.npy`), ...numbered(500, k => `/w/labels/${k}.png`));
    let listed = 0;
    const counting: ListFolder = folder => {
      listed++;
      return list(folder);
    };
    await planScan('/w', hostOf(counting));
    assert.ok(listed < 20, String(listed));
  });

  it('takes the class list that the dataset names', async () => {
    const list = files('/w/predictions/a.npy', '/w/labels/a.png', '/w/classes.json', '/w/other.json');
    const [nearest] = (await planScan('/w', hostOf(list))).pairs;
    assert.equal(nearest.job.classesFile?.path, '/w/classes.json');
    const [named] = (await planScan('/w', hostOf(list, { classesFile: () => '/w/other.json' }))).pairs;
    assert.equal(named.job.classesFile?.path, '/w/other.json');
  });

  it('tells a pair whose files have changed, or gone, from what it was', async () => {
    const list = files('/w/predictions/a.npy', '/w/labels/a.png');
    const host = hostOf(list);
    const [pair] = (await planScan('/w', host)).pairs;
    assert.deepEqual(await restated(pair, host), pair);
    const later = await restated(pair, { ...host, state: async path => ({ path, size: path.length, modified: 6 }) });
    assert.notEqual(later.identity, pair.identity);
    assert.equal(later.job.prediction.modified, 6);
    const gone = await restated(pair, { ...host, state: async () => null });
    assert.notEqual(gone.identity, pair.identity);
    assert.equal(gone.job.prediction.modified, undefined);
  });

  it('is cancelled within one piece of work', async () => {
    const controller = new AbortController();
    const list = files(...numbered(500, k => `/w/predictions/${k}.npy`), ...numbered(500, k => `/w/labels/${k}.png`));
    const host = hostOf(list, {
      signal: controller.signal,
      state: async path => {
        controller.abort();
        return { path, size: 1, modified: 1 };
      },
    });
    await assert.rejects(planScan('/w', host), CancelledError);
  });
});
