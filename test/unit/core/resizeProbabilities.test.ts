import assert from 'node:assert/strict';
import { fromJsonNumber } from '../../../src/core/inspection/jsonNumber.js';
import { assertNear } from '../../support/near.js';
import { npyOf } from '../../support/npyFixture.js';
import { inspectBytes, logitsOf } from '../../support/pairFixture.js';

const [H, W] = [5, 7];
const LABEL = Array.from({ length: H * W }, (_, k) => (k * 7) % 3);

/** p(class 0..2) at (y, x) of the small prediction (3 x 4): one hard zero, so that 1e-7 matters. */
const p = (c: number, y: number, x: number): number => {
  const first = y === 0 && x === 0 ? 0 : (1 + ((3 * y + x) % 5)) / 10;
  return [first, (1 - first) * 0.25, (1 - first) * 0.75][c] as number;
};
const asLogit = (value: number) => Math.log(Math.max(value, 1e-7));

/** The bilinear resize with aligned corners of `at` (3 x 4) to H x W, written for this test. */
function resized(at: (y: number, x: number) => number, y: number, x: number): number {
  const [v, u] = [(y * 2) / (H - 1), (x * 3) / (W - 1)];
  const [top, left] = [Math.min(Math.floor(v), 1), Math.min(Math.floor(u), 2)];
  const row = (line: number) => at(line, left) * (1 - (u - left)) + at(line, left + 1) * (u - left);
  return row(top) * (1 - (v - top)) + row(top + 1) * (v - top);
}

/** Mean of −log softmax at the label, from logits at the label's size. */
function crossEntropy(z: (c: number, y: number, x: number) => number): number {
  let sum = 0;
  for (let y = 0; y < H; y++) {
    for (let x = 0; x < W; x++) {
      const all = [0, 1, 2].map(c => z(c, y, x));
      sum +=
        Math.log(all.reduce((total, one) => total + Math.exp(one), 0)) - (all[LABEL[y * W + x] as number] as number);
    }
  }
  return sum / (H * W);
}

describe('probabilities of another size than the label', () => {
  const label = npyOf('|u1', [H, W], LABEL);
  const read = async (values: Uint8Array, options = {}) => (await inspectBytes(values, label, options)).report;
  const logitsFirst = crossEntropy((c, y, x) => resized((v, u) => asLogit(p(c, v, u)), y, x));
  const probabilitiesFirst = crossEntropy((c, y, x) => asLogit(resized((v, u) => p(c, v, u), y, x)));

  it('become logits before the resize unless the setting says otherwise', async () => {
    const report = await read(logitsOf(3, 3, 4, p));
    assertNear(fromJsonNumber(report.totals.crossEntropy) as number, logitsFirst, 1e-6, 'logits resized');
  });

  it('are resized as they are where it does, which is another number', async () => {
    assert.ok(Math.abs(logitsFirst - probabilitiesFirst) > 1e-3);
    const report = await read(logitsOf(3, 3, 4, p), { resizeProbabilities: true });
    assertNear(fromJsonNumber(report.totals.crossEntropy) as number, probabilitiesFirst, 1e-6, 'probabilities resized');
    const said = report.findings.find(({ code }) => code === 'prediction-resized')?.message ?? '';
    assert.match(said, /^The probabilities of a\.npy were resized/);
  });

  it('of one channel follow it too', async () => {
    const one = logitsOf(1, 3, 4, (_, y, x) => p(1, y, x));
    const binary = npyOf(
      '|u1',
      [H, W],
      LABEL.map(id => id % 2),
    );
    const options = { resizeProbabilities: true, kind: 'probabilities' } as const;
    const { report } = await inspectBytes(one, binary, options);
    let sum = 0;
    for (let k = 0; k < H * W; k++) {
      const share = resized((v, u) => p(1, v, u), Math.floor(k / W), k % W);
      sum -= asLogit((LABEL[k] as number) % 2 === 1 ? share : 1 - share);
    }
    assertNear(fromJsonNumber(report.totals.crossEntropy) as number, sum / (H * W), 1e-6, 'binary');
  });

  it('of logits the setting changes nothing', async () => {
    const logits = logitsOf(3, 3, 4, (c, y, x) => 3 * Math.sin(c + 2 * y + 5 * x));
    const [plain, set] = [await read(logits), await read(logits, { resizeProbabilities: true })];
    assert.deepEqual(set.totals, plain.totals);
  });
});
