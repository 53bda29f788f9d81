import assert from 'node:assert/strict';
import type { ByteSource } from '../../../src/core/formats/byteSource.js';
import { openPair } from '../../../src/core/inspection/openPair.js';
import { jobOf } from '../../support/analysedFixture.js';
import { sparseSource } from '../../support/formats/sparseSource.js';
import { npyBytes, npyDict } from '../../support/npyFixture.js';

const SIDE = 3000;

/** Masks of zeros; the label takes 72 MB, so it stays in its file. */
const HEADS: Record<string, [head: Uint8Array, bytes: number]> = {
  'predictions/a.npy': [npyBytes(npyDict('|u1', [SIDE, SIDE]), new Uint8Array(0)), 1],
  'labels/a.npy': [npyBytes(npyDict('<i8', [SIDE, SIDE]), new Uint8Array(0)), 8],
  'labels/b.npy': [npyBytes(npyDict('<i8', [SIDE, SIDE + 1]), new Uint8Array(0)), 8],
};

/** Sources that cannot be read once closed, and which of them are open. */
function hostOf(open: Set<string>) {
  return {
    open: ({ name }: { name: string }): ByteSource => {
      const [head, bytes] = HEADS[name];
      const source = sparseSource(name, head.length + SIDE * (SIDE + 1) * bytes, [[0, head]]);
      open.add(name);
      const read: ByteSource['read'] = (offset, length) => {
        assert.ok(open.has(name), `${name} is read after it was closed`);
        return source.read(offset, length);
      };
      return { ...source, read, close: () => open.delete(name) };
    },
    kernels: null,
    progress: () => {},
    signal: new AbortController().signal,
  };
}

describe('an open pair', () => {
  it('has read a large label where it lies, and left the prediction open', async () => {
    const open = new Set<string>();
    const pair = await openPair(jobOf({ name: 'predictions/a.npy' }, { name: 'labels/a.npy' }), hostOf(open));
    assert.equal(pair.label.codes.length, SIDE * SIDE);
    assert.deepEqual([...open], ['predictions/a.npy']);
    pair.close();
    assert.equal(open.size, 0);
  });

  it('leaves nothing open where the two do not agree', async () => {
    const open = new Set<string>();
    const job = jobOf({ name: 'predictions/a.npy' }, { name: 'labels/b.npy' });
    await assert.rejects(openPair(job, hostOf(open)), { code: 'size-mismatch' });
    assert.equal(open.size, 0);
  });
});
