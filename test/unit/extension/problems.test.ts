import assert from 'node:assert/strict';
import type { Report } from '../../../src/core/inspection/report.js';
import { entriesOf } from '../../../src/extension/problems/entries.js';

const pair = {
  prediction: 'file:///d/predictions/x.npy',
  label: 'file:///d/labels/x.png',
  image: null,
  classesFile: 'file:///d/classes.json',
};
const name = (uri: string) => uri.slice('file:///'.length);
const how = { displayName: name, said: (sentence: string) => sentence };
const failure = (code: string, message: string) =>
  entriesOf(pair, { problem: { code, message, hint: 'Do this.' } }, how).map(entry => entry.uri);

describe('entries of the Problems view', () => {
  it('put findings on the file of their role, as one sentence and one action', () => {
    const finding = {
      code: 'label-id',
      severity: 'warning',
      message: 'Id 12.',
      hint: 'Set it.',
      role: 'label',
    } as const;
    const findings = [finding, { ...finding, role: 'image' as const }];
    assert.deepEqual(entriesOf(pair, { report: { findings } as unknown as Report }, how), [
      { uri: pair.label, code: 'label-id', severity: 'warning', message: 'Id 12. Set it.' },
      { uri: pair.prediction, code: 'label-id', severity: 'warning', message: 'Id 12. Set it.' },
    ]);
  });

  it('put a failure on the file its sentence begins with, else on the one of its code', () => {
    assert.deepEqual(failure('npy-magic', 'd/labels/x.png is no array.'), [pair.label]);
    assert.deepEqual(failure('format-lossy', 'x.png is a JPEG picture.'), [pair.label]);
    assert.deepEqual(failure('label-empty', 'There are no pixels.'), [pair.label]);
    assert.deepEqual(failure('classes-file', 'd/classes.json is no JSON.'), [pair.classesFile]);
    assert.deepEqual(failure('internal-error', 'Unexpected.'), [pair.prediction]);
  });

  it('put a label that is missing on the prediction, and nothing on a prediction that is gone', () => {
    assert.deepEqual(failure('label-not-found', 'The label d/labels/x.png does not exist.'), [pair.prediction]);
    assert.deepEqual(failure('prediction-not-found', 'd/predictions/x.npy does not exist.'), []);
  });
});
