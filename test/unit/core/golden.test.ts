import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

const fileBytes = (path: string) => bytesSource(path, readFileSync(path));

/** Every pixel of a written map (float32) against the float64 map of the reference. */
function compareMap(ours: string, reference: string): void {
  const [actual, expected] = [ours, reference].map(path => readNpy(fileBytes(path)));
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
    /** Values at single pixels of the label. */
    pixels?: { y: number; x: number; ce: number | string; focal: number | string }[];
    /** Shape (x, y, z) of a volume that the reference has as an image of x rows and y · z columns. */
    volume_shape?: [number, number, number];
    label_shape: [number, number];
  }
  const { cases } = readJson<{ cases: Case[] }>(folder, 'expected.json');
  // Those without a floor for probabilities (eps 0) differ from ours by less than the tolerance.
  const read = cases.filter(({ kind }) => kind === undefined);
  it('covers every data set', () => {
    const sets = new Set(cases.map(({ prediction }) => prediction.split('/')[0]));
    const all = ['ade20k', 'binary_membrane', 'camvid', 'cityscapes', 'nifti', 'potsdam', 'rgb_coded', 'voc'];
    assert.deepEqual([...sets].sort(), all);
    assert.equal(read.length + masks.length + histograms.length, cases.length);
  });
  for (const one of read) {
    const { name, how, prediction, label, params, expected } = one;
    it(name, async () => {
      const reduce = how.includes('label minus 1') ? ['--reduce-zero-label'] : [];
      const binary = how.includes('255 -> 1') ? ['--encoding', 'binary255'] : [];
      const files = [join(folder, prediction), '--label', join(folder, label)];
      const maps = mkdtempSync(join(tmpdir(), 'seg-loss-'));
      try {
        await check([...files, ...flags(params), ...reduce, ...binary, '--maps', maps], expected);
        comparePixels(maps, one);
      } finally {
        rmSync(maps, { recursive: true });
      }
    });
  }

  function comparePixels(maps: string, { pixels, volume_shape: volume, label_shape: [, width] }: Case): void {
    const [crossEntropy, focal] = ['crossEntropy', 'focal'].map(id => readNpy(fileBytes(join(maps, `${id}.npy`))).data);
    assert.ok(pixels && pixels.length > 0);
    for (const { y, x, ce, focal: wanted } of pixels) {
      const at = volume ? ((x % volume[2]) * volume[1] + Math.floor(x / volume[2])) * volume[0] + y : y * width + x;
      assertNear(crossEntropy[at], fromReference(ce), 1e-5, `cross entropy at ${y}, ${x}`, 1e-2);
      assertNear(focal[at], fromReference(wanted), 1e-5, `focal at ${y}, ${x}`, 1e-2);
    }
  }

  const masks = cases.filter(({ kind }) => kind === 'mask');
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

  const histograms = cases.filter(({ kind }) => kind === 'colour_histogram');
  for (const { name, how, prediction, expected } of histograms) {
    it(name, async () => {
      const picture = join(folder, prediction);
      const { histogram } = expected as unknown as { histogram: Record<string, number> };
      const nearest = how.startsWith('nearest');
      const list = nearest
        ? { num_classes: 3, palette: ['#000000', '#ff0000', '#00ff00'] }
        : readJson<object>(folder, 'cityscapes', 'classes.json');
      const temporary = mkdtempSync(join(tmpdir(), 'seg-loss-'));
      try {
        const classes = join(temporary, 'classes.json');
        writeFileSync(classes, JSON.stringify(list));
        // Label and prediction are the same picture: what is counted is how its colours are decoded, on either side.
        const flags = ['--label', picture, '--classes', classes, ...(nearest ? ['--nearest-colour'] : [])];
        const report = await inspectJson([picture, ...flags]);
        const counted = report.classes.filter(({ pixels }) => pixels > 0).map(({ id, pixels }) => [String(id), pixels]);
        assert.deepEqual(Object.fromEntries(counted), histogram);
        assert.equal(report.totals.pixelAccuracy, 1);
      } finally {
        rmSync(temporary, { recursive: true });
      }
    });
  }
});
