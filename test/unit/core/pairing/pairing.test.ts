import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DEFAULT_FOLDERS } from '../../../../src/core/pairing/folders.js';
import type { ListFolder } from '../../../../src/core/pairing/listing.js';
import { findPartners } from '../../../../src/core/pairing/partners.js';
import { guessRole, resolveRole } from '../../../../src/core/pairing/roles.js';
import { Surroundings } from '../../../../src/core/pairing/surroundings.js';
import { takeApart } from '../../../../src/core/pairing/words.js';
import { files } from '../../../support/tree.js';

const camvid = files(
  '/d/classes.json',
  ...['x', 'y'].flatMap(stem => [
    `/d/images/${stem}.png`,
    `/d/labels/${stem}.png`,
    `/d/masks_a/${stem}.png`,
    `/d/masks_b/${stem}.png`,
    `/d/predictions_a/${stem}.npy`,
    `/d/predictions_b/${stem}.npy`,
  ]),
);

describe('pairing', () => {
  it('finds label, image and classes.json of a prediction by equal stem', async () => {
    const { decisions, ...found } = await findPartners({ file: '/d/predictions_b/y.npy' }, camvid);
    assert.deepEqual([decisions.label?.chosen?.by, decisions.image?.chosen?.by], ['sibling', 'sibling']);
    assert.deepEqual(found, {
      role: 'prediction',
      why: 'folder',
      dataset: null,
      prediction: '/d/predictions_b/y.npy',
      label: '/d/labels/y.png',
      image: '/d/images/y.png',
      ambiguous: {},
      doubtful: {},
      classes: ['/d/classes.json'],
    });
  });

  it('does not choose between two predictions of one label, and lists masks after arrays', async () => {
    const found = await findPartners({ file: '/d/labels/x.png' }, camvid);
    assert.equal(found.role, 'label');
    assert.equal(found.prediction, null);
    assert.deepEqual(found.ambiguous, {
      prediction: ['/d/predictions_a/x.npy', '/d/predictions_b/x.npy', '/d/masks_a/x.png', '/d/masks_b/x.png'],
    });
  });

  it('takes masks_a beside labels as predictions, and alone as labels', async () => {
    const role = async (file: string, list: ListFolder) =>
      (await resolveRole(file, new Surroundings(list, DEFAULT_FOLDERS))).role;
    assert.equal(await role('/d/masks_a/x.png', camvid), 'prediction');
    const alone = files('/d/images_png/x.png', '/d/masks_png/x.png');
    assert.equal(await role('/d/masks_png/x.png', alone), 'label');
    assert.equal((await findPartners({ file: '/d/masks_a/x.png' }, camvid)).label, '/d/labels/x.png');
  });

  it('chooses the only array where masks of the same scene lie beside it', async () => {
    const list = files('/d/labels/x.png', '/d/logits/x.npy', '/d/masks_a/x.png');
    assert.equal((await findPartners({ file: '/d/labels/x.png' }, list)).prediction, '/d/logits/x.npy');
  });

  it('keeps split folders, whatever the case of names and extensions', async () => {
    const list = files(
      '/ade/images/val/x.JPG',
      '/ade/Annotations/val/x.PNG',
      '/ade/Annotations/train/x.png',
      '/ade/predictions/x.npy',
    );
    const found = await findPartners({ file: '/ade/images/val/x.JPG' }, list);
    assert.equal(found.label, '/ade/Annotations/val/x.PNG');
    assert.equal(found.prediction, '/ade/predictions/x.npy');
  });

  it('asks where a label exists in several splits and the prediction names none', async () => {
    const list = files('/ade/annotations/val/x.png', '/ade/annotations/train/x.png', '/ade/predictions/x.npy');
    const found = await findPartners({ file: '/ade/predictions/x.npy' }, list);
    assert.deepEqual(found.ambiguous.label, ['/ade/annotations/train/x.png', '/ade/annotations/val/x.png']);
  });

  it('strips Cityscapes suffixes and prefers train ids', async () => {
    const list = files(
      '/c/gtFine/val/frankfurt/frankfurt_1_gtFine_labelIds.png',
      '/c/gtFine/val/frankfurt/frankfurt_1_gtFine_labelTrainIds.png',
      '/c/leftImg8bit/val/frankfurt/frankfurt_1_leftImg8bit.png',
      '/c/predictions_a/frankfurt_1.npy',
    );
    const found = await findPartners({ file: '/c/predictions_a/frankfurt_1.npy' }, list);
    assert.equal(found.label, '/c/gtFine/val/frankfurt/frankfurt_1_gtFine_labelTrainIds.png');
    assert.equal(found.image, '/c/leftImg8bit/val/frankfurt/frankfurt_1_leftImg8bit.png');
    const back = await findPartners({ file: found.image! }, list);
    assert.equal(back.prediction, '/c/predictions_a/frankfurt_1.npy');
    assert.equal(back.label, found.label);
  });

  it('takes nothing by a common name from another dataset, but tells of it', async () => {
    const both = (at: string) => [`${at}/1.png`, `${at}/scene_000123.png`];
    for (const [top, below] of [
      ['/w', ''],
      ['/w/all', ''],
      ['/w', '/val'],
    ]) {
      const prediction = (name: string) => `${top}/A/preds${below}/${name}`;
      const labels = ['B', 'C'].map(dataset => `${top}/${dataset}/labels${below}`);
      const list = files(
        prediction('1.npy'),
        prediction('scene_000123.npy'),
        ...both(labels[0]!),
        `${labels[1]}/1.png`,
      );
      const found = await findPartners({ file: prediction('1.npy'), root: '/w' }, list);
      assert.deepEqual([found.label, found.ambiguous], [null, {}]);
      assert.deepEqual(
        found.doubtful.label,
        labels.map(folder => `${folder}/1.png`),
      );
      const distinct = await findPartners({ file: prediction('scene_000123.npy'), root: '/w' }, list);
      assert.equal(distinct.label, `${labels[0]}/scene_000123.png`);
    }
  });

  it('takes nothing of another split, but tells of it', async () => {
    const list = files('/w/d/labels/val/x.png', '/w/d/predictions/train/x.npy');
    const found = await findPartners({ file: '/w/d/predictions/train/x.npy', root: '/w' }, list);
    assert.deepEqual([found.label, found.doubtful.label], [null, ['/w/d/labels/val/x.png']]);
  });

  it('pairs image.png, label.png and logits.npy of one folder', async () => {
    const list = files('/p/image.png', '/p/label.png', '/p/logits.npy', '/p/classes.json');
    for (const file of ['/p/image.png', '/p/label.png', '/p/logits.npy']) {
      const { prediction, label, image } = await findPartners({ file }, list);
      assert.deepEqual([prediction, label, image], ['/p/logits.npy', '/p/label.png', '/p/image.png']);
    }
  });

  it('does not take a preview beside a prediction for its label', async () => {
    const list = files('/d/predictions/x.npy', '/d/predictions/x.png', '/d/images/x.png');
    const found = await findPartners({ file: '/d/predictions/x.npy' }, list);
    assert.equal(found.label, null);
    assert.equal(found.image, '/d/images/x.png');
  });

  it('finds predictions one level below their folder', async () => {
    const list = files('/d/labels/x.png', '/d/predictions/m1/x.npy');
    assert.equal((await findPartners({ file: '/d/labels/x.png' }, list)).prediction, '/d/predictions/m1/x.npy');
    assert.equal((await findPartners({ file: '/d/predictions/m1/x.npy' }, list)).label, '/d/labels/x.png');
  });

  it('finds a label in a wrong format, so that the format can be explained', async () => {
    const list = files('/d/labels/x.jpg', '/d/predictions/x.npy');
    assert.equal((await findPartners({ file: '/d/predictions/x.npy' }, list)).label, '/d/labels/x.jpg');
  });

  it('takes folder names from the settings, and stars in them literally match anything', async () => {
    const list = files('/d/truth/x.png', '/d/run-7 [best]/x.npy');
    const folders = { ...DEFAULT_FOLDERS, label: ['TRUTH'], prediction: ['run-*[best]'] };
    assert.equal((await findPartners({ file: '/d/truth/x.png' }, list, folders)).prediction, '/d/run-7 [best]/x.npy');
  });

  it('looks for classes.json upwards, nearest first and not above the workspace', async () => {
    const list = files('/w/classes.json', '/w/d/classes.json', '/w/d/labels/x.png', '/classes.json');
    const { classes } = await findPartners({ file: '/w/d/labels/x.png', root: '/w' }, list);
    assert.deepEqual(classes, ['/w/d/classes.json', '/w/classes.json']);
  });

  it('guesses roles from the path alone', () => {
    const role = (path: string) => guessRole(path, DEFAULT_FOLDERS);
    assert.equal(role('/d/predictions/x.npy'), 'prediction');
    assert.equal(role('/d/SegmentationClass/x.png'), 'label');
    assert.equal(role('/d/SegmentationClassNpy/x.npy'), 'label');
    assert.equal(role('/d/JPEGImages/x.jpg'), 'image');
    assert.equal(role('/d/misc/x.npy'), 'prediction');
    assert.equal(role('/x_label.png'), 'label');
    assert.equal(role('/x_pred.png'), 'prediction');
  });

  it('takes stems apart', () => {
    for (const [stem, key, said] of [
      ['a_gtFine_labelTrainIds', 'a', 'label'],
      ['logits', '', 'prediction'],
      ['0001TP_008700', '0001TP_008700', null],
      ['0001TP_006690_L', '0001TP_006690', 'label'],
      ['P0003_0_896_0_896_instance_color_RGB', 'P0003_0_896_0_896', 'label'],
      ['21_training', '21', 'image'],
      ['21_training_mask', '21', 'label'],
      ['21_manual1', '21', 'label'],
      ['Image_01L', '01L', 'image'],
      ['Image_01L_1stHO', '01L', 'label'],
      ['img0001', '0001', 'image'],
      ['label0001', '0001', 'label'],
      ['frankfurt_000000_000294', 'frankfurt_000000_000294', null],
      ['frankfurt_000000_000294_leftImg8bit_logits', 'frankfurt_000000_000294', 'prediction'],
      ['frankfurt_000000_000294_42', 'frankfurt_000000_000294', null],
      ['x_gtFine_color', 'x', 'painting'],
      ['a.pred', 'a', 'prediction'],
      ['a - label', 'a -', 'label'],
      ['mask-7', '7', 'label'],
      ['relabel', 'relabel', null],
      ['goal', 'goal', null],
    ] as const) {
      const parts = takeApart(stem);
      assert.deepEqual([parts.key, parts.said], [key, said], stem);
    }
    assert.ok(takeApart('a_labelTrainIds').rank < takeApart('a_labelIds').rank);
  });
});

const data = resolve('../shared/data');

describe('pairing of real data', () => {
  before(function () {
    if (!existsSync(data)) {
      this.skip();
    }
  });

  const list: ListFolder = async folder => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    return entries.map(entry => ({ name: entry.name, directory: entry.isDirectory() }));
  };
  const cases: [string, string, string][] = [
    ['camvid/predictions_a/0001TP_008700.npy', 'camvid/labels/0001TP_008700.png', 'camvid/images/0001TP_008700.png'],
    ['voc/predictions_b/2011_000003.npy', 'voc/SegmentationClass/2011_000003.png', 'voc/JPEGImages/2011_000003.jpg'],
    [
      'ade20k/predictions/ADE_val_00000003.npy',
      'ade20k/annotations/ADE_val_00000003.png',
      'ade20k/images/ADE_val_00000003.jpg',
    ],
    ['potsdam/logits.npy', 'potsdam/label.png', 'potsdam/image.png'],
    [
      'cityscapes/predictions_a/frankfurt_000000_000294.npy',
      'cityscapes/gtFine/frankfurt_000000_000294_gtFine_labelTrainIds.png',
      'cityscapes/leftImg8bit/frankfurt_000000_000294_leftImg8bit.png',
    ],
  ];
  for (const [prediction, label, image] of cases) {
    it(`pairs ${prediction}`, async () => {
      const found = await findPartners({ file: `${data}/${prediction}`, root: data }, list);
      assert.deepEqual([found.label, found.image], [`${data}/${label}`, `${data}/${image}`]);
      assert.equal(found.classes[0], `${data}/${prediction.split('/')[0]}/classes.json`);
      const back = await findPartners({ file: `${data}/${label}` }, list);
      const offered = back.ambiguous.prediction ?? [back.prediction];
      assert.ok(offered.includes(`${data}/${prediction}`));
    });
  }
});
