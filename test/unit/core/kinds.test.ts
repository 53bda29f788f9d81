import assert from 'node:assert/strict';
import { encode } from 'fast-png';
import type { InspectionJob } from '../../../src/core/inspection/job.js';
import { value } from '../../support/cli.js';
import { zipOf } from '../../support/formats/zip.js';
import { npyOf } from '../../support/npyFixture.js';
import { inspectBytes, labelOf, logitsOf } from '../../support/pairFixture.js';

const [C, H, W] = [3, 8, 9];
const label = labelOf(H, W, (_, x) => Math.floor(x / 3));
/** Right but for the first row, where everything is class 0. */
const best = (y: number, x: number) => (y === 0 ? 0 : Math.floor(x / 3));
const planes = (count: number, at: (c: number, y: number, x: number) => number) =>
  Array.from({ length: count * H * W }, (_, k) => at(Math.floor(k / (H * W)), Math.floor(k / W) % H, k % W));
const run = async (prediction: Uint8Array, options: Partial<InspectionJob> = {}, of = label) =>
  (await inspectBytes(prediction, of, options)).report;
const said = async (...args: Parameters<typeof run>) => (await run(...args)).settings.reading.evidence.join('; ');

describe('what the values of a prediction are', () => {
  const mask = npyOf(
    '|u1',
    [H, W],
    planes(1, (_, y, x) => best(y, x)),
  );

  it('reads one-hot maps as the mask they are, integers and floats, first and last', async () => {
    const reference = await run(mask);
    const oneHot = (c: number, y: number, x: number) => (best(y, x) === c ? 1 : 0);
    const last = Array.from({ length: C * H * W }, (_, k) =>
      oneHot(k % C, Math.floor(k / C / W), Math.floor(k / C) % W),
    );
    for (const prediction of [
      npyOf('|u1', [C, H, W], planes(C, oneHot)),
      npyOf('<f4', [C, H, W], planes(C, oneHot)),
      npyOf('<f4', [H, W, C], last),
    ]) {
      const report = await run(prediction);
      assert.equal(report.settings.reading.kind, 'mask');
      assert.match(report.settings.reading.evidence.join('; '), /one-hot/);
      assert.deepEqual(report.confusion, reference.confusion);
      assert.deepEqual(report.totals, reference.totals);
    }
  });

  it('reads the ids of the best classes by the first of them, and says so', async () => {
    const ranks = npyOf(
      '<i8',
      [3, H, W],
      planes(3, (k, y, x) => (best(y, x) + k * 2) % 7),
    );
    const report = await run(ranks);
    assert.match(report.settings.reading.evidence.join('; '), /best 3 classes, of which the first is read as mask/);
    // Absent, never a bound or a guess.
    assert.equal(report.totals.crossEntropy, null);
    assert.ok(report.classes.every(row => row.crossEntropy === null && row.focal === null));
    const scores = npyOf(
      '<f4',
      [3, H, W],
      planes(3, k => 0.5 - 0.2 * k),
    );
    const both = zipOf([
      { name: 'values.npy', bytes: scores },
      { name: 'indices.npy', bytes: ranks },
    ]);
    assert.deepEqual((await run(both)).totals, report.totals);
    assert.deepEqual(report.confusion, (await run(mask)).confusion);
  });

  it('divides probabilities kept as integers: by their sum unasked, a single map only when told', async () => {
    const p = (c: number, y: number, x: number) => {
      const all = [0, 1, 2].map(k => Math.exp((best(y, x) === k ? 2 : 0) + Math.sin(y + 3 * x + k)));
      return all[c] / (all[0] + all[1] + all[2]);
    };
    const bytes = (c: number, y: number, x: number) =>
      c < 2 ? Math.round(255 * p(c, y, x)) : 255 - Math.round(255 * p(0, y, x)) - Math.round(255 * p(1, y, x));
    const report = await run(npyOf('|u1', [C, H, W], planes(C, bytes)));
    assert.match(report.settings.reading.evidence.join('; '), /uint8, channel sums 255, read as value \/ 255: prob/);
    const floats = await run(logitsOf(C, H, W, (c, y, x) => bytes(c, y, x) / 255));
    assert.deepEqual(report.totals, floats.totals);

    const binary = labelOf(H, W, (_, x) => (x > 4 ? 1 : 0));
    const grey = Uint16Array.from({ length: H * W }, (_, k) => (k % W > 4 ? 40_000 : 9_000) + k * 137);
    const png = encode({ width: W, height: H, data: grey, channels: 1, depth: 16 });
    await assert.rejects(run(png, {}, binary), { code: 'mask-many-ids' });
    await assert.rejects(run(png, { kind: 'mask' }, binary), { code: 'class-count-large' });
    const told = await run(png, { kind: 'probabilities' }, binary);
    assert.match(told.settings.reading.evidence.join('; '), /probabilities: set; uint16 .* read as value \/ 65535/);
    const same = await run(
      npyOf(
        '<f8',
        [H, W],
        Array.from(grey, v => v / 65535),
      ),
      {},
      binary,
    );
    assert.deepEqual(told.totals, same.totals);
    assert.ok((value(told.totals.crossEntropy) as number) > 0.1);
  });

  it('tells sigmoid from softmax probabilities by their channel sums', async () => {
    const sigmoids = logitsOf(
      C,
      H,
      W,
      (c, y, x) => 1 / (1 + Math.exp(-Math.sin(c + y + x) - (best(y, x) === c ? 3 : 0))),
    );
    assert.match(await said(sigmoids), /channel sums 1\.\d+ to 2\.\d+: sigmoid probabilities \(multi-label\)/);
    const report = await run(sigmoids);
    assert.equal(report.settings.reading.kind, 'probabilities');
    const finding = report.findings.find(({ code }) => code === 'probabilities-sum');
    assert.match(finding?.message ?? '', /divide/);
  });

  it('takes rounding above 1 for what it is, and log-probabilities as they are', async () => {
    const p = logitsOf(C, H, W, (c, y, x) => (best(y, x) === c ? 1.000001 : -0.0000005));
    assert.match(await said(p), /: probabilities; a loss/);
    const broken = logitsOf(C, H, W, (c, y, x) => (y === 4 ? Number.NaN : best(y, x) === c ? 0.98 : 0.01));
    assert.match(await said(broken), /channel sums 1 ± 0\.001: probabilities/);
    const z = (c: number, y: number, x: number) => Math.sin(c * 7 + y * 3 + x);
    const sum = (y: number, x: number) => [0, 1, 2].reduce((all, c) => all + Math.exp(z(c, y, x)), 0);
    const logs = logitsOf(C, H, W, (c, y, x) => z(c, y, x) - Math.log(sum(y, x)));
    assert.match(await said(logs), /log-probabilities, read as they are\): logits/);
  });
});
