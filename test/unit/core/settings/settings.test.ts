import assert from 'node:assert/strict';
import { InspectionError } from '../../../../src/core/errors.js';
import { DEFAULT_LOSS } from '../../../../src/core/inspection/job.js';
import { DEFAULT_FOLDERS } from '../../../../src/core/pairing/folders.js';
import { parseFolders, parseSettings } from '../../../../src/core/settings/settings.js';

const from = (values: Record<string, unknown>) => (key: string) => values[key];

function problemOf(values: Record<string, unknown>): InspectionError {
  try {
    parseSettings(from(values));
  } catch (error) {
    assert.ok(InspectionError.is(error));
    return error;
  }
  throw new assert.AssertionError({ message: `${JSON.stringify(values)} was accepted` });
}

describe('settings', () => {
  it('leave everything to classes.json and the defaults when none is set', () => {
    assert.deepEqual(parseSettings(from({})), { classes: {}, loss: DEFAULT_LOSS, kind: 'auto', layout: 'auto' });
    assert.deepEqual(parseFolders(from({})), DEFAULT_FOLDERS);
  });

  it('take what is set', () => {
    const settings = parseSettings(
      from({
        'classes.names': ['road', 'sky'],
        'classes.colors': ['#804080', '#4682B4'],
        'classes.count': 2,
        ignoreIndex: -1,
        background: -1,
        reduceZeroLabel: false,
        'prediction.kind': 'probabilities',
        'prediction.layout': 'HWC',
        'loss.weights': [1, 0.5],
        'loss.alpha': null,
        'loss.gamma': 0,
        'loss.base': 'focal',
        'loss.includeDice': false,
      }),
    );
    assert.deepEqual(settings, {
      classes: {
        names: ['road', 'sky'],
        colors: ['#804080', '#4682B4'],
        numClasses: 2,
        ignoreIndex: -1,
        background: -1,
        reduceZeroLabel: false,
      },
      loss: { ...DEFAULT_LOSS, weights: [1, 0.5], alpha: null, gamma: 0, base: 'focal', includeDice: false },
      kind: 'probabilities',
      layout: 'HWC',
    });
  });

  it('take how labels are read', () => {
    const values = {
      'classes.preset': 'cityscapes-labelIds',
      'label.encoding': 'rgb',
      'label.remap': { '7': 0, '-1': null, '#804080': 'ignore' },
      'label.nearestColour': true,
      ignoreIndex: [0, 255],
    };
    assert.deepEqual(parseSettings(from(values)).classes, {
      preset: 'cityscapes-labelIds',
      encoding: 'rgb',
      remap: { '7': 0, '-1': 'ignore', '#804080': 'ignore' },
      nearestColour: true,
      ignoreIndex: [0, 255],
    });
    const unset = {
      'classes.preset': 'auto',
      'label.encoding': 'auto',
      'label.remap': {},
      'label.nearestColour': false,
    };
    assert.deepEqual(parseSettings(from({ ...unset, ignoreIndex: [] })).classes, {});
  });

  it('count null and empty lists as unset', () => {
    const values = { 'classes.names': [], 'classes.colors': [], 'classes.count': null, ignoreIndex: null };
    assert.deepEqual(parseSettings(from({ ...values, 'loss.weights': null })).classes, {});
    assert.deepEqual(parseFolders(from({ 'pairing.labelFolders': [] })), DEFAULT_FOLDERS);
  });

  for (const [key, value, said] of [
    ['loss.gamma', 'high', '"high"; expected a number of at least 0'],
    ['loss.gamma', -1, '-1; expected a number of at least 0'],
    ['loss.beta', 0, '0; expected a number above 0'],
    ['loss.threshold', 2, '2; expected a number of at least 0 and at most 1'],
    ['loss.alpha', {}, '{}; expected a number'],
    ['loss.base', 'dice', '"dice"; expected one of "crossEntropy", "focal"'],
    ['loss.includeDice', 'yes', '"yes"; expected true or false'],
    ['loss.weights', 3, '3; expected a list'],
    ['loss.weights', [1, -2], '-2; expected one of the numbers of at least 0'],
    ['ignoreIndex', 1.5, '1.5; expected a whole number'],
    ['ignoreIndex', [255, 'void'], '[255,"void"]; expected a whole number, a list'],
    ['label.remap', ['7'], '["7"]; expected a table'],
    ['label.remap', { '7': -1 }, '{"7":-1}; expected a table'],
    ['label.encoding', 'colour', '"colour"; expected one of "auto", "index"'],
    ['classes.preset', 'VOC', '"VOC"; expected one of "auto", "voc"'],
    ['classes.count', 0, '0; expected a whole number from 1'],
    ['classes.names', [1], '1; expected one of the names'],
    ['classes.colors', ['red'], '"red"; expected one of the colours'],
    ['prediction.kind', 'Logits', '"Logits"; expected one of "auto", "logits"'],
  ] as const) {
    it(`explain ${key} = ${JSON.stringify(value)}`, () => {
      const problem = problemOf({ [key]: value });
      assert.equal(problem.code, 'setting-invalid');
      assert.ok(problem.message.startsWith(`The setting segmentationLoss.${key}`), problem.message);
      assert.ok(problem.message.includes(` is ${said}`), problem.message);
    });
  }

  it('quote no more than the beginning of a wrong value', () => {
    assert.ok(problemOf({ 'loss.gamma': 'x'.repeat(10_000) }).message.length < 200);
  });
});
