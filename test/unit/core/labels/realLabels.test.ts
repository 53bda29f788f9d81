import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bytesSource } from '../../../../src/core/formats/byteSource.js';
import { readArray } from '../../../../src/core/formats/registry.js';
import type { ClassOptions } from '../../../../src/core/inspection/job.js';
import { readClassList } from '../../../../src/core/labels/classLists/registry.js';
import { inspectJson } from '../../../support/cli.js';
import { codesOf, read } from '../../../support/labels.js';
import { hasShared, readJson, SHARED } from '../../../support/shared.js';

const DATA = join(SHARED, 'data');
const source = (path: string) => bytesSource(basename(path), readFileSync(join(DATA, path)));
const listOf = (path: string) => ({
  name: path,
  list: readClassList(source(path)) as NonNullable<ReturnType<typeof readClassList>>,
});

async function readFile(path: string, numClasses: number, options: ClassOptions = {}, classes?: string) {
  const array = await readArray(source(path), 'label');
  return read(array, numClasses, options, { path, ...(classes && { file: listOf(classes) }) });
}

function histogram(codes: number[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) {
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

describe('labels as people have them', () => {
  if (!hasShared) {
    it('real labels are not beside this checkout');
    return;
  }

  for (const [file, encoding, options, classes] of [
    ['label_grey.png', 'index', {}, undefined],
    ['label_16bit.png', 'index', {}, undefined],
    ['label_palette.png', 'palette', {}, undefined],
    ['label_palette_4bit_void15.png', 'palette', { ignoreIndex: 15 }, undefined],
    ['label_rgb.png', 'rgb', {}, 'formats/classes.json'],
  ] as const) {
    it(`formats/${file} is the label of label.npy`, async () => {
      const reference = await readFile('formats/label.npy', 6);
      const found = await readFile(`formats/${file}`, 6, { ...options }, classes);
      assert.equal(found.reading.encoding, encoding);
      assert.deepEqual(codesOf(found), codesOf(reference));
      assert.deepEqual([...new Set(codesOf(found))].sort(), [-1, 0, 1, 2, 3, 4]);
    });
  }

  const { cases } = readJson<{
    cases: { kind?: string; prediction: string; name: string; expected: { histogram: Record<string, number> } }[];
  }>(DATA, 'expected.json');
  const coded = (name: string) => cases.find(one => one.kind === 'colour_histogram' && one.name.includes(name));

  it('a colour-coded street of 2048×1024, exactly', async () => {
    const { prediction, expected } = coded('RGB decode') as (typeof cases)[number];
    const found = await readFile(prediction, 19, {}, 'cityscapes/classes.json');
    assert.deepEqual(histogram(codesOf(found)), expected.histogram);
    assert.deepEqual([found.reading.encoding, found.label.moved], ['rgb', 0]);
    const preset = await readFile(prediction, 19, { preset: 'cityscapes' });
    assert.deepEqual(preset.label.codes, found.label.codes);
    const inferred = await readFile(prediction, 19);
    assert.equal(inferred.reading.preset, 'cityscapes');
    assert.deepEqual(inferred.label.codes, found.label.codes);
  });

  it('anti-aliased edges: refused, or the nearest colour', async () => {
    const { prediction, expected } = coded('disc_12') as (typeof cases)[number] & {
      expected: { exact_matches: number; unique_colours: number };
    };
    const colors = ['#000000', '#ff0000', '#00ff00'];
    const pixels = 900 * 1200;
    const moved = pixels - expected.exact_matches;
    await assert.rejects(readFile(prediction, 3, { colors }), (error: Error & { code: string }) => {
      assert.equal(error.code, 'label-colours-unmatched');
      assert.match(
        error.message,
        new RegExp(
          `^disc_12_annot_rgb\\.png has ${moved.toLocaleString('en')} pixels \\(0\\.4 %\\) in ${expected.unique_colours - 3} colours`,
        ),
      );
      return true;
    });
    const found = await readFile(prediction, 3, { colors, nearestColour: true });
    assert.deepEqual(histogram(codesOf(found)), expected.histogram);
    assert.equal(found.label.moved, moved);
  });

  it('R=G=B stored as RGB: ids', async () => {
    const found = await readFile('rgb_coded/disc_12_annot.png', 9);
    assert.equal(found.reading.encoding, 'grey');
    assert.deepEqual([...(found.label.values?.keys() ?? [])], [1, 2, 3, 4, 5, 6, 7, 8]);
    assert.equal(found.label.outOfRange.size, 0);
    assert.deepEqual(
      codesOf(found).filter(code => code < 1 || code > 8),
      [],
    );
  });

  it('a 0/255 mask as label: 255 is class 1, found by itself', async () => {
    const folder = join(DATA, 'binary_membrane');
    const args = [join(folder, 'prob_3.npy'), '--label', join(folder, 'label_3.png')];
    const report = await inspectJson(args);
    assert.equal(report.settings.labelReading.encoding, 'binary255');
    assert.match(report.settings.labelReading.evidence[0], /^values 0 and 255 for 2 classes: 255 is class 1$/);
    assert.equal(report.pixels.ignored, 0);
    const remapped = await inspectJson([...args, '--remap', '{"0": 0, "255": 1}']);
    assert.deepEqual([remapped.totals, remapped.confusion], [report.totals, report.confusion]);
  });

  it('presets for real pairs give what their class lists give', async () => {
    for (const [preset, prediction, label, flags] of [
      ['voc', 'voc/predictions_b/2011_000025.npy', 'voc/SegmentationClass/2011_000025.png', []],
      ['ade20k', 'ade20k/predictions/ADE_val_00000003.npy', 'ade20k/annotations/ADE_val_00000003.png', []],
      ['potsdam', 'potsdam/logits.npy', 'potsdam/label.png', []],
      ['camvid', 'camvid/predictions_a/0001TP_008700.npy', 'camvid/labels/0001TP_008700.png', []],
      [
        'cityscapes-labelIds',
        'cityscapes/predictions_a/frankfurt_000000_000294.npy',
        'cityscapes/gtFine/frankfurt_000000_000294_gtFine_labelIds.png',
        [],
      ],
    ] as const) {
      const files = [join(DATA, prediction), '--label', join(DATA, label)];
      const listed = await inspectJson([...files, ...flags]);
      const report = await inspectJson([...files, '--preset', preset]);
      assert.deepEqual(
        [report.totals, report.confusion, report.pixels],
        [listed.totals, listed.confusion, listed.pixels],
        preset,
      );
      assert.equal(report.settings.labelReading.preset, preset);
      assert.equal(report.settings.classesFrom.includes('classes.json'), false);
    }
  });
});
