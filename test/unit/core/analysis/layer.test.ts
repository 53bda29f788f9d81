import assert from 'node:assert/strict';
import type { Analysed } from '../../../../src/core/analysis/analysed.js';
import type { LayerAnswer, LayerRequest } from '../../../../src/core/analysis/layer.js';
import { fromJsonNumber } from '../../../../src/core/inspection/jsonNumber.js';
import { IGNORED_CODE, LOSS_CODE_INFINITE, LOSS_CODE_MAX } from '../../../../src/core/inspection/layers.js';
import { analyseBytes, ask } from '../../../support/analysedFixture.js';
import { npyOf } from '../../../support/npyFixture.js';
import { labelOf, logitsOf } from '../../../support/pairFixture.js';

const [C, H, W] = [4, 9, 13];
const z = (c: number, y: number, x: number) => Math.fround(2.5 * Math.sin(c * 1.9 + y * 0.7 + x * 0.31));
const y0 = (y: number, x: number) => ((x + 2 * y) % 7 === 0 ? 255 : Math.floor(x / 4) % 3);

/** Softmax of a pixel in float64. */
function softmax(y: number, x: number): number[] {
  const e = Array.from({ length: C }, (_, c) => Math.exp(z(c, y, x)));
  const sum = e.reduce((total, one) => total + one, 0);
  return e.map(one => one / sum);
}

describe('layers', () => {
  let pair: Analysed;
  before(async () => {
    pair = await analyseBytes(logitsOf(C, H, W, z), labelOf(H, W, y0));
  });
  after(() => pair.close());

  const layer = (request: LayerRequest) => ask(pair, 'layer', { layer: request, sample: 0 });

  /** Every pixel's value, decoded, against an independent one. */
  function assertValues(found: LayerAnswer, expected: (y: number, x: number) => number): void {
    const { range, encoding } = found.info;
    assert.ok(range && encoding === 'loss');
    for (let k = 0; k < H * W; k++) {
      const value = (found.codes[k] / LOSS_CODE_MAX) * range[1];
      const wanted = expected(Math.floor(k / W), k % W);
      assert.ok(Math.abs(value - wanted) <= range[1] / LOSS_CODE_MAX + 1e-6, `${k}: ${value}, expected ${wanted}`);
    }
  }

  it('of label and prediction are class ids', async () => {
    const label = await layer({ id: 'label' });
    const prediction = await layer({ id: 'prediction' });
    for (let k = 0; k < H * W; k++) {
      const [y, x] = [Math.floor(k / W), k % W];
      assert.equal(label.codes[k], y0(y, x) === 255 ? IGNORED_CODE : y0(y, x));
      const p = softmax(y, x);
      assert.equal(prediction.codes[k], p.indexOf(Math.max(...p)));
    }
    assert.deepEqual(label.info, { id: 'label', width: W, height: H, encoding: 'class', range: null, unit: null });
  });

  it('do not take the arrays the pair keeps with them', async () => {
    await layer({ id: 'label' });
    assert.equal(pair.label.codes.length, H * W);
    assert.equal((await layer({ id: 'label' })).codes.length, H * W);
  });

  it('of confidence, margin, entropy and probability follow the softmax', async () => {
    assertValues(await layer({ id: 'confidence' }), (y, x) => Math.max(...softmax(y, x)));
    assertValues(await layer({ id: 'margin' }), (y, x) => {
      const [first, second] = softmax(y, x).sort((a, b) => b - a);
      return first - second;
    });
    assertValues(await layer({ id: 'entropy' }), (y, x) => softmax(y, x).reduce((sum, p) => sum - p * Math.log(p), 0));
    assertValues(await layer({ id: 'probability', class: 2 }), (y, x) => softmax(y, x)[2]);
  });

  it('of boundary distance are those to the nearest other label', async () => {
    assertValues(await layer({ id: 'boundaryDistance' }), (y, x) => {
      let nearest = Number.POSITIVE_INFINITY;
      for (let v = 0; v < H; v++) {
        for (let u = 0; u < W; u++) {
          nearest = y0(v, u) === y0(y, x) ? nearest : Math.min(nearest, Math.hypot(v - y, u - x));
        }
      }
      return nearest;
    });
  });

  it('of a loss say how it is spread over the pixels that count', async () => {
    const found = await layer({ id: 'loss', term: 'crossEntropy' });
    const values: number[] = [];
    assertValues(found, (y, x) => {
      const loss = y0(y, x) === 255 ? 0 : -Math.log(softmax(y, x)[y0(y, x)]);
      if (y0(y, x) !== 255) {
        values.push(loss);
      }
      return loss;
    });
    values.sort((a, b) => a - b);
    const { scale } = found;
    assert.ok(scale && found.info.range);
    const near = (name: 'min' | 'p1' | 'p50' | 'p99' | 'max' | 'mean', wanted: number) => {
      const value = fromJsonNumber(scale[name]) as number;
      assert.ok(Math.abs(value - wanted) < 1e-3, `${name}: ${value}, expected ${wanted}`);
    };
    near('min', values[0]);
    near('p50', values[Math.ceil(values.length / 2) - 1]);
    near('p99', values[Math.ceil(values.length * 0.99) - 1]);
    near('max', values.at(-1) as number);
    near('mean', fromJsonNumber(pair.report.totals.crossEntropy) as number);
    assert.equal(scale.pixels, values.length);
    assert.equal(
      scale.histogram.reduce((sum, count) => sum + count, 0),
      values.length,
    );
  });

  it('refuse a class or sample that is not there', async () => {
    await assert.rejects(layer({ id: 'probability', class: C }), { code: 'question-params' });
    await assert.rejects(ask(pair, 'layer', { layer: { id: 'label' }, sample: 1 }), { code: 'question-params' });
  });

  it('that need probabilities say so for a mask', async () => {
    const label = labelOf(H, W, y0);
    const mask = await analyseBytes(label, label);
    for (const id of ['confidence', 'margin', 'entropy'] as const) {
      await assert.rejects(ask(mask, 'layer', { layer: { id }, sample: 0 }), { code: 'question-needs-probabilities' });
    }
    assert.equal((await ask(mask, 'layer', { layer: { id: 'prediction' }, sample: 0 })).codes.length, H * W);
  });

  it('mark what is infinite, and leave it out of the spread', async () => {
    const flat = await analyseBytes(
      logitsOf(2, 4, 4, c => c),
      labelOf(4, 4, () => 1),
    );
    const { codes, scale } = await ask(flat, 'layer', { layer: { id: 'boundaryDistance' }, sample: 0 });
    assert.deepEqual([...new Set(codes)], [LOSS_CODE_INFINITE]);
    assert.equal(scale?.infinite, 16);
    assert.equal(scale?.max, 'nan');
  });
});

describe('layers of several samples', () => {
  const [N, h, w] = [3, 4, 5];
  const labels = Array.from({ length: N * h * w }, (_, k) => (k * 7) % 3);
  const logits = Array.from({ length: N * 3 * h * w }, (_, k) => Math.sin(k));
  let pair: Analysed;
  before(async () => {
    pair = await analyseBytes(npyOf('<f4', [N, 3, h, w], logits), npyOf('|u1', [N, h, w], labels), {
      layout: 'CHW',
      kind: 'logits',
    });
  });

  it('are cut along any axis', async () => {
    const at = (n: number, y: number, x: number) => labels[(n * h + y) * w + x];
    const slice = async (axis: 'sample' | 'row' | 'column', sample: number) =>
      ask(pair, 'layer', { layer: { id: 'label' }, sample, axis });
    const second = await slice('sample', 1);
    assert.deepEqual(
      [...second.codes],
      Array.from({ length: h * w }, (_, k) => at(1, Math.floor(k / w), k % w)),
    );
    const row = await slice('row', 2);
    assert.deepEqual([row.info.width, row.info.height], [w, N]);
    assert.deepEqual(
      [...row.codes],
      Array.from({ length: N * w }, (_, k) => at(Math.floor(k / w), 2, k % w)),
    );
    const column = await slice('column', 4);
    assert.deepEqual([column.info.width, column.info.height], [h, N]);
    assert.deepEqual(
      [...column.codes],
      Array.from({ length: N * h }, (_, k) => at(Math.floor(k / h), k % h, 4)),
    );
    await assert.rejects(slice('column', w), { code: 'question-params' });
  });

  it('share one legend', async () => {
    const ask_ = (sample: number) => ask(pair, 'layer', { layer: { id: 'loss', term: 'focal' }, sample });
    const [a, b] = [await ask_(0), await ask_(2)];
    assert.deepEqual(a.info.range, b.info.range);
    assert.deepEqual(a.scale, b.scale);
    assert.notDeepEqual(a.codes, b.codes);
  });
});
