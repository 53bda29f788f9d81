import assert from 'node:assert/strict';
import { InspectionError } from '../../../../src/core/errors.js';
import type { ArrayFile } from '../../../../src/core/formats/arrayFile.js';
import { chooseEntry } from '../../../../src/core/formats/chooseEntry.js';

/** A file of arrays named "name shape", such as "logits 6x40x56"; those without a shape cannot be read. */
function fileOf(...arrays: string[]): ArrayFile {
  const parts = arrays.map(array => array.split(' '));
  return {
    format: 'test',
    entries: parts
      .filter(([, shape]) => shape !== undefined)
      .map(([name, shape]) => ({ name, shape: shape.split('x').filter(Boolean).map(Number), dtype: 'float32' })),
    unreadable: parts
      .filter(([, shape]) => shape === undefined)
      .map(([name]) => ({ name, reason: new InspectionError('npy-object', name, '') })),
    read: () => {
      throw new Error('not read');
    },
  };
}

const chosen = (file: ArrayFile, role: 'prediction' | 'label', wanted?: string) =>
  chooseEntry(file, 'a.npz', role, wanted).name;

describe('the array that is meant', () => {
  it('is the one named, and no other', () => {
    const file = fileOf('logits 6x40x56', 'x 2x2', 'meta');
    assert.equal(chosen(file, 'prediction', 'x'), 'x');
    assert.throws(() => chosen(file, 'prediction', 'y'), { code: 'array-missing' });
    assert.throws(() => chosen(file, 'prediction', 'meta'), { code: 'npy-object' });
  });

  it('is the ids of top-k, since scores alone do not say of which class', () => {
    const integers = (file: ArrayFile): ArrayFile => ({
      ...file,
      entries: file.entries.map((entry, k) => (k === 1 ? { ...entry, dtype: 'int64' } : entry)),
    });
    const own = fileOf('scores 3x40x56', 'ids 3x40x56');
    assert.equal(chosen(integers(own), 'prediction'), 'ids');
    assert.equal(chosen(integers(own), 'prediction', 'scores'), 'scores');
    const torch = fileOf('values 3x40x56', 'indices 3x40x56');
    assert.equal(chosen(integers(torch), 'prediction'), 'indices');
    // Floats are no ids, and ids of another size belong to something else.
    assert.equal(chosen(own, 'prediction'), 'scores');
    assert.throws(() => chosen(torch, 'prediction'), { code: 'array-choice' });
    assert.equal(chosen(integers(fileOf('scores 3x40x56', 'ids 40x56')), 'prediction'), 'scores');
  });

  it('is the one with the best known name of the role', () => {
    const file = fileOf('mask 40x56', 'softmax 6x40x56', 'probabilities 6x40x56', 'aux 6x40x56');
    assert.equal(chosen(file, 'prediction'), 'probabilities');
    assert.equal(chosen(file, 'label'), 'mask');
    const sample = fileOf('0/seg_logits/data 6x40x56', '0/pred_sem_seg/data 1x40x56', '0/gt_sem_seg/data 1x40x56');
    assert.equal(chosen(sample, 'prediction'), '0/seg_logits/data');
    assert.equal(chosen(sample, 'label'), '0/gt_sem_seg/data');
    assert.equal(chosen(fileOf('out 21x8x8', 'aux 21x8x8'), 'prediction'), 'out');
    assert.equal(chosen(fileOf('Val/Logits 21x8x8', 'x 21x8x8'), 'prediction'), 'Val/Logits');
  });

  it('is the only one, or the only one with the axes of a picture', () => {
    assert.equal(chosen(fileOf('x 6x40x56'), 'label'), 'x');
    assert.equal(chosen(fileOf('x 6x40x56', 'meta'), 'prediction'), 'x');
    assert.equal(chosen(fileOf('x 6x40x56', 'spacing 3', 'epoch '), 'prediction'), 'x');
  });

  it('is asked for where several fit', () => {
    for (const file of [
      fileOf('a 6x40x56', 'b 6x40x56'),
      fileOf('0/logits 6x40x56', '1/logits 6x40x56', 'label 40x56'),
      fileOf('a 3', 'b 4'),
    ]) {
      assert.throws(() => chosen(file, 'prediction'), { code: 'array-choice' });
    }
  });

  it('is never another one because the one meant cannot be read', () => {
    assert.throws(() => chosen(fileOf('logits', 'label 40x56'), 'prediction'), { code: 'npy-object' });
    assert.equal(chosen(fileOf('logits', 'label 40x56'), 'label'), 'label');
    assert.throws(() => chosen(fileOf('meta'), 'prediction'), { code: 'npy-object' });
    assert.throws(() => chosen(fileOf(), 'prediction'), { code: 'array-none' });
  });
});
