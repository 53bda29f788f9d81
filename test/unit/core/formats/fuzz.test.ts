import assert from 'node:assert/strict';
import { fuzz } from '../../../fuzz/fuzz.js';

describe('damaged and hostile files of every format', () => {
  it('are read or explained, in bounded time and memory (seeded; `npm run fuzz` for more)', async () => {
    const { failures, runs } = await fuzz({ seed: 20261123, runs: 3000 });
    assert.deepEqual(failures.slice(0, 5), []);
    assert.equal(runs, 3000);
  });
});
