import assert from 'node:assert/strict';
import sharp from 'sharp';
import { value } from '../../support/cli.js';
import { npyBytes, npyDict, npyOf } from '../../support/npyFixture.js';
import { inspectBytes, labelOf, logitsOf } from '../../support/pairFixture.js';

const logits = logitsOf(3, 4, 4, (c, y, x) => Math.sin(c + 3 * y + 5 * x));
const label = labelOf(4, 4, (y, x) => (x + y) % 3);
const codes = async (...args: Parameters<typeof inspectBytes>) =>
  (await inspectBytes(...args)).report.findings.map(({ code }) => code);

describe('bad pairs', () => {
  const refused: [what: string, prediction: Uint8Array, label: Uint8Array, code: string][] = [
    ['an empty file', new Uint8Array(0), label, 'file-empty'],
    ['a truncated prediction', logits.subarray(0, 200), label, 'npy-truncated'],
    [
      'a header that promises 10^12 elements',
      npyBytes(npyDict('<f4', [1e4, 1e4, 1e4]), new Uint8Array(9)),
      label,
      'npy-truncated',
    ],
    ['Python objects', npyBytes(npyDict('|O', [4, 4]), new Uint8Array(64)), label, 'npy-object'],
    ['text renamed .npy', new TextEncoder().encode('epoch 3: loss 0.41'), label, 'npy-magic'],
    ['label and prediction swapped', label, logits, 'label-is-prediction'],
    ['a label with fractions', logits, npyOf('<f4', [4, 4], new Array(16).fill(0.5)), 'label-not-integer'],
    ['a label with negative ids', logits, labelOf(4, 4, () => -3), 'label-negative'],
    [
      'a depth map as label',
      logits,
      npyOf(
        '<u4',
        [40, 40],
        Array.from({ length: 1600 }, (_, k) => 500 + k),
      ),
      'label-not-ids',
    ],
    ['a mask of another size', npyOf('|u1', [2, 2], [0, 1, 2, 0]), label, 'size-mismatch'],
    ['a batch for a single label', npyOf('<f4', [2, 3, 2, 2], new Array(24).fill(1)), label, 'sample-choice'],
    [
      'another number of samples',
      npyOf('<f4', [2, 3, 2, 2], new Array(24).fill(1)),
      npyOf('|u1', [5, 2, 2], new Array(20).fill(1)),
      'sample-count-mismatch',
    ],
  ];
  for (const [what, prediction, of, code] of refused) {
    it(`refuses ${what}: ${code}`, async () => {
      await assert.rejects(inspectBytes(prediction, of), error => {
        const { name, code: found, message, hint } = error as Error & { code: string; hint: string };
        assert.deepEqual([name, found], ['InspectionError', code]);
        assert.match(message, /^[A-Z_a-z].*\.$/);
        assert.match(hint, /^[A-Z].*\.$/);
        return true;
      });
    });
  }

  it('refuses a JPEG as label', async () => {
    const raw = { width: 4, height: 4, channels: 3 as const };
    const jpeg = await sharp(new Uint8Array(48), { raw }).jpeg().toBuffer();
    await assert.rejects(inspectBytes(logits, jpeg), { code: 'format-lossy' });
  });

  it('refuses 151 channels against 19 classes', async () => {
    const wide = logitsOf(151, 2, 2, c => c % 5);
    const names = Array.from({ length: 19 }, (_, k) => `class ${k}`);
    await assert.rejects(
      inspectBytes(
        wide,
        labelOf(2, 2, () => 1),
        { classes: { names } },
      ),
      {
        code: 'class-count-mismatch',
      },
    );
  });

  it('refuses loss settings outside their range, naming the setting', async () => {
    const { DEFAULT_LOSS } = await import('../../../src/core/inspection/job.js');
    for (const wrong of [
      { gamma: -1 },
      { smooth: Number.NaN },
      { threshold: 2 },
      { beta: 0 },
      { weights: [-1, 1, 1] },
    ]) {
      await assert.rejects(inspectBytes(logits, label, { loss: { ...DEFAULT_LOSS, ...wrong } }), {
        code: 'loss-setting',
      });
    }
    await assert.rejects(inspectBytes(logits, label, { loss: { ...DEFAULT_LOSS, weights: [1] } }), {
      code: 'weights-length',
    });
  });

  it('says that everything is ignored: cross entropy NaN, focal 0', async () => {
    const { report } = await inspectBytes(
      logits,
      labelOf(4, 4, () => 255),
    );
    assert.equal(report.findings[0].code, 'all-ignored');
    assert.equal(report.totals.crossEntropy, 'nan');
    assert.equal(report.totals.focal, 0);
    assert.equal(report.totals.pixelAccuracy, 'nan');
    assert.ok((value(report.totals.dice) as number) > 0.99);
    assert.ok(report.classes.every(row => row.absent && row.crossEntropy === null));
  });

  it('names ids outside the classes and counts them as ignored', async () => {
    const { report } = await inspectBytes(
      logits,
      labelOf(4, 4, (y, x) => (y === 0 ? 7 : (x + y) % 3)),
    );
    const finding = report.findings.find(({ code }) => code === 'label-id-out-of-range');
    assert.match(finding?.message ?? '', /id 7 at 4 pixels \(25 %\)/);
    assert.equal(report.pixels.ignored, 4);
  });

  it('names NaN and infinite predictions', async () => {
    const broken = logitsOf(3, 4, 4, (c, y, x) =>
      y === 0 && x === 0 ? Number.NaN : x === 3 && c === 0 ? Number.POSITIVE_INFINITY : c,
    );
    const { report } = await inspectBytes(broken, label);
    assert.deepEqual(
      report.findings.slice(0, 2).map(({ code }) => code),
      ['prediction-nan', 'prediction-infinite'],
    );
    assert.equal(report.totals.crossEntropy, 'nan');
  });

  it('names one pixel, one class, one-sided resizes and other shapes', async () => {
    assert.ok(
      (
        await codes(
          logitsOf(3, 1, 1, c => c),
          labelOf(1, 1, () => 2),
        )
      ).includes('label-single-pixel'),
    );
    const one = await codes(
      logitsOf(1, 4, 4, () => 1),
      labelOf(4, 4, () => 0),
      { classes: { numClasses: 1 } },
    );
    assert.ok(one.includes('single-class'));
    assert.ok(
      (
        await codes(
          logits,
          labelOf(4, 9, () => 1),
        )
      ).includes('prediction-resized-one-side'),
    );
    assert.ok(
      (
        await codes(
          logitsOf(3, 30, 30, c => c),
          labelOf(30, 60, () => 1),
          { layout: 'CHW' },
        )
      ).includes('aspect-ratio'),
    );
  });
});
