import assert from 'node:assert/strict';
import type { DatasetPair } from '../../../../src/core/pairing/dataset.js';
import { findDatasets } from '../../../../src/core/pairing/discover.js';
import type { ListFolder } from '../../../../src/core/pairing/listing.js';
import { pairsOf } from '../../../../src/core/pairing/pairsOf.js';
import { CONVENTIONS } from '../../../support/conventions.js';
import { files } from '../../../support/tree.js';

async function allOf(list: ListFolder, root = '/w') {
  const { datasets, complete } = await findDatasets(list, { root });
  assert.ok(complete);
  const found = await Promise.all(datasets.map(dataset => pairsOf(dataset, list)));
  return { names: datasets.map(({ name }) => name), datasets, found };
}

const sortedRows = (pairs: readonly Omit<DatasetPair, 'model'>[]) =>
  pairs.map(({ prediction, label, image }) => [prediction, label, image].join(' ')).sort();

describe('datasets found in a workspace', () => {
  for (const { name, files: paths, pairs } of CONVENTIONS) {
    it(`pair as from a single file: ${name}`, async () => {
      const { found } = await allOf(files(...paths));
      const wanted = pairs.filter(pair => pair.prediction !== null) as DatasetPair[];
      assert.deepEqual(sortedRows(found.flatMap(one => one.pairs)), sortedRows(wanted));
      assert.deepEqual(
        found.flatMap(one => one.unmatched.ambiguous),
        [],
      );
    });
  }

  it('are named after their folder, and told apart by the way to it', async () => {
    const { names, datasets } = await allOf(
      files(
        ...['a', 'b'].flatMap(x => [`/w/${x}/camvid/labels/1.png`, `/w/${x}/camvid/predictions/1.npy`]),
        ...['labels', 'images'].map(role => `/w/ade/${role}/training/9.png`),
        '/w/potsdam/label.png',
        '/w/potsdam/logits.npy',
      ),
    );
    assert.deepEqual(names, ['a/camvid', 'ade', 'b/camvid', 'potsdam']);
    assert.deepEqual(
      datasets.map(({ root }) => root),
      ['/w/a/camvid', '/w/ade', '/w/b/camvid', '/w/potsdam'],
    );
  });

  it('have a folder for each case only where there are several cases', async () => {
    const inFolder = (x: string) => [`/w/cases/${x}/label.png`, `/w/cases/${x}/logits.npy`];
    assert.deepEqual((await allOf(files(...inFolder('c1'), ...inFolder('c2')))).names, ['cases']);
    assert.deepEqual((await allOf(files(...inFolder('c1')))).names, ['c1']);
  });

  it('name the models by what tells them apart', async () => {
    const { found } = await allOf(
      files(
        ...['train', 'val'].flatMap(split => [
          `/w/d/labels/${split}/${split}_scene_1.png`,
          `/w/d/predictions_a/${split}/${split}_scene_1.npy`,
          `/w/runs/unet/predictions/${split}/${split}_scene_1.npy`,
          `/w/d/epoch_10/${split}_scene_1.npy`,
          `/w/out/${split}_scene_1/${split}_scene_1_seg.nii.gz`,
        ]),
      ),
    );
    assert.deepEqual(
      found[0]?.pairs.map(({ model, label }) => `${model} ${label}`).sort(),
      ['out', 'predictions_a', 'epoch_10', 'runs/unet/predictions']
        .flatMap(model => ['train', 'val'].map(x => `${model} /w/d/labels/${x}/${x}_scene_1.png`))
        .sort(),
    );
  });

  it('tell what has no partner, and leave strangers alone', async () => {
    const { found, names } = await allOf(
      files(
        ...['1', '2'].flatMap(x => [`/w/d/labels/${x}.png`, `/w/d/preds/${x}.npy`, `/w/d/images/${x}.jpg`]),
        '/w/d/labels/3.png',
        '/w/d/preds/4.npy',
        '/w/docs/logo.png',
        '/w/docs/mask.png',
        '/w/plots/loss.npy',
        '/w/plots/loss.png',
        '/w/out/index.html',
        '/w/out/favicon.png',
        '/w/node_modules/x/labels/1.png',
        '/w/.cache/labels/1.png',
      ),
    );
    assert.deepEqual(names, ['d']);
    assert.equal(found[0]?.pairs.length, 2);
    assert.deepEqual(found[0]?.unmatched, {
      predictions: ['/w/d/preds/4.npy'],
      labels: ['/w/d/labels/3.png'],
      ambiguous: [],
    });
  });

  it('never guess between labels that fit equally well', async () => {
    const { found } = await allOf(
      files(
        '/w/d/preds/1.npy',
        '/w/d/preds/2.npy',
        '/w/d/labels/a/1.png',
        '/w/d/labels/b/1.png',
        '/w/d/labels/a/2.png',
      ),
    );
    assert.deepEqual(
      found[0]?.pairs.map(pair => pair.label),
      ['/w/d/labels/a/2.png'],
    );
    assert.deepEqual(found[0]?.unmatched.ambiguous, [
      { prediction: '/w/d/preds/1.npy', labels: ['/w/d/labels/a/1.png', '/w/d/labels/b/1.png'] },
    ]);
  });

  it('are not mixed by common names in unrelated folders', async () => {
    const far = (count: number) =>
      Array.from({ length: count }, (_, k) => [
        `/w/A/preds/${k}.npy`,
        `/w/B/labels/${k}.png`,
        `/w/B/images/${k}.png`,
      ]).flat();
    assert.deepEqual(
      (await allOf(files(...far(3)))).found.flatMap(one => one.pairs),
      [],
    );
    // A whole folder that meets its labels is no accident.
    assert.equal((await allOf(files(...far(12)))).found[0]?.pairs.length, 12);
  });

  it('survive links that lead in circles', async () => {
    const plain = files('/w/d/labels/1.png', '/w/d/preds/1.npy');
    const circular: ListFolder = async folder => {
      const entries = await plain(folder.replace(/^(\/w)?(.*\/loop)+/, '$1'));
      return folder.endsWith('/w') || /\/loop$/.test(folder)
        ? [...entries, { name: 'loop', directory: true, link: true }]
        : entries;
    };
    const { found } = await allOf(circular);
    assert.equal(found.flatMap(one => one.pairs).length, 1);
  });

  it('take a workspace of 20,000 files in one look at each folder', async () => {
    const paths = Array.from({ length: 4000 }, (_, k) => {
      const [split, x] = [k % 2 ? 'train' : 'val', `scene_${String(k).padStart(6, '0')}`];
      return [
        `/w/big/images/${split}/${x}.jpg`,
        `/w/big/labels/${split}/${x}.png`,
        `/w/big/predictions_a/${split}/${x}.npy`,
        `/w/big/cases/c${k}/truth.nii.gz`,
        `/w/big/predictions_b/${split}/${x}.npz`,
      ];
    }).flat();
    const asked = new Map<string, number>();
    const tree = files(...paths);
    const list: ListFolder = folder => {
      asked.set(folder, (asked.get(folder) ?? 0) + 1);
      return tree(folder);
    };
    const { datasets, complete } = await findDatasets(list, { root: '/w' });
    assert.ok(complete);
    assert.equal(Math.max(...asked.values()), 1);
    const found = await pairsOf(datasets[0]!, list);
    assert.equal(found.pairs.length, 8000);
    assert.deepEqual(new Set(found.pairs.map(({ model }) => model)), new Set(['predictions_a', 'predictions_b']));
    assert.deepEqual(found.unmatched, { predictions: [], labels: [], ambiguous: [] });
  });

  it('end at their limits, and say so', async () => {
    const list = files(...Array.from({ length: 50 }, (_, k) => `/w/d${k}/labels/${k}.png`));
    for (const limits of [
      { folders: 10, files: 1000, depth: 9 },
      { folders: 1000, files: 10, depth: 9 },
      { folders: 1000, files: 1000, depth: 1 },
    ]) {
      assert.equal((await findDatasets(list, { root: '/w', limits })).complete, false);
    }
  });
});
