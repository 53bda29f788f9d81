import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { InspectionError } from '../../../../src/core/errors.js';
import { DEFAULT_LOSS } from '../../../../src/core/inspection/job.js';
import { DATASET_FIELDS, datasetOf, parseDatasets, withDataset } from '../../../../src/core/settings/datasets.js';
import type { Settings } from '../../../../src/core/settings/settings.js';

const parse = (value: unknown, root: string | undefined = '/w') =>
  parseDatasets(key => (key === 'datasets' ? value : undefined), root);

function problemOf(value: unknown): InspectionError {
  try {
    parse(value);
  } catch (error) {
    assert.ok(InspectionError.is(error));
    return error;
  }
  throw new assert.AssertionError({ message: `${JSON.stringify(value)} was accepted` });
}

describe('the setting datasets', () => {
  it('says where files are and how they are read', () => {
    const [one, two] = parse([
      {
        name: 'city',
        labels: 'gtFine/{split}/{stem}_gtFine_labelIds.png',
        images: 'leftImg8bit/{split}/{stem}_leftImg8bit.png',
        predictions: { unet: 'runs/unet/{stem}*.png', ours: 'runs/ours/{stem}*.png' },
        preset: 'cityscapes-labelIds',
        ignoreIndex: [255, 0],
        kind: 'mask',
      },
      {
        name: 'own',
        labels: 'labels/**/*.png',
        predictions: ['a/*.npy', 'b/*.npy'],
        classes: ['road', 'car'],
        layout: 'HWC',
      },
    ]);
    assert.deepEqual(
      one?.files.predictions.map(({ model, template }) => [model, template.text]),
      [
        ['unet', 'runs/unet/{stem}*.png'],
        ['ours', 'runs/ours/{stem}*.png'],
      ],
    );
    assert.deepEqual(
      [one?.classes, one?.kind, one?.layout, one?.classesFile],
      [{ preset: 'cityscapes-labelIds', ignoreIndex: [255, 0] }, 'mask', 'auto', null],
    );
    assert.deepEqual([two?.classes, two?.layout, two?.files.images], [{ names: ['road', 'car'] }, 'HWC', null]);
    assert.deepEqual(
      two?.files.predictions.map(({ model }) => model),
      [null, null],
    );
  });

  it('names class lists by their path', () => {
    const listed = (classes: string) => parse([{ name: 'd', labels: 'l/*.png', classes }])[0];
    assert.deepEqual(
      [listed('meta/classes.json')?.classesFile, listed('/data/labelmap.txt')?.classesFile],
      ['/w/meta/classes.json', '/data/labelmap.txt'],
    );
    assert.deepEqual(listed('meta/classes.json')?.classes, {});
  });

  it('is empty where none are set, or nothing that they could be relative to', () => {
    assert.deepEqual([parse(undefined), parse(null), parse([])], [[], [], []]);
    assert.deepEqual(
      parseDatasets(() => [{ name: 'd', labels: 'l/*.png' }], undefined),
      [],
    );
  });

  for (const [value, key, said] of [
    [{}, 'datasets', 'is {}; expected a list of datasets'],
    [['voc'], 'datasets[0]', 'is "voc"; expected a dataset'],
    [[{ labels: 'l/*.png' }], 'datasets[0].name', 'is missing; expected a name'],
    [[{ name: 'd' }], 'datasets[0].labels', 'is missing; expected a path'],
    [
      [{ name: 'd', labels: 'l/{id}.png' }],
      'datasets[0].labels',
      'this one has "{id}"; known are {stem}, {split} and {model}',
    ],
    [[{ name: 'd', labels: '' }], 'datasets[0].labels', 'this one is empty'],
    [
      [{ name: 'd', labels: 'l/*.png', label: 1 }],
      'datasets[0].label',
      'no such field, but one of name, labels, images',
    ],
    [[{ name: 'd', labels: 'l/*.png', predictions: { a: 3 } }], 'datasets[0].predictions.a', 'is 3; expected a path'],
    [[{ name: 'd', labels: 'l/*.png', predictions: ['x', 4] }], 'datasets[0].predictions[1]', 'is 4; expected a path'],
    [[{ name: 'd', labels: 'l/*.png', preset: 'vco' }], 'datasets[0].preset', 'is "vco"; expected one of'],
    [
      [{ name: 'd', labels: 'l/*.png', ignoreIndex: 1.5 }],
      'datasets[0].ignoreIndex',
      'is 1.5; expected a whole number',
    ],
    [[{ name: 'd', labels: 'l/*.png', classes: [1] }], 'datasets[0].classes[0]', 'is 1; expected one of the names'],
    [
      [
        { name: 'd', labels: 'a' },
        { name: 'd', labels: 'b' },
      ],
      'datasets[1].name',
      'is "d"; expected a name that no other dataset has',
    ],
  ] as const) {
    it(`explains ${JSON.stringify(value)}`, () => {
      const { code, message } = problemOf(value);
      assert.equal(code, 'setting-invalid');
      assert.ok(message.startsWith(`The setting segmentationLoss.${key} `), message);
      assert.ok(message.includes(said), message);
    });
  }

  it('is found for a pair by its prediction, else by its label', () => {
    const datasets = parse([
      { name: 'a', labels: 'labels/*.png', predictions: 'a/*.npy' },
      { name: 'b', labels: 'labels/*.png', predictions: 'b/*.npy' },
    ]);
    const nameFor = (prediction: string, label: string | null) =>
      datasetOf(datasets, { prediction, label })?.files.name;
    assert.equal(nameFor('/w/b/x.npy', '/w/labels/x.png'), 'b');
    assert.equal(nameFor('/w/c/x.npy', '/w/labels/x.png'), 'a');
    assert.equal(nameFor('/w/c/x.npy', null), undefined);
  });

  it('outdoes what is set for all, and stands alone once it says its classes', () => {
    const general: Settings = {
      classes: { names: ['x'], ignoreIndex: 3 },
      loss: DEFAULT_LOSS,
      kind: 'auto',
      layout: 'CHW',
    };
    const merged = (fields: object) => withDataset(general, parse([{ name: 'd', labels: 'l/*.png', ...fields }])[0]);
    assert.deepEqual(merged({ ignoreIndex: 7, kind: 'logits' }), {
      ...general,
      classes: { names: ['x'], ignoreIndex: 7 },
      kind: 'logits',
    });
    assert.deepEqual(merged({ preset: 'voc' }).classes, { preset: 'voc' });
    assert.deepEqual(merged({ classes: 'classes.json' }).classes, {});
    assert.equal(withDataset(general, undefined), general);
  });

  it('is what the manifest completes, field by field and example by example', () => {
    const schema = JSON.parse(readFileSync('package.json', 'utf8')).contributes.configuration.properties[
      'segmentationLoss.datasets'
    ];
    assert.deepEqual(Object.keys(schema.items.properties).sort(), [...DATASET_FIELDS].sort());
    for (const example of schema.examples) {
      assert.equal(parse(example).length, example.length);
    }
    for (const { label, body } of schema.items.defaultSnippets) {
      // What a snippet inserts when its fields are left as they are.
      const filled = JSON.stringify(body).replace(/\$\{\d:((?:[^{}\\]|\\\\.|\{)*?)\}/g, (_, text: string) =>
        text.replaceAll('\\\\}', '}'),
      );
      assert.ok(!filled.includes('$') && !filled.includes('\\'), `${label}: ${filled}`);
      assert.equal(parse([JSON.parse(filled)]).length, 1, label);
    }
    for (const [field, { examples = [] }] of Object.entries<{ examples?: unknown[] }>(schema.items.properties)) {
      for (const example of examples) {
        assert.equal(
          parse([{ name: 'd', labels: 'l/*.png', [field]: example }]).length,
          1,
          `${field} ${JSON.stringify(example)}`,
        );
      }
    }
  });
});
