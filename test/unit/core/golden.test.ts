import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesSource } from '../../../src/core/formats/byteSource.js';
import { elementReader } from '../../../src/core/formats/ndarray.js';
import { readNpy } from '../../../src/core/formats/npy.js';
import { inspectJson, value } from '../../support/cli.js';
import { assertNear } from '../../support/near.js';
import { fromReference, hasShared, readJson, SHARED } from '../../support/shared.js';

interface Expected {
  n_pixels: number;
  n_valid: number;
  ce: number | string;
  focal: number | string;
  dice_loss: number | string;
  f_score: number | string;
  dice_score_per_class: (number | string)[];
  f_score_per_class: (number | string)[];
  confusion: number[][];
  iou_nan: (number | string)[];
  miou_nan: number | string;
  miou_seed: number | string;
  pixel_accuracy: number | string;
}

interface Params {
  ignore_index: number;
  weight: number[] | null;
  alpha: number | null;
  gamma: number;
  beta: number;
  smooth: number;
  threshold: number;
}

const TOLERANCE = 1e-6;

function flags(params: Params): string[] {
  const { weight, alpha, gamma, beta, smooth, threshold, ignore_index } = params;
  return [
    ['--ignore-index', String(ignore_index)],
    ['--alpha', alpha === null ? 'none' : String(alpha)],
    ['--gamma', String(gamma)],
    ['--beta', String(beta)],
    ['--smooth', String(smooth)],
    ['--threshold', String(threshold)],
    weight ? ['--weights', weight.join(',')] : [],
  ].flat();
}

async function check(args: string[], expected: Expected): Promise<void> {
  const report = await inspectJson(args);
  const near = (what: string, actual: number | null, wanted: number | string) =>
    assertNear(actual, fromReference(wanted), TOLERANCE, what);
  assert.deepEqual(report.confusion, expected.confusion);
  assert.equal(report.pixels.all, expected.n_pixels);
  assert.equal(report.pixels.valid, expected.n_valid);
  near('cross entropy', value(report.totals.crossEntropy), expected.ce);
  near('focal', value(report.totals.focal), expected.focal);
  near('Dice loss', value(report.totals.dice), expected.dice_loss);
  near('F-score', value(report.totals.fScore), expected.f_score);
  near('mean IoU', value(report.totals.meanIoU), expected.miou_nan);
  near('mean IoU (origin)', value(report.totals.meanIoUOrigin), expected.miou_seed);
  near('pixel accuracy', value(report.totals.pixelAccuracy), expected.pixel_accuracy);
  for (const row of report.classes) {
    near(`Dice of class ${row.id}`, value(row.dice), expected.dice_score_per_class[row.id]);
    near(`F-score of class ${row.id}`, value(row.fScore), expected.f_score_per_class[row.id]);
    // Absent is null in a report, NaN in the tables.
    near(`IoU of class ${row.id}`, value(row.iou) ?? Number.NaN, expected.iou_nan[row.id]);
  }
}

describe('golden cases: the command line against PyTorch in float64', () => {
  if (!hasShared) {
    it('golden cases are not beside this checkout');
    return;
  }
  const folder = join(SHARED, 'reference', 'golden');
  for (const { name } of readJson<{ name: string }[]>(folder, 'index.json')) {
    it(name, async () => {
      const { params, expected } = readJson<{ params: Params; expected: Expected }>(folder, name, 'case.json');
      const files = [join(folder, name, 'logits.npy'), '--label', join(folder, name, 'label.npy')];
      const layout = ['--layout', 'CHW', '--kind', 'logits'];
      const maps = mkdtempSync(join(tmpdir(), 'seg-loss-'));
      try {
        await check([...files, ...layout, ...flags(params), '--maps', maps], expected);
        compareMap(join(maps, 'crossEntropy.npy'), join(folder, name, 'ce_map.npy'));
        compareMap(join(maps, 'focal.npy'), join(folder, name, 'focal_map.npy'));
      } finally {
        rmSync(maps, { recursive: true });
      }
    });
  }
});

/** Every pixel of a written map (float32) against the float64 map of the reference. */
function compareMap(ours: string, reference: string): void {
  const [actual, expected] = [ours, reference].map(path => readNpy(bytesSource(path, readFileSync(path))));
  const [read, wanted] = [elementReader(actual), elementReader(expected)];
  assert.equal(actual.data.length, expected.data.length);
  for (let k = 0; k < expected.data.length; k++) {
    assertNear(read(k), wanted(k), 1e-5, `${ours} at ${k}`, 1e-2);
  }
}

describe('real data: the command line against expected.json', () => {
  if (!hasShared) {
    it('real data is not beside this checkout');
    return;
  }
  const folder = join(SHARED, 'data');
  interface Case {
    name: string;
    kind?: string;
    how: string;
    prediction: string;
    label: string;
    params: Params;
    expected: Expected;
  }
  const { cases } = readJson<{ cases: Case[] }>(folder, 'expected.json');
  // Volumes are one sample of several slices; probabilities without a floor are no reading of ours.
  const read = cases.filter(({ kind, label, name }) =>
    kind === undefined ? !label.endsWith('.nii.gz') && !name.endsWith('eps 0') : false,
  );
  it('covers camvid, cityscapes, ade20k, voc, potsdam and binary masks', () => {
    const sets = new Set(read.map(({ prediction }) => prediction.split('/')[0]));
    assert.deepEqual([...sets].sort(), ['ade20k', 'binary_membrane', 'camvid', 'cityscapes', 'potsdam', 'voc']);
  });
  for (const { name, how, prediction, label, params, expected } of read) {
    it(name, async () => {
      const reduce = how.includes('label minus 1') ? ['--reduce-zero-label'] : [];
      const binary = how.includes('255 -> 1') ? ['--encoding', 'binary255'] : [];
      const files = [join(folder, prediction), '--label', join(folder, label)];
      await check([...files, ...flags(params), ...reduce, ...binary], expected);
    });
  }

  const masks = cases.filter(({ kind, label }) => kind === 'mask' && label.endsWith('.png'));
  it('covers index masks and colour-coded ones', () => {
    assert.deepEqual([...new Set(masks.map(({ prediction }) => prediction.split('/')[0]))], ['camvid', 'rgb_coded']);
  });
  for (const { name, prediction, label, params, expected } of masks) {
    it(name, async () => {
      const classes = name.startsWith('rgb_coded') ? ['--classes', join(folder, 'rgb_coded/ovary_classes.json')] : [];
      const files = [join(folder, prediction), '--label', join(folder, label), ...classes];
      const report = await inspectJson([...files, '--ignore-index', String(params.ignore_index)]);
      assert.deepEqual(report.confusion, expected.confusion);
      assert.equal(report.pixels.valid, expected.n_valid);
      const [iou, accuracy] = [report.totals.meanIoU, report.totals.pixelAccuracy];
      assertNear(value(iou), fromReference(expected.miou_nan), TOLERANCE, 'mean IoU');
      assertNear(value(accuracy), fromReference(expected.pixel_accuracy), TOLERANCE, 'pixel accuracy');
    });
  }
});
