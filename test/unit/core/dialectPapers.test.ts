import assert from 'node:assert/strict';
import { DialectContext } from '../../../src/core/dialects/context.js';
import { type DialectResult, evaluateDialect, mapOf } from '../../../src/core/dialects/evaluate.js';
import type { Overrides } from '../../../src/core/dialects/overrides.js';
import { isRaised } from '../../../src/core/dialects/types.js';
import { bytesSource } from '../../../src/core/formats/byteSource.js';
import { readNpy } from '../../../src/core/formats/npy.js';
import { IGNORED_CODE } from '../../../src/core/inspection/layers.js';
import { readPrediction } from '../../../src/core/inspection/reading.js';
import { loadKernels } from '../../../src/core/kernels/registry.js';
import { assertNear } from '../../support/near.js';
import { npyOf } from '../../support/npyFixture.js';

const [CLASSES, HEIGHT, WIDTH] = [3, 4, 5];
const PIXELS = HEIGHT * WIDTH;
const logits = Array.from({ length: CLASSES * PIXELS }, (_, k) => 2 * Math.sin(0.9 * k + 0.4));
const codes = Uint16Array.from({ length: PIXELS }, (_, k) => (k % 7 === 3 ? IGNORED_CODE : (k >> 1) % CLASSES));

async function evaluate(key: string, overrides?: Overrides): Promise<DialectResult> {
  const array = readNpy(bytesSource('logits.npy', npyOf('<f8', [CLASSES, HEIGHT, WIDTH], logits)));
  const labelSize: [number, number] = [HEIGHT, WIDTH];
  const view = readPrediction(array, 'logits.npy', { kind: 'logits', layout: 'CHW', classCount: null, labelSize });
  const label = { samples: 1, height: HEIGHT, width: WIDTH, codes, outOfRange: new Map<number, number>() };
  const found = await evaluateDialect(key, new DialectContext({ view, label }), overrides);
  assert.ok(found && !isRaised(found));
  return found;
}

const value = async (key: string, overrides?: Overrides) => (await evaluate(key, overrides)).value;

/** p of a pixel, by the plainest softmax. */
function softmax(k: number): number[] {
  const powers = Array.from({ length: CLASSES }, (_, c) => Math.exp(logits[c * PIXELS + k]));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map(power => power / sum);
}

const sigmoid = (k: number) => Array.from({ length: CLASSES }, (_, c) => 1 / (1 + Math.exp(-logits[c * PIXELS + k])));

const valid = Array.from(codes.keys()).filter(k => codes[k] !== IGNORED_CODE);

/** I, FP and FN of each class over the valid pixels. */
function overlaps(probabilities = softmax) {
  return Array.from({ length: CLASSES }, (_, c) => {
    const found = { hit: 0, falsePositive: 0, falseNegative: 0 };
    for (const k of valid) {
      const p = probabilities(k)[c];
      const y = codes[k] === c ? 1 : 0;
      found.hit += p * y;
      found.falsePositive += p * (1 - y);
      found.falseNegative += (1 - p) * y;
    }
    return found;
  });
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

function focalTversky(alpha: number, beta: number, power: number): number {
  const losses = overlaps().map(({ hit, falsePositive, falseNegative }) => {
    const tversky = (hit + 1e-6) / (hit + alpha * falsePositive + beta * falseNegative + 1e-6);
    return (1 - tversky) ** power;
  });
  return mean(losses);
}

describe('dialects: losses of papers, and independent sigmoids, against plain loops', () => {
  before(() => loadKernels(null));

  it('focal Tversky', async () => {
    assertNear(await value('paper.focalTversky'), focalTversky(0.3, 0.7, 0.75), 1e-6, 'focal Tversky');
  });

  it('log-cosh Dice', async () => {
    const dice = await value('textbook.diceIgnoredMasked');
    assertNear(await value('paper.logCoshDice'), Math.log(Math.cosh(dice)), 1e-6, 'log-cosh Dice');
  });

  it('unified focal', async () => {
    const focal = mean(
      valid.map(k => {
        const p = softmax(k)[codes[k]];
        return (codes[k] === 0 ? 0.4 : 0.6) * Math.sqrt(1 - p) * -Math.log(p);
      }),
    );
    assertNear(await value('paper.unifiedFocal'), 0.5 * focal + 0.5 * focalTversky(0.4, 0.6, 0.5), 1e-6, 'unified');
  });

  it('Dice of independent sigmoids', async () => {
    const expected = overlaps(sigmoid).map(
      ({ hit, falsePositive, falseNegative }) =>
        1 - (2 * hit + 1e-5) / (2 * hit + falsePositive + falseNegative + 1e-5),
    );
    const actual = await value('textbook.diceIgnoredMasked', { activation: 'sigmoid' });
    assertNear(actual, mean(expected), 1e-6, 'Dice');
  });
});

describe('dialects: maps add up to the value', () => {
  before(() => loadKernels(null));
  const all = PIXELS;
  const divisors: [key: string, divisor: number][] = [
    ['torch.crossEntropy.labelSmoothing0_1', valid.length],
    ['smp.softCrossEntropy.smooth0_1', all],
    ['monai.focal.sigmoid.alpha0_25', all * CLASSES],
    ['smp.focal.multiclass', valid.length * CLASSES],
    ['boundaryLoss.surface', all * CLASSES],
    ['boundaryLoss.hausdorff', all * CLASSES],
    ['boundaryLoss.focal', all],
    ['mmseg.ohemSampler.minKept10', all],
  ];
  for (const [key, divisor] of divisors) {
    it(key, async () => {
      const found = await evaluate(key);
      const map = await mapOf(found);
      assert.ok(map);
      assertNear(map.reduce((sum, loss) => sum + loss, 0) / divisor, found.value, 1e-6, key);
    });
  }
  it('but for losses that are none of single pixels', async () => {
    for (const key of ['smp.lovasz.multiclass', 'monai.dice', 'monai.diceCe', 'smp.focal.multiclass.normalized']) {
      assert.equal(await mapOf(await evaluate(key)), null, key);
    }
  });
});
