import assert from 'node:assert/strict';
import type { InspectionHost } from '../../../src/core/inspection/host.js';
import { Keeper } from '../../../src/extension/worker/keeper.js';
import { openFile } from '../../../src/node/openFile.js';
import { jobOf } from '../../support/analysedFixture.js';
import { TINY, tinyBytes } from '../../support/tinyPair.js';

const [prediction, label] = tinyBytes(TINY);
const job = jobOf({ name: 'p.npy', bytes: prediction }, { name: 'l.npy', bytes: label });

/** A host that counts the files it opens; `host` makes one more that may be cancelled. */
function setUp() {
  let opened = 0;
  const host = (signal = new AbortController().signal): InspectionHost => ({
    open: file => {
      opened++;
      return openFile(file);
    },
    kernels: null,
    progress: () => {},
    signal,
  });
  return { keeper: new Keeper(), host, files: () => opened };
}

describe('the pairs a worker keeps open', () => {
  it('are opened once for questions that come together', async () => {
    const { keeper, host, files } = setUp();
    const ask = () => keeper.use({ key: 'a', job }, host(), async pair => pair.report.pixels.all);
    assert.deepEqual(await Promise.all([ask(), ask(), ask()]), [744, 744, 744]);
    assert.equal(files(), 2);
    assert.deepEqual(keeper.open, ['a']);
  });

  it('are opened anew when whoever began it gives up', async () => {
    const { keeper, host } = setUp();
    const controller = new AbortController();
    const first = keeper.use({ key: 'a', job }, host(controller.signal), async () => 'first');
    const second = keeper.use({ key: 'a', job }, host(), async () => 'second');
    controller.abort();
    await assert.rejects(first, { name: 'CancelledError' });
    assert.equal(await second, 'second');
  });

  it('stay open for the questions at work on them, and are closed after', async () => {
    const { keeper, host } = setUp();
    await keeper.inspect(job, 'a', host());
    let finish: () => void = () => {};
    const working = keeper.use({ key: 'a', job: null }, host(), async pair => {
      await new Promise<void>(resolve => {
        finish = resolve;
      });
      return pair.label.codes.length;
    });
    await new Promise(setImmediate);
    keeper.close('a');
    assert.deepEqual(keeper.open, []);
    finish();
    assert.equal(await working, 744);
    await assert.rejects(
      keeper.use({ key: 'a', job: null }, host(), async () => 1),
      { code: 'pair-closed' },
    );
  });

  it('are few, those used last', async () => {
    const { keeper, host } = setUp();
    for (const key of ['a', 'b', 'c']) {
      await keeper.inspect(job, key, host());
    }
    await keeper.use({ key: 'a', job: null }, host(), async () => 1);
    await keeper.inspect(job, 'd', host());
    assert.deepEqual(keeper.open, ['c', 'a', 'd']);
  });

  it('are not kept without a key', async () => {
    const { keeper, host } = setUp();
    await keeper.inspect(job, null, host());
    assert.deepEqual(keeper.open, []);
  });
});
