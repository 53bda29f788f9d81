import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ARRAY_FORMATS } from '../../../../src/core/formats/registry.js';
import type { Report } from '../../../../src/core/inspection/report.js';
import { inspectJson, value } from '../../../support/cli.js';
import { assertNear } from '../../../support/near.js';
import { hasShared, SHARED } from '../../../support/shared.js';

const FOLDER = join(SHARED, 'data', 'formats');
const numbers = ({ totals, classes, confusion, pixels }: Report) => ({ totals, classes, confusion, pixels });
const run = (prediction: string, label: string, ...flags: string[]) =>
  inspectJson([join(FOLDER, prediction), '--label', join(FOLDER, label), '--boundary-width', '2', ...flags]);

/** One prediction and one label as numpy, torch, h5py, tifffile, nibabel and Pillow write them. */
(hasShared ? describe : describe.skip)('one pair in every format: the same report', () => {
  const predictions = [
    'logits_stored.npz',
    'logits_deflated.npz',
    'tensor.pt',
    'legacy.pt',
    'dict.pth',
    'logits.safetensors',
    'logits.nii.gz',
    'logits_planar.tif',
    'logits_pages.tif',
    'logits_contig_deflate.tif',
    ...(ARRAY_FORMATS.some(({ extensions }) => extensions.includes('h5')) ? ['data.h5'] : []),
  ];
  for (const file of predictions) {
    it(file, async () => {
      const [report, reference] = [await run(file, 'label.npy'), await run('logits.npy', 'label.npy')];
      assert.deepEqual(numbers(report), numbers(reference));
      assert.deepEqual(report.ledger, reference.ledger);
      const findings = report.findings.map(({ code }) => code);
      assert.deepEqual(findings, ['absent-classes']);
    });
  }

  const labels: [file: string, ...flags: string[]][] = [
    ['label.nii.gz'],
    ['label.tif'],
    ['label_grey.png'],
    ['label_16bit.png'],
    ['label_palette.png'],
    ['label_rgb.png'],
    ['label_palette_4bit_void15.png', '--ignore-index', '15'],
  ];
  for (const [file, ...flags] of labels) {
    it(file, async () => {
      const classes = ['--classes', join(FOLDER, 'classes.json')];
      const [report, reference] = [
        await run('logits.npy', file, ...classes, ...flags),
        await run('logits.npy', 'label.npy', ...classes),
      ];
      assert.deepEqual(numbers(report), numbers(reference));
      assert.deepEqual(
        report.findings.map(({ code }) => code),
        ['absent-classes'],
      );
    });
  }

  for (const [file, tolerance] of [
    ['logits_hwc_f16.npy', 1e-3],
    ['strided_half.pt', 1e-3],
    ['bfloat16.pt', 1e-2],
    ['logits_bf16.safetensors', 2e-2],
  ] as const) {
    it(`${file}, as far as its precision goes`, async () => {
      const [report, reference] = [await run(file, 'label.npy'), await run('logits.npy', 'label.npy')];
      const [a, b] = [report, reference].map(({ totals }) => value(totals.crossEntropy) as number);
      assertNear(a, b, tolerance, 'cross entropy');
      assert.notEqual(a, b);
    });
  }

  it("case_nnunet.npz: the softmax of the logits, nnU-Net's way", async () => {
    const [report, reference] = [await run('case_nnunet.npz', 'label.npy'), await run('logits.npy', 'label.npy')];
    assert.equal(report.settings.reading.kind, 'probabilities');
    const [a, b] = [report, reference].map(({ totals }) => value(totals.total) as number);
    assertNear(a, b, 1e-5, 'total');
  });

  for (const file of ['evil.npy', 'evil.pkl', 'evil.pt', 'bomb.nii.gz']) {
    it(`${file} is refused`, async () => {
      await assert.rejects(run(file, 'label.npy'), { name: 'InspectionError' });
      assert.ok(!existsSync('PWNED'));
    });
  }
});
