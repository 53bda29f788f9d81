import assert from 'node:assert/strict';
import { stridesOf } from '../../../../src/core/formats/ndarray.js';
import { arrayInPieces } from '../../../../src/core/formats/pieces.js';
import { sparseSource } from '../../../support/formats/sparseSource.js';

/** An array of bytes stored in pieces of a row each; all bytes of row p are p, but for the last, which is 100 + p. */
function array(rows: number, width: number, decoded: number[] = []) {
  const shape = [rows, width];
  const head = { shape, strides: stridesOf(shape), dtype: 'uint8' } as const;
  return arrayInPieces(sparseSource('a.tif', rows * width, []), head, { piece: width, scratch: 0 }, at => {
    const row = Math.floor(at / width);
    return {
      start: row * width,
      key: String(row),
      read() {
        decoded.push(row);
        const bytes = new Uint8Array(width).fill(row);
        bytes[width - 1] = 100 + row;
        return bytes;
      },
    };
  });
}

describe('arrays in pieces', () => {
  it('are decoded once, in order', () => {
    const decoded: number[] = [];
    const small = array(3, 4, decoded);
    assert.deepEqual([...small.data], [0, 0, 0, 100, 1, 1, 1, 101, 2, 2, 2, 102]);
    assert.deepEqual([...small.block(3, 3)], [100, 1, 1]);
    assert.deepEqual([small.streamed, decoded], [false, [0, 1, 2]]);
  });

  it('of more than 512 MB are streamed, with the pieces used last at hand', () => {
    const width = 64 << 20;
    const decoded: number[] = [];
    const large = array(9, width, decoded);
    assert.equal(large.streamed, true);
    assert.deepEqual([...large.block(width - 2, 4)], [0, 100, 1, 1]);
    assert.deepEqual([...large.block(2 * width, 2)], [2, 2]);
    assert.deepEqual([...large.block(width, 2)], [1, 1]);
    assert.deepEqual(decoded, [0, 1, 2]);
    // Four pieces fit; the fifth takes the place of the one not used for longest.
    for (const row of [3, 4, 1, 0]) {
      assert.deepEqual([...large.block(row * width, 1)], [row]);
    }
    assert.deepEqual(decoded, [0, 1, 2, 3, 4, 0]);
  });

  it('that take too much memory are refused', () => {
    const head = { shape: [1 << 20, 1 << 20], strides: [1 << 20, 1], dtype: 'uint8' } as const;
    const pieces = () =>
      arrayInPieces(sparseSource('a.tif', 100, []), head, { piece: 1, scratch: 0 }, () => assert.fail());
    assert.throws(pieces, { code: 'file-expands' });
  });
});
