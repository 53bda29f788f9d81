import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeClassSpec } from '../../../../src/core/labels/classSpec.js';
import { classOf } from '../../../../src/core/labels/codes.js';
import { PRESETS, type PresetId } from '../../../../src/core/labels/ids.js';
import { PRESET_LIST, presetOf } from '../../../../src/core/labels/presets/registry.js';
import { codesOf, colourArray, idArray, read } from '../../../support/labels.js';
import { hasShared, ROOT, readJson, SHARED } from '../../../support/shared.js';

interface SharedClasses {
  names: string[];
  palette?: number[][];
  labelIds_to_trainIds?: Record<string, number>;
}

const shared = (set: string) => readJson<SharedClasses>(SHARED, 'data', set, 'classes.json');
const idOf = (preset: PresetId, stored: number) => classOf(stored, makeClassSpec({ preset }));

/** Lists whose published colours are not all different. */
const SHARING: PresetId[] = ['ade20k', 'coco-stuff', 'coco-stuff-182', 'pascal-context', 'pascal-context-59'];

describe('dataset presets', () => {
  it('are those of settings, flags and documentation, in the same order', () => {
    assert.deepEqual(
      PRESET_LIST.map(({ id }) => id),
      [...PRESETS],
    );
    const docs = readFileSync(join(ROOT, 'docs', 'labels.md'), 'utf8');
    const manifest = readJson<{ contributes: { configuration: { properties: Record<string, { enum: string[] }> } } }>(
      ROOT,
      'package.json',
    );
    assert.deepEqual(manifest.contributes.configuration.properties['segmentationLoss.classes.preset'].enum, [
      'auto',
      ...PRESETS,
    ]);
    for (const { id, title, count } of PRESET_LIST) {
      assert.match(docs, new RegExp(`^\\| \`${id}\` +\\| ${title.replace(/[().]/g, '\\$&')} +\\| ${count} +\\|`, 'm'));
    }
  });

  for (const preset of PRESET_LIST) {
    it(`${preset.id} has a name and a colour for each class`, () => {
      assert.equal(preset.names.length, preset.count);
      assert.equal(new Set(preset.names).size, preset.count);
      assert.ok(preset.names.every(name => name && name.trim() === name));
      assert.equal(preset.colors.length, preset.count);
      const colours = new Set(preset.colors.map(String));
      assert.equal(colours.size === preset.colors.length, !SHARING.includes(preset.id));
      assert.ok(preset.ignoreColors?.every(color => !colours.has(String(color))) ?? true);
      const targets = Object.values(preset.remap ?? {}).filter(target => target !== 'ignore');
      assert.deepEqual(
        [...new Set(targets)].sort((a, b) => Number(a) - Number(b)),
        preset.remap ? [...Array(preset.count).keys()] : [],
      );
    });
  }

  it('have the colours of mmsegmentation where the dataset has none', () => {
    const colour = (id: PresetId, name: string) => presetOf(id).colors[presetOf(id).names.indexOf(name)];
    assert.deepEqual(colour('coco-stuff', 'person'), [0, 192, 64]);
    assert.deepEqual(colour('coco-stuff', 'toothbrush'), [192, 160, 0]);
    assert.deepEqual(colour('coco-stuff-182', 'wood'), [64, 64, 0]);
    assert.deepEqual(colour('pascal-context', 'background'), [120, 120, 120]);
    assert.deepEqual(colour('pascal-context', 'aeroplane'), [180, 120, 120]);
    assert.deepEqual(colour('pascal-context-59', 'wood'), [31, 0, 255]);
    // Bicycle and snow share one: a picture with it is refused, not guessed.
    const [aeroplane, bicycle] = ['aeroplane', 'bicycle'].map(name => [...(colour('pascal-context', name) ?? [])]);
    assert.throws(() => read(colourArray([[aeroplane, bicycle]]), 60, { preset: 'pascal-context' }), {
      code: 'label-colours-shared',
    });
    assert.deepEqual(codesOf(read(colourArray([[aeroplane]]), 60, { preset: 'pascal-context' })), [1]);
  });

  it('map the ids of Cityscapes, COCO-Stuff, ADE20K and LoveDA', () => {
    const labelIds = [7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33];
    assert.deepEqual(
      labelIds.map(id => idOf('cityscapes-labelIds', id)),
      [...labelIds.keys()],
    );
    for (const id of [-1, 0, 1, 6, 9, 10, 14, 18, 29, 30, 255]) {
      assert.equal(idOf('cityscapes-labelIds', id), null);
    }
    // person, toothbrush (COCO 90), banner (92), wood (182): one less in the file, gaps closed in train ids.
    assert.deepEqual(
      [0, 89, 91, 181, 255].map(id => idOf('coco-stuff-182', id)),
      [0, 79, 80, 170, null],
    );
    assert.deepEqual(presetOf('coco-stuff').names[79], 'toothbrush');
    assert.deepEqual(
      [0, 1, 150, 255].map(id => idOf('ade20k', id)),
      [null, 0, 149, null],
    );
    assert.deepEqual(
      [0, 1, 7].map(id => idOf('loveda', id)),
      [null, 0, 6],
    );
    assert.deepEqual(
      [0, 59].map(id => idOf('pascal-context-59', id)),
      [null, 58],
    );
    assert.deepEqual(
      [64, 65].map(id => idOf('mapillary-65', id)),
      [64, null],
    );
  });

  it('paint VOC and the first classes of all its kin with the bits of the index', () => {
    const bits = (id: number) =>
      [0, 1, 2].map(channel => {
        let value = 0;
        for (let k = 0; k < 8; k++) {
          value |= ((id >> (3 * k + channel)) & 1) << (7 - k);
        }
        return value;
      });
    assert.deepEqual(presetOf('voc').colors, [...Array(21).keys()].map(bits));
    assert.deepEqual(presetOf('voc').ignoreColors, [bits(255)]);
  });

  it('read DeepGlobe as its challenge says: samples cut at 128, black is unknown', () => {
    const picture = colourArray([
      [
        [3, 250, 255],
        [255, 255, 2],
        [127, 127, 127],
        [254, 1, 254],
        [128, 128, 128],
      ],
    ]);
    const found = read(picture, 6, { preset: 'deepglobe' });
    assert.deepEqual(codesOf(found), [0, 1, -1, 2, 5]);
    assert.match(found.reading.evidence.join(), /5 pixels \(100 %\) in other colours: samples were cut at 128/);
    assert.equal(found.label.moved, 0);
    const red = colourArray([[[250, 3, 3]]]);
    assert.throws(() => read(red, 6, { preset: 'deepglobe' }), { code: 'label-colours-unmatched' });
  });

  it('stand in for a class list that lies beside the data', () => {
    const file = { name: 'classes.json', list: { names: ['a', 'b'], colors: [], count: 2, reduceZeroLabel: true } };
    const spec = makeClassSpec({ preset: 'camvid' }, file);
    assert.deepEqual([spec.count, spec.names[0], spec.reduceZeroLabel, spec.source], [11, 'Sky', false, 'CamVid (11)']);
    const own = makeClassSpec({ preset: 'camvid', ignoreIndex: 255, names: ['x'] }, file);
    assert.deepEqual([own.ignoreValues, own.names, own.count], [[255], ['x'], 1]);
    assert.deepEqual(codesOf(read(idArray([[0, 10, 11]]), 11, { preset: 'camvid' })), [0, 10, -1]);
  });

  if (!hasShared) {
    it('class lists of real data are not beside this checkout');
    return;
  }
  it('agree with the class lists beside real data', () => {
    const plain = (name: string | undefined) => (name ?? '').replace(/[_ ]/g, ' ').split(',')[0].trim().toLowerCase();
    const renamed = new Map([['television', 'television receiver']]);
    for (const [set, id] of [
      ['voc', 'voc'],
      ['cityscapes', 'cityscapes'],
      ['camvid', 'camvid'],
      ['potsdam', 'potsdam'],
      ['ade20k', 'ade20k'],
    ] as const) {
      const { names, palette } = shared(set);
      const preset = presetOf(id);
      assert.deepEqual(
        preset.names.map(plain),
        names.map(plain).map(name => renamed.get(name) ?? name),
        set,
      );
      if (palette) {
        assert.deepEqual(
          [...preset.colors, ...(palette.length > preset.count ? (preset.ignoreColors ?? []) : [])],
          palette,
          set,
        );
      }
    }
    for (const [stored, id] of Object.entries(shared('cityscapes').labelIds_to_trainIds ?? {})) {
      assert.equal(idOf('cityscapes-labelIds', Number(stored)), id);
    }
  });
});
