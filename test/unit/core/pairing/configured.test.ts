import assert from 'node:assert/strict';
import type { DatasetFiles } from '../../../../src/core/pairing/dataset.js';
import { findDatasets } from '../../../../src/core/pairing/discover.js';
import type { ListFolder } from '../../../../src/core/pairing/listing.js';
import { pairsOf } from '../../../../src/core/pairing/pairsOf.js';
import { findPartners } from '../../../../src/core/pairing/partners.js';
import { parseTemplate } from '../../../../src/core/pairing/template.js';
import { files } from '../../../support/tree.js';

function dataset(
  name: string,
  labels: string,
  predictions: string | Record<string, string> = {},
  images?: string,
): DatasetFiles {
  const template = (text: string) => parseTemplate(text, '/w');
  const models: [string | null, string][] =
    typeof predictions === 'string' ? [[null, predictions]] : Object.entries(predictions);
  return {
    name,
    labels: template(labels),
    images: images === undefined ? null : template(images),
    predictions: models.map(([model, text]) => ({ model, template: template(text) })),
  };
}

async function pairsIn(list: ListFolder, configured: DatasetFiles[]) {
  const { datasets } = await findDatasets(list, { root: '/w', configured });
  const found = await Promise.all(datasets.map(one => pairsOf(one, list)));
  return Object.fromEntries(datasets.map((one, k) => [one.name, found[k]!]));
}

describe('datasets of the settings', () => {
  const odd = files(
    ...['1', '2'].flatMap(x => [
      `/w/truth/val/town/${x}_ground.png`,
      `/w/camera/val/town/frame${x}.png`,
      `/w/exp/unet/val/town/${x}.npy`,
      `/w/exp/segformer/val/town/${x}.npy`,
    ]),
    '/w/exp/unet/train/town/1.npy',
    '/w/truth/val/town/1_depth.png',
  );
  const own = dataset(
    'own',
    'truth/{split}/{stem}_ground.png',
    'exp/{model}/{split}/{stem}.npy',
    'camera/{split}/frame{stem}.png',
  );

  it('say where the partners of a file are, in any direction', async () => {
    const query = { root: '/w', datasets: [own] };
    const town = (path: string, x: string) => `/w/${path.replace('*', 'val/town')}/${x}`;
    const found = await findPartners({ ...query, file: town('exp/unet/*', '2.npy') }, odd);
    assert.deepEqual([found.role, found.why, found.dataset?.name], ['prediction', 'dataset', 'own']);
    assert.deepEqual([found.label, found.image], [town('truth/*', '2_ground.png'), town('camera/*', 'frame2.png')]);
    assert.equal(found.decisions.label?.chosen?.by, 'dataset');
    const back = await findPartners({ ...query, file: town('truth/*', '2_ground.png') }, odd);
    assert.deepEqual(back.ambiguous.prediction, [town('exp/segformer/*', '2.npy'), town('exp/unet/*', '2.npy')]);
    assert.deepEqual(
      back.decisions.prediction?.fitting.map(one => one.model),
      ['segformer', 'unet'],
    );
    const none = await findPartners({ ...query, file: '/w/exp/unet/train/town/1.npy' }, odd);
    assert.deepEqual([none.label, none.ambiguous], [null, {}]);
  });

  it('beat what names say', async () => {
    const list = files('/w/labels/1.png', '/w/real/1.png', '/w/predictions/1.npy');
    const real = dataset('real', 'real/*.png', 'predictions/*.npy');
    assert.equal((await findPartners({ file: '/w/predictions/1.npy', root: '/w' }, list)).label, '/w/labels/1.png');
    const query = { file: '/w/predictions/1.npy', root: '/w', role: 'prediction' as const, datasets: [real] };
    assert.equal((await findPartners(query, list)).label, '/w/real/1.png');
    const gone = dataset('gone', 'nowhere/*.png', 'predictions/*.npy');
    assert.equal((await findPartners({ ...query, datasets: [gone] }, list)).label, null);
  });

  it('leave to the names what they do not mention', async () => {
    const list = files('/w/labels/1.png', '/w/images/1.jpg', '/w/predictions_a/1.npy', '/w/predictions_b/1.npy');
    const found = await findPartners(
      { file: '/w/labels/1.png', root: '/w', datasets: [dataset('d', 'labels/*.png')] },
      list,
    );
    assert.deepEqual(found.ambiguous.prediction, ['/w/predictions_a/1.npy', '/w/predictions_b/1.npy']);
    assert.equal(found.image, '/w/images/1.jpg');
    const { d } = await pairsIn(list, [dataset('d', 'labels/*.png')]);
    assert.deepEqual(
      d?.pairs.map(({ model, image }) => [model, image]),
      ['predictions_a', 'predictions_b'].map(model => [model, '/w/images/1.jpg']),
    );
  });

  it('pair as a whole, with models by template or by name', async () => {
    const { own: found } = await pairsIn(odd, [own]);
    assert.equal(found?.pairs.length, 4);
    assert.deepEqual(
      found?.pairs.filter(({ model }) => model === 'unet').map(({ label, image }) => [label, image]),
      [
        ['/w/truth/val/town/1_ground.png', '/w/camera/val/town/frame1.png'],
        ['/w/truth/val/town/2_ground.png', '/w/camera/val/town/frame2.png'],
      ],
    );
    assert.deepEqual(found?.unmatched, { predictions: ['/w/exp/unet/train/town/1.npy'], labels: [], ambiguous: [] });
    const named = dataset('named', 'truth/**/*_ground.png', {
      baseline: 'exp/unet/**/*.npy',
      ours: 'exp/segformer/**',
    });
    const { named: byName } = await pairsIn(odd, [named]);
    // "1_ground" is no name that "1.npy" could be found by without {stem}.
    assert.deepEqual(byName?.pairs, []);
    const stems = dataset('stems', 'truth/**/{stem}_ground.png', {
      baseline: 'exp/unet/val/**/{stem}.npy',
      ours: 'exp/segformer/**',
    });
    const { stems: byStem } = await pairsIn(odd, [stems]);
    assert.deepEqual(byStem?.pairs.map(({ model }) => model).sort(), ['baseline', 'baseline', 'ours', 'ours']);
  });

  it('take their files out of what is found by name, once', async () => {
    const list = files('/w/labels/1.png', '/w/preds/1.npy', '/w/x/labels/2.png', '/w/x/preds/2.npy');
    const found = await pairsIn(list, [dataset('mine', 'labels/*.png', 'preds/*.npy')]);
    assert.deepEqual(
      Object.entries(found).map(([name, { pairs }]) => [name, pairs.length]),
      [
        ['mine', 1],
        ['x', 1],
      ],
    );
  });

  it('read submissions of any suffix, and labels by their stem', async () => {
    const list = files(
      ...['aachen_000000_000019', 'ulm_000000_000019'].flatMap(x => [
        `/w/gt/${x}_gtFine_labelIds.png`,
        `/w/sub/${x}*x_9.png`,
      ]),
    );
    const { c } = await pairsIn(list, [dataset('c', 'gt/{stem}_gtFine_labelIds.png', 'sub/{stem}*.png')]);
    assert.equal(c?.pairs.length, 2);
    const found = await findPartners(
      {
        file: '/w/sub/ulm_000000_000019*x_9.png',
        root: '/w',
        datasets: [dataset('c', 'gt/{stem}_gtFine_labelIds.png', 'sub/{stem}*.png')],
      },
      list,
    );
    assert.equal(found.label, '/w/gt/ulm_000000_000019_gtFine_labelIds.png');
  });

  it('may lie outside the workspace', async () => {
    const list = files('/mnt/d/val/labels/1.png', '/mnt/d/train/labels/1.png', '/w/preds/val/1.npy');
    const outside = dataset('out', '/mnt/d/{split}/labels/{stem}.png', 'preds/{split}/{stem}.npy');
    assert.deepEqual(
      (await pairsIn(list, [outside])).out?.pairs.map(one => one.label),
      ['/mnt/d/val/labels/1.png'],
    );
    const found = await findPartners({ file: '/w/preds/val/1.npy', root: '/w', datasets: [outside] }, list);
    assert.equal(found.label, '/mnt/d/val/labels/1.png');
  });
});
