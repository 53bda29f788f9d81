import assert from 'node:assert/strict';
import { toProblem } from '../../../../src/core/errors.js';
import type { NdArray } from '../../../../src/core/formats/ndarray.js';
import type { ClassOptions } from '../../../../src/core/inspection/job.js';
import { makeClassSpec } from '../../../../src/core/labels/classSpec.js';
import type { PresetId } from '../../../../src/core/labels/ids.js';
import { proposeLabelReading } from '../../../../src/core/labels/inference/propose.js';
import type { Rgb } from '../../../../src/core/labels/palette.js';
import { presetOf } from '../../../../src/core/labels/presets/registry.js';
import { codesOf, colourArray, idArray, read } from '../../../support/labels.js';

const propose = (array: NdArray, numClasses: number, path = 'labels/a.png', options: ClassOptions = {}) =>
  proposeLabelReading(array, 'a.png', { spec: makeClassSpec(options), options, numClasses, path });
const short = (proposals: ReturnType<typeof propose>) => proposals.map(({ options, certain }) => [options, certain]);

const painted = (id: PresetId) => presetOf(id).colors.map(color => [...(color as Rgb)]);
const POTSDAM = painted('potsdam');
const ISAID = painted('isaid');

describe('proposals for reading a label', () => {
  it('take labelIds for train ids by their file name', () => {
    const path = 'gtFine/val/frankfurt/frankfurt_000000_000294_gtFine_labelIds.png';
    const array = idArray([[7, 8, 11, 0, 3]]);
    assert.deepEqual(short(propose(array, 19, path)), [[{ preset: 'cityscapes-labelIds' }, true]]);
    const found = read(array, 19, {}, { path });
    assert.deepEqual(codesOf(found), [0, 1, 2, -1, -1]);
    assert.equal(found.reading.preset, 'cityscapes-labelIds');
    assert.match(found.reading.evidence.join(), /taken for Cityscapes, label ids: the path has "_labelIds"/);
    assert.deepEqual(found.reading.taken?.fixes, [
      { setting: 'segmentationLoss.classes.preset', value: 'cityscapes-labelIds' },
    ]);
    assert.deepEqual(found.reading.taken?.otherwise, { setting: 'segmentationLoss.label.encoding', value: 'index' });
    // With as many channels as there are label ids they are meant as they are.
    assert.deepEqual(propose(array, 34, path), []);
  });

  it('take nothing where an encoding, a preset, a remap or the zero reduction is set', () => {
    const path = 'a_gtFine_labelIds.png';
    const array = idArray([[7, 8, 11]]);
    for (const options of [{ encoding: 'index' }, { reduceZeroLabel: false }] as const) {
      assert.ok(propose(array, 19, path, options).every(({ certain }) => !certain));
      assert.deepEqual(codesOf(read(array, 19, options, { path })), [7, 8, 11]);
    }
    assert.deepEqual(propose(array, 19, path, { preset: 'cityscapes' }), []);
    assert.deepEqual(codesOf(read(array, 19, { preset: 'cityscapes' }, { path })), [7, 8, 11]);
    assert.deepEqual(propose(array, 19, path, { remap: { 7: 0 } }), []);
  });

  it('only propose labelIds where the ids alone tell', () => {
    const found = read(idArray([[7, 26, 33]]), 19);
    assert.deepEqual(short(found.proposals), [[{ preset: 'cityscapes-labelIds' }, false]]);
    assert.match(found.proposals[0].evidence.join(), /^only so every value is one of the 19 classes or ignored$/);
    assert.deepEqual(codesOf(found), [7, -1, -1]);
  });

  it('name train ids by their file name, of the dataset with as many classes', () => {
    const array = idArray([[0, 18, 255]]);
    assert.equal(read(array, 19, {}, { path: 'x_gtFine_labelTrainIds.png' }).spec.names[18], 'bicycle');
    assert.equal(read(array, 171, {}, { path: '000000000139_labelTrainIds.png' }).spec.names[18], 'sheep');
    assert.deepEqual(read(array, 20, {}, { path: 'x_labelTrainIds.png' }).spec.names, []);
  });

  it('leave the names to a class list that knows them', () => {
    const file = { name: 'classes.json', list: { names: Array(19).fill('mine'), colors: [], count: 19 } };
    const trainIds = read(idArray([[0, 18, 255]]), 19, {}, { file, path: 'x_gtFine_labelTrainIds.png' });
    assert.deepEqual([trainIds.reading.preset, trainIds.proposals.length], [null, 0]);
    const labelIds = read(idArray([[7, 33]]), 19, {}, { file, path: 'x_gtFine_labelIds.png' });
    assert.deepEqual(codesOf(labelIds), [0, 18]);
    assert.deepEqual([labelIds.spec.names[0], labelIds.spec.source], ['mine', 'classes.json + Cityscapes, label ids']);
  });

  it('reduce zero for ADE20K where the folder says so and a value proves it', () => {
    const path = 'ADEChallengeData2016/annotations/validation/x.png';
    assert.deepEqual(codesOf(read(idArray([[0, 1, 150]]), 150, {}, { path })), [-1, 0, 149]);
    // Without the value 150 both readings explain every pixel: it is asked.
    const open = read(idArray([[0, 1, 149]]), 150, {}, { path });
    assert.deepEqual(codesOf(open), [0, 1, 149]);
    assert.deepEqual(short(open.proposals), [[{ preset: 'ade20k' }, false]]);
  });

  it('ask what the value C means', () => {
    assert.deepEqual(short(propose(idArray([[0, 1, 2, 3]]), 3)), [
      [{ reduceZeroLabel: true }, false],
      [{ ignoreIndex: [255, 3] }, false],
    ]);
    assert.deepEqual(
      propose(idArray([[0, 1, 2, 3]]), 3).flatMap(({ fixes }) => fixes),
      [
        { setting: 'segmentationLoss.reduceZeroLabel', value: true },
        { setting: 'segmentationLoss.ignoreIndex', value: [255, 3] },
      ],
    );
    assert.deepEqual(propose(idArray([[0, 1, 2, 5]]), 3), []);
    assert.deepEqual(propose(idArray([[0, 1, 2, 3]]), 3, 'a.png', { ignoreIndex: 3 }), []);
  });

  it('offer class and instance in one value, and never take it', () => {
    const mapillary = idArray([[13 * 256 + 1, 13 * 256 + 2, 65 * 256, 19 * 256 + 255, 7]], 'uint16');
    const open = read(mapillary, 66);
    assert.deepEqual([open.reading.encoding, open.reading.taken], ['index', null]);
    assert.deepEqual(codesOf(open), [-1, -1, -1, -1, 7]);
    assert.deepEqual(short(open.proposals), [[{ encoding: 'instance256' }, false]]);
    assert.equal(
      open.proposals[0].evidence.join('; '),
      '5 different values up to 16640 for 66 classes; without the instances they are values 0, 13, 19 and 65',
    );
    assert.deepEqual(codesOf(read(mapillary, 66, { encoding: 'instance256' })), [13, 13, 65, 19, 0]);
    // The dataset that was set stays set; its void is void.
    const offered = propose(mapillary, 65, 'instances/a.png', { preset: 'mapillary-65' });
    assert.deepEqual(short(offered), [[{ encoding: 'instance256' }, false]]);
    assert.match(offered[0].evidence.join(), /the path has "instances\/"/);
    const both = { preset: 'mapillary-65', encoding: 'instance256' } as const;
    assert.deepEqual(codesOf(read(mapillary, 65, both)), [13, 13, -1, 19, 0]);
    assert.deepEqual(propose(mapillary, 65, 'a.png', both), []);
  });

  it('offer Cityscapes with instances, as two settings', () => {
    const path = 'gtFine/val/x_gtFine_instanceIds.png';
    const array = idArray([[26_000, 26_012, 24_003, 7, 3, 26]], 'uint16');
    const open = read(array, 19, {}, { path });
    assert.deepEqual(codesOf(open), [-1, -1, -1, 7, 3, -1]);
    const options = { encoding: 'instance1000', preset: 'cityscapes-labelIds' } as const;
    assert.deepEqual(short(open.proposals), [[options, false]]);
    assert.equal(open.proposals[0].title, 'Cityscapes, label ids, class × 1000 + instance');
    assert.match(open.proposals[0].evidence.join(), /values 3, 7, 24 and 26,.*the path has "_instanceIds"/);
    assert.deepEqual(open.proposals[0].fixes, [
      { setting: 'segmentationLoss.label.encoding', value: 'instance1000' },
      { setting: 'segmentationLoss.classes.preset', value: 'cityscapes-labelIds' },
    ]);
    assert.deepEqual(codesOf(read(array, 19, options, { path })), [13, 13, 11, 0, -1, 13]);
    // Between the two clicks, and for those who set the encoding alone, the ids still tell the dataset.
    const half = propose(array, 19, path, { encoding: 'instance1000' });
    assert.deepEqual(short(half), [[{ preset: 'cityscapes-labelIds' }, false]]);
    // With as many channels as label ids they are meant as they are.
    assert.deepEqual(short(propose(array, 34, path)), [[{ encoding: 'instance1000' }, false]]);
    // A depth map is not: no table of ids explains it.
    assert.deepEqual(propose(idArray([[40_000, 123, 65_000]], 'uint16'), 19, path), []);
  });

  it('know a dataset by its colours', () => {
    const tile = colourArray([POTSDAM]);
    const found = read(tile, 6);
    assert.deepEqual(codesOf(found), [0, 1, 2, 3, 4, 5]);
    assert.deepEqual([found.reading.preset, found.reading.encoding], ['potsdam', 'rgb']);
    assert.match(found.reading.evidence.join(), /all 6 colours are those of ISPRS Potsdam/);
    // Colours are no ids: there is no other way to read them.
    assert.equal(found.reading.taken?.title, 'ISPRS Potsdam');
    assert.equal(found.reading.taken?.otherwise, undefined);
    assert.equal(read(tile, 6, {}, { path: 'vaihingen/x.tif' }).reading.preset, 'vaihingen');
    assert.equal(read(colourArray([ISAID.slice(0, 4)]), 16).reading.preset, 'isaid');
  });

  it('do not choose between two datasets that paint alike', () => {
    // White, blue, cyan, green, yellow: Potsdam's and DeepGlobe's.
    const tile = colourArray([POTSDAM.slice(0, 5)]);
    assert.deepEqual(short(propose(tile, 6)), [
      [{ preset: 'potsdam' }, false],
      [{ preset: 'deepglobe' }, false],
    ]);
    assert.throws(
      () => read(tile, 6),
      (error: Error & { code: string; hint: string; proposals: unknown[] }) => {
        assert.equal(error.code, 'label-colours-unknown');
        assert.match(error.hint, /^If it is potsdam or deepglobe, say so \(--preset\)\./);
        assert.equal(error.proposals.length, 2);
        assert.deepEqual(toProblem(error).proposals, error.proposals);
        return true;
      },
    );
  });

  it('are not convinced by two colours, another number of classes, or a single stray pixel', () => {
    const two = colourArray([[POTSDAM[0], POTSDAM[1]]]);
    assert.ok(propose(two, 6).every(({ certain }) => !certain));
    assert.deepEqual(propose(colourArray([POTSDAM]), 9), []);
    assert.deepEqual(propose(colourArray([[...POTSDAM, [1, 2, 3]]]), 6), []);
  });

  it('need no dataset where the class colours are known', () => {
    const mine = POTSDAM.map(color => [...color] as [number, number, number]).reverse();
    assert.deepEqual(codesOf(read(colourArray([POTSDAM]), 6, { colors: mine })), [5, 4, 3, 2, 1, 0]);
  });

  it('propose VOC by its palette, and take it where the folder says so too', () => {
    const palette = painted('voc');
    const array = idArray([[0, 5, 15, 255]], 'uint8', palette);
    assert.deepEqual(short(propose(array, 21)), [[{ preset: 'voc' }, false]]);
    const found = read(array, 21, {}, { path: 'VOC2012/SegmentationClass/x.png' });
    assert.deepEqual([found.reading.preset, found.spec.names[15]], ['voc', 'person']);
    // labelme and others paint with the same palette: another number of classes is another dataset.
    assert.deepEqual(propose(array, 22), []);
  });
});
