import assert from 'node:assert/strict';
import { pack, unpack } from '../../../src/shared/packing.js';

describe('packed answers', () => {
  it('carry typed arrays beside JSON, with NaN, infinities and -0 in them', () => {
    const answer = {
      curve: Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY, -0, 1 / 3),
      rows: [{ codes: Uint16Array.of(1, 0xffff), name: 'a', none: null, there: false }],
      empty: new Float32Array(0),
    };
    const packed = pack(answer);
    const sent = { json: JSON.parse(JSON.stringify(packed.json)), buffers: packed.buffers };
    assert.deepEqual(unpack(sent), answer);
    assert.equal(packed.buffers.length, 3);
  });

  it('hold nothing but the bytes of a part of a larger array', () => {
    const all = new Float32Array(1000);
    const { buffers } = pack({ part: all.subarray(10, 12) });
    assert.equal(buffers[0].byteLength, 8);
  });

  it('hand an exact buffer on without a copy', () => {
    const codes = new Uint16Array(4);
    assert.equal(pack(codes).buffers[0], codes.buffer);
  });

  it('leave out what is absent', () => {
    assert.deepEqual(pack({ a: undefined, b: 1 }).json, { b: 1 });
  });

  it('refuse what JSON would change in silence', () => {
    for (const value of [
      Number.NaN,
      Number.NEGATIVE_INFINITY,
      1n,
      () => 1,
      undefined,
      new DataView(new ArrayBuffer(1)),
    ]) {
      assert.throws(() => pack({ found: [value] }), TypeError);
    }
  });

  it('are refused when an array did not come along or is of no known kind', () => {
    assert.throws(
      () => unpack({ json: { $array: 'Float32Array', buffer: 1 }, buffers: [new ArrayBuffer(4)] }),
      TypeError,
    );
    assert.throws(() => unpack({ json: { $array: 'toString', buffer: 0 }, buffers: [new ArrayBuffer(4)] }), TypeError);
  });
});
