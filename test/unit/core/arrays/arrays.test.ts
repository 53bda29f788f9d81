import assert from 'node:assert/strict';
import { askArray } from '../../../../src/core/arrays/openArray.js';
import { firstSlice, sliceOf } from '../../../../src/core/arrays/slice.js';
import { HISTOGRAM_BINS, summarise } from '../../../../src/core/arrays/summary.js';
import { memoryArray, stridesOf } from '../../../../src/core/formats/ndarray.js';
import { openFile } from '../../../../src/node/openFile.js';
import { write as writeNpy } from '../../../support/formats/npy.js';
import { zipOf } from '../../../support/formats/zip.js';
import { assertNear } from '../../../support/near.js';

const still = async () => {};

function floats(shape: number[], values: number[]) {
  return memoryArray({ shape, strides: stridesOf(shape), dtype: 'float32' }, Float32Array.from(values));
}

describe('what an array holds', () => {
  it('is counted over all elements, NaN and infinities apart', async () => {
    const { nan, infinite, min, max, mean, standardDeviation, histogram, values, elements } = await summarise(
      floats([2, 4], [1, 2, 3, 6, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2]),
      still,
    );
    assert.deepEqual([elements, nan, infinite, min, max], [8, 1, 2, 1, 6]);
    assertNear(mean, 14 / 5, 1e-12, 'mean');
    assertNear(standardDeviation, Math.sqrt((1 + 4 + 9 + 36 + 4) / 5 - (14 / 5) ** 2), 1e-12, 'deviation');
    assert.deepEqual(values, [
      [1, 1],
      [2, 2],
      [3, 1],
      [6, 1],
    ]);
    assert.equal(
      histogram.reduce((a, b) => a + b, 0),
      5,
    );
    assert.equal(histogram[0], 1);
    assert.equal(histogram[HISTOGRAM_BINS - 1], 1);
  });

  it('keeps its precision far from 0', async () => {
    const array = memoryArray(
      { shape: [4], strides: [1], dtype: 'float64' },
      Float64Array.from([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]),
    );
    assertNear((await summarise(array, still)).standardDeviation, Math.sqrt(22.5), 1e-9, 'deviation');
  });

  it('has no numbers where nothing is finite, and no list of fractions', async () => {
    const empty = await summarise(floats([2], [Number.NaN, Number.NaN]), still);
    assert.deepEqual([empty.min, empty.mean, empty.values], [null, null, null]);
    assert.equal((await summarise(floats([2], [0.5, 1]), still)).values, null);
  });
});

describe('slices', () => {
  const array = floats(
    [2, 3, 4],
    Array.from({ length: 24 }, (_, k) => k),
  );

  it('show two axes, the others at an index', () => {
    const { height, width, values } = sliceOf(array, { rows: 1, columns: 2, at: [1, 0, 0] });
    assert.deepEqual([height, width, [...values]], [3, 4, [12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]]);
    assert.deepEqual(
      [...sliceOf(array, { rows: 2, columns: 0, at: [0, 2, 0] }).values],
      [8, 20, 9, 21, 10, 22, 11, 23],
    );
  });

  it('begin with the picture: the last two axes, or the first two where channels are last', () => {
    assert.deepEqual(firstSlice(array), { rows: 1, columns: 2, at: [0, 0, 0] });
    assert.deepEqual(firstSlice({ shape: [30, 40, 3] }), { rows: 0, columns: 1, at: [0, 0, 0] });
    assert.equal(sliceOf(floats([3], [1, 2, 3]), firstSlice({ shape: [3] })).height, 1);
    assert.deepEqual([...sliceOf(floats([], [7]), firstSlice({ shape: [] })).values], [7]);
  });

  it('are thinned out where they are large, and say so', () => {
    const long = floats(
      [1, 5000],
      Array.from({ length: 5000 }, (_, k) => k),
    );
    const { width, step, values } = sliceOf(long, { rows: 0, columns: 1, at: [0, 0] });
    assert.deepEqual([width, step, values[1]], [1667, 3, 3]);
  });

  it('that do not exist are refused', () => {
    for (const request of [
      { rows: 1, columns: 1, at: [0, 0, 0] },
      { rows: 1, columns: 3, at: [0, 0, 0] },
      { rows: 1, columns: 2, at: [2, 0, 0] },
      { rows: 1, columns: 2, at: [0, 0] },
    ]) {
      assert.throws(() => sliceOf(array, request), { code: 'slice-invalid' });
    }
  });
});

describe('a file of arrays', () => {
  it('shows one of several and lists them all', async () => {
    const npy = (values: number[]) => writeNpy([2, 2], 'float32', values);
    const bytes = zipOf([
      { name: 'a.npy', bytes: npy([1, 2, 3, 4]) },
      { name: 'b.npy', bytes: npy([5, 6, 7, 8]) },
    ]);
    const host = { open: openFile, kernels: null, progress: () => {}, signal: new AbortController().signal };
    const ask = (entry?: string) =>
      askArray({ file: { name: 'x.npz', bytes, entry }, summary: true, slice: null }, host);
    const first = await ask();
    assert.deepEqual(
      first.arrays.map(one => one.name),
      ['a', 'b'],
    );
    assert.equal(first.chosen, 'a');
    const second = await ask('b');
    assert.deepEqual([second.summary?.min, [...(second.slice?.values ?? [])]], [5, [5, 6, 7, 8]]);
    await assert.rejects(ask('c'), { code: 'array-missing' });
  });
});
