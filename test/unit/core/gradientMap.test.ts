import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesSource } from '../../../src/core/formats/byteSource.js';
import { readNpy } from '../../../src/core/formats/npy.js';
import { DEFAULT_LOSS } from '../../../src/core/inspection/job.js';
import { readPrediction } from '../../../src/core/inspection/reading.js';
import { loadKernels } from '../../../src/core/kernels/registry.js';
import { makeLabelMap } from '../../../src/core/labels/labelMap.js';
import { totalSlopes } from '../../../src/core/losses/totalSlopes.js';
import { fusedStatistics } from '../../../src/core/statistics/fused.js';
import { gradientMap } from '../../../src/core/statistics/gradientMap.js';
import { runPass } from '../../../src/core/statistics/pass.js';
import { readKernels } from '../../../src/node/kernels.js';
import { fromReference, hasShared, KERNEL_FOLDER, readJson, SHARED } from '../../support/shared.js';

interface Golden {
  params: {
    ignore_index: number;
    weight: number[] | null;
    alpha: number | null;
    gamma: number;
    beta: number;
    smooth: number;
  };
  resized: boolean;
  expected: { ce: number | string };
}

const nothing = async () => {};
const npy = (path: string) => readNpy(bytesSource(path, readFileSync(path)));

async function ours(
  folder: string,
  { params }: Golden,
  loss: { base: 'crossEntropy' | 'focal'; includeDice: boolean },
) {
  const array = npy(join(folder, 'logits.npy'));
  const [, numClasses, height, width] = array.shape;
  const view = readPrediction(array, 'logits.npy', {
    kind: 'logits',
    layout: 'CHW',
    classCount: numClasses,
    labelSize: [height, width],
  });
  const label = makeLabelMap(npy(join(folder, 'label.npy')), 'label.npy', {
    numClasses,
    ignoreIndex: params.ignore_index,
    reduceZeroLabel: false,
  });
  const { weight: weights, alpha, gamma, beta, smooth } = params;
  const settings = { ...DEFAULT_LOSS, ...loss, weights, alpha, gamma, beta, smooth };
  const stats = await fusedStatistics(view, label, settings, nothing);
  const kept = await runPass(view, label, { threshold: 0.5, extended: false, terms: [] }, nothing);
  const slopes = totalSlopes(stats, settings);
  assert.ok(slopes);
  const map = (wanted: 'magnitude' | number) =>
    gradientMap(view, label, kept.logProbability, slopes, settings, wanted, nothing);
  return { map, numClasses, perSample: height * width, samples: label.samples };
}

describe('gradient maps against PyTorch', () => {
  if (!hasShared) {
    it('golden cases are not beside this checkout');
    return;
  }
  const root = join(SHARED, 'reference', 'golden');
  const terms = [
    ['grad_ce', { base: 'crossEntropy', includeDice: false }],
    ['grad_focal', { base: 'focal', includeDice: false }],
    ['grad_ce_plus_dice', { base: 'crossEntropy', includeDice: true }],
  ] as const;
  for (const [kernel, bytes] of [
    ['WebAssembly', readKernels(KERNEL_FOLDER)],
    ['TypeScript', null],
  ] as const) {
    for (const { name } of readJson<{ name: string }[]>(root, 'index.json')) {
      const folder = join(root, name);
      const golden = readJson<Golden>(folder, 'case.json');
      if (golden.resized) {
        // A map is at the label's size; the gradient before the resize is the dialects' business.
        continue;
      }
      it(`${name} (${kernel})`, async () => {
        loadKernels(bytes);
        for (const [file, loss] of terms) {
          if (!Number.isFinite(fromReference(golden.expected.ce)) && file !== 'grad_focal') {
            // 0/0: torch defines the gradient of an all-ignored label as 0, where the loss itself is NaN.
            continue;
          }
          const expected = Float64Array.from(npy(join(folder, `${file}.npy`)).data);
          const largest = expected.reduce((max, value) => Math.max(max, Math.abs(value) || 0), 0);
          const { map, numClasses, perSample, samples } = await ours(folder, golden, loss);
          const channels = await Promise.all(Array.from({ length: numClasses }, (_, c) => map(c)));
          for (let k = 0; k < expected.length; k++) {
            const [n, rest] = [Math.floor(k / (numClasses * perSample)), k % (numClasses * perSample)];
            const actual = channels[Math.floor(rest / perSample)][n * perSample + (rest % perSample)];
            const wanted = expected[k];
            const near = Number.isNaN(wanted)
              ? Number.isNaN(actual)
              : Math.abs(actual - wanted) <= 1e-6 + 1e-5 * largest;
            assert.ok(near, `${file}[${k}]: ${actual}, expected ${wanted}`);
          }
          const magnitude = await map('magnitude');
          for (let k = 0; k < samples * perSample; k++) {
            const length = Math.hypot(...channels.map(channel => channel[k]));
            assert.ok(Object.is(magnitude[k], length) || Math.abs(magnitude[k] - length) <= 1e-6 + 1e-5 * length);
          }
        }
      });
    }
  }
  after(() => loadKernels(readKernels(KERNEL_FOLDER)));
});
