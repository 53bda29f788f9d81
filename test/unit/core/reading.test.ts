import assert from 'node:assert/strict';
import { value } from '../../support/cli.js';
import { npyOf } from '../../support/npyFixture.js';
import { inspectBytes, labelOf, logitsOf } from '../../support/pairFixture.js';

/** A scene of three classes in vertical bands; logits that mostly agree. */
const [C, H, W] = [3, 8, 9];
const label = labelOf(H, W, (_, x) => Math.floor(x / 3));
const logit = (c: number, y: number, x: number) => (Math.floor(x / 3) === c ? 3 : 0) + Math.sin(c * 7 + y * 3 + x);

function arrange(
  order: (c: number, y: number, x: number) => number,
  shape: number[],
  descr = '<f8',
  fortranOrder = false,
) {
  const values = new Array<number>(C * H * W);
  for (let c = 0; c < C; c++) {
    for (let y = 0; y < H; y++) {
      for (let x = 0; x < W; x++) {
        values[order(c, y, x)] = logit(c, y, x);
      }
    }
  }
  return npyOf(descr, shape, values, { fortranOrder });
}

describe('reading predictions', () => {
  const planar = (c: number, y: number, x: number) => (c * H + y) * W + x;
  const interleaved = (c: number, y: number, x: number) => (y * W + x) * C + c;
  const fortran = (c: number, y: number, x: number) => c + C * (y + H * x);
  const forms: [title: string, bytes: Uint8Array, layout: string][] = [
    ['(C,H,W)', arrange(planar, [C, H, W]), 'CHW'],
    ['(H,W,C)', arrange(interleaved, [H, W, C]), 'HWC'],
    ['(1,C,H,W)', arrange(planar, [1, C, H, W]), 'CHW'],
    ['(1,H,W,C)', arrange(interleaved, [1, H, W, C]), 'HWC'],
    ['(C,H,W) in Fortran order', arrange(fortran, [C, H, W], '<f8', true), 'CHW'],
    ['(C,H,W) big endian', arrange(planar, [C, H, W], '>f8'), 'CHW'],
  ];
  for (const [title, bytes, layout] of forms) {
    it(`reads ${title} to the same numbers`, async () => {
      const reference = (await inspectBytes(forms[0][1], label)).report;
      const { report } = await inspectBytes(bytes, label);
      assert.equal(report.settings.reading.layout, layout);
      assert.equal(report.settings.reading.kind, 'logits');
      assert.deepEqual(report.totals, reference.totals);
      assert.deepEqual(report.classes, reference.classes);
    });
  }

  it('takes softmax probabilities for what they are, to the cross entropy of their logits', async () => {
    const softmax = (c: number, y: number, x: number) => {
      const all = [0, 1, 2].map(k => Math.exp(logit(k, y, x)));
      return all[c] / (all[0] + all[1] + all[2]);
    };
    const { report } = await inspectBytes(logitsOf(C, H, W, softmax), label);
    const reference = (await inspectBytes(forms[0][1], label)).report;
    assert.equal(report.settings.reading.kind, 'probabilities');
    assert.match(report.settings.reading.evidence.join('; '), /values in \[0\..*channel sums 1 ± 0.001: probabilities/);
    const [a, b] = [report, reference].map(({ totals }) => value(totals.crossEntropy) as number);
    assert.ok(Math.abs(a - b) < 1e-6 * b, `${a} ${b}`);
  });

  it('reads a single float channel as binary: z as [0, z], p as [1 - p, p]', async () => {
    const binary = labelOf(H, W, (_, x) => (x > 4 ? 1 : 0));
    const z = (y: number, x: number) => (x > 4 ? 2 : -1) + Math.cos(y * 5 + x);
    const two = logitsOf(2, H, W, (c, y, x) => (c === 1 ? z(y, x) : 0));
    const one = npyOf(
      '<f8',
      [H, W],
      Array.from({ length: H * W }, (_, k) => z(Math.floor(k / W), k % W)),
    );
    const p = npyOf(
      '<f8',
      [1, H, W],
      Array.from({ length: H * W }, (_, k) => 1 / (1 + Math.exp(-z(Math.floor(k / W), k % W)))),
    );
    const reference = (await inspectBytes(two, binary)).report;
    assert.deepEqual((await inspectBytes(one, binary)).report.totals, reference.totals);
    const fromP = (await inspectBytes(p, binary)).report;
    assert.equal(fromP.settings.reading.kind, 'probabilities');
    const [a, b] = [fromP, reference].map(({ totals }) => value(totals.dice) as number);
    assert.ok(Math.abs(a - b) < 1e-6, `${a} ${b}`);
  });

  it('reads integers without channels as a mask: no losses, hard Dice, exact confusion', async () => {
    const { report } = await inspectBytes(label, label);
    assert.equal(report.settings.reading.kind, 'mask');
    assert.equal(report.totals.crossEntropy, null);
    assert.equal(report.totals.total, null);
    assert.equal(report.totals.meanIoU, 1);
    assert.ok((value(report.totals.dice) as number) < 1e-9);
    assert.deepEqual(report.confusion, [
      [24, 0, 0],
      [0, 24, 0],
      [0, 0, 24],
    ]);
    assert.deepEqual(
      report.findings.map(({ code }) => code),
      ['mask-only'],
    );
  });

  it('does as it is told, and refuses what cannot be', async () => {
    const square = logitsOf(3, 3, 3, logit);
    const squareLabel = labelOf(3, 3, () => 0);
    const chw = (await inspectBytes(square, squareLabel, { layout: 'CHW' })).report;
    const hwc = (await inspectBytes(square, squareLabel, { layout: 'HWC' })).report;
    assert.notEqual(value(chw.totals.crossEntropy), value(hwc.totals.crossEntropy));
    await assert.rejects(inspectBytes(square, squareLabel, { kind: 'probabilities' }), { code: 'probabilities-range' });
    await assert.rejects(inspectBytes(square, squareLabel, { kind: 'mask' }), { code: 'mask-not-ids' });
    await assert.rejects(inspectBytes(npyOf('<f4', [2], [1, 2]), squareLabel), { code: 'prediction-shape' });
    await assert.rejects(inspectBytes(npyOf('<f4', [0, 2], []), squareLabel), { code: 'prediction-shape' });
    await assert.rejects(inspectBytes(square, squareLabel, { layout: 'HW', kind: 'logits' }), {
      code: 'sample-choice',
    });
  });
});
