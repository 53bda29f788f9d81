import assert from 'node:assert/strict';
import type { Analysed } from '../../../../src/core/analysis/analysed.js';
import type { LayerAnswer, LayerRequest } from '../../../../src/core/analysis/layer.js';
import type { WhatIfSettings } from '../../../../src/core/analysis/settings.js';
import { DEFAULT_LOSS } from '../../../../src/core/inspection/job.js';
import { fromJsonNumber } from '../../../../src/core/inspection/jsonNumber.js';
import { LOSS_CODE_MAX, SIGNED_ZERO } from '../../../../src/core/inspection/layers.js';
import type { LossSettings } from '../../../../src/core/inspection/report.js';
import { analyseBytes, ask } from '../../../support/analysedFixture.js';
import { npyOf } from '../../../support/npyFixture.js';
import { labelOf, logitsOf } from '../../../support/pairFixture.js';
import { analyseTiny, TINY, tinyAdds, tinyBytes, tinyGradient, tinyPixels } from '../../../support/tinyPair.js';

const LOSS: LossSettings = { ...DEFAULT_LOSS, weights: [1, 2, 0.5, 3, 1] };

/** Every pixel's value, decoded, is within a code of the expected one. */
function assertValues({ info, codes }: LayerAnswer, expected: (k: number) => number): void {
  const { range, encoding } = info;
  assert.ok(range);
  const step = range[1] / (encoding === 'signed' ? SIGNED_ZERO : LOSS_CODE_MAX);
  codes.forEach((code, k) => {
    const value = (encoding === 'signed' ? code - SIGNED_ZERO : code) * step;
    const wanted = expected(k);
    assert.ok(Math.abs(value - wanted) <= step + 1e-6 * range[1], `${k}: ${value}, expected ${wanted}`);
  });
}

describe('layers of losses and gradients', () => {
  let pair: Analysed;
  const pixels = tinyPixels(TINY);
  const adds = tinyAdds(TINY, LOSS);
  const valid = pixels.filter(({ label }) => label !== null).length;
  before(async () => {
    pair = await analyseTiny(TINY, { loss: LOSS });
  });
  const layer = (request: LayerRequest, settings?: WhatIfSettings) =>
    ask(pair, 'layer', { layer: request, sample: 0, settings });

  it('show cross entropy and focal as they are at each pixel', async () => {
    const at = (k: number) => pixels[k].label;
    const entropy = (k: number) => {
      const label = at(k);
      return label === null ? 0 : -(LOSS.weights?.[label] as number) * Math.log(pixels[k].p[label]);
    };
    const found = await layer({ id: 'loss', term: 'crossEntropy' });
    assert.equal(found.info.unit, 'nats');
    assertValues(found, entropy);
    assertValues(await layer({ id: 'loss', term: 'focal' }), k => adds[k].focal * pixels.length);
    assertValues(await layer({ id: 'loss', term: 'focal' }, { gamma: 0, alpha: 1, weights: null }), k => {
      const label = at(k);
      return label === null ? 0 : -Math.log(pixels[k].p[label]);
    });
  });

  it('show Dice and the total as what each pixel adds, times the counted pixels', async () => {
    assertValues(await layer({ id: 'loss', term: 'dice' }), k => adds[k].dice * valid);
    const total = await layer({ id: 'loss', term: 'total' });
    assert.equal(total.info.unit, 'loss');
    assertValues(total, k => (adds[k].dice + adds[k].crossEntropy) * valid);
  });

  it('show the total of a library, also where it is no sum over pixels', async () => {
    const { scale } = await layer({ id: 'loss', term: 'total' }, { dialect: 'torch.crossEntropy.mean' });
    const { numbers } = await ask(pair, 'whatIf', { settings: { dialect: 'torch.crossEntropy.mean' }, ledger: null });
    const [mean, value] = [scale?.mean, numbers.total.value].map(found => fromJsonNumber(found ?? null) as number);
    assert.ok(Math.abs(mean - value) < 1e-6 * value);
    await assert.rejects(layer({ id: 'loss', term: 'total' }, { dialect: 'nnunet.dcAndCe' }), {
      code: 'question-no-pixel-loss',
    });
  });

  it('show the gradient of the total, signed by class and as its length', async () => {
    const gradients = tinyGradient(TINY, LOSS);
    for (const channel of [0, 3]) {
      const found = await layer({ id: 'gradient', term: 'total', channel });
      assert.equal(found.info.encoding, 'signed');
      assert.equal(found.info.range?.[0], -(found.info.range?.[1] as number));
      assertValues(found, k => gradients[k][channel]);
    }
    const length = await layer({ id: 'gradient', term: 'total', channel: 'magnitude' });
    assertValues(length, k => Math.hypot(...gradients[k]));
  });

  it('show the gradient row by row where a kernel pass is not all of it', async () => {
    const epsilon = 0.2;
    const settings: WhatIfSettings = { labelSmoothing: epsilon, weights: null };
    const expected = (k: number, c: number) => {
      const { p, label } = pixels[k];
      const target = (1 - epsilon) * (c === label ? 1 : 0) + epsilon / TINY.classes;
      return label === null ? 0 : (p[c] - target) / valid;
    };
    assertValues(await layer({ id: 'gradient', term: 'crossEntropy', channel: 1 }, settings), k => expected(k, 1));
    assertValues(await layer({ id: 'gradient', term: 'crossEntropy', channel: 'magnitude' }, settings), k =>
      Math.hypot(...Array.from({ length: TINY.classes }, (_, c) => expected(k, c))),
    );
  });

  it('are the same for given probabilities', async () => {
    const { classes, height, width } = TINY;
    const values = Array.from({ length: classes }, (_, c) => pixels.map(({ p }) => p[c])).flat();
    const given = await analyseBytes(npyOf('<f4', [classes, height, width], values), tinyBytes(TINY)[1], {
      loss: LOSS,
      kind: 'probabilities',
      layout: 'CHW',
    });
    const gradients = tinyGradient(TINY, LOSS);
    const found = await ask(given, 'layer', { layer: { id: 'gradient', term: 'total', channel: 2 }, sample: 0 });
    assertValues(found, k => gradients[k][2]);
    const largest = Math.max(...gradients.flat().map(Math.abs));
    const { gradient } = await ask(given, 'probe', { x: 5, y: 7, sample: 0 });
    gradients[7 * width + 5].forEach((expected, c) => {
      assert.ok(Math.abs((gradient?.[c] as number) - expected) < 1e-5 * largest, `class ${c}`);
    });
  });

  it('say where there is none', async () => {
    const lovasz = { dialect: 'smp.lovasz.multiclass' };
    await assert.rejects(layer({ id: 'gradient', term: 'total', channel: 'magnitude' }, lovasz), {
      code: 'question-no-gradient',
    });
    const probed = await ask(pair, 'probe', { x: 1, y: 1, sample: 0, settings: lovasz });
    assert.equal(probed.gradient, null);
    assert.deepEqual(
      probed.parts?.map(({ term }) => term),
      ['crossEntropy', 'focal', 'dice'],
    );
    const nothing = await analyseBytes(
      logitsOf(2, 2, 2, c => 2.5 * c),
      labelOf(2, 2, () => 255),
    );
    await assert.rejects(ask(nothing, 'layer', { layer: { id: 'loss', term: 'total' }, sample: 0 }), {
      code: 'question-no-pixel-loss',
    });
  });
});
