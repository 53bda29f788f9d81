import assert from 'node:assert/strict';
import fc from 'fast-check';
import { labelDistance } from '../../../src/core/distance/labelDistance.js';

/** Nearest pixel of another label, looked for everywhere. */
function slow(labels: Uint16Array, width: number, height: number): Float32Array {
  return Float32Array.from(labels, (label, k) => {
    let best = Number.POSITIVE_INFINITY;
    for (let j = 0; j < width * height; j++) {
      if (labels[j] !== label) {
        const [dx, dy] = [(j % width) - (k % width), Math.floor(j / width) - Math.floor(k / width)];
        best = Math.min(best, dx * dx + dy * dy);
      }
    }
    return Math.sqrt(best);
  });
}

describe('distance to the nearest other label', () => {
  it('is exact (seeded, against looking everywhere)', () => {
    const maps = fc
      .tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 4 }))
      .chain(([width, height, ids]) =>
        fc.record({
          width: fc.constant(width),
          height: fc.constant(height),
          labels: fc.array(fc.nat(ids - 1), { minLength: width * height, maxLength: width * height }),
        }),
      );
    fc.assert(
      fc.property(maps, ({ width, height, labels }) => {
        const codes = Uint16Array.from(labels);
        assert.deepEqual(labelDistance(codes, width, height), slow(codes, width, height));
      }),
      { seed: 20261123, numRuns: 400 },
    );
  });

  it('is infinite where there is one label, and 1 beside a border', () => {
    assert.deepEqual([...labelDistance(Uint16Array.of(3, 3, 3, 3), 2, 2)], new Array(4).fill(Number.POSITIVE_INFINITY));
    assert.deepEqual([...labelDistance(Uint16Array.of(0, 0, 0, 1), 4, 1)], [3, 2, 1, 1]);
  });
});
