import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectJson, value } from '../../support/cli.js';
import { hasShared, readJson, SHARED } from '../../support/shared.js';

interface Case {
  name: string;
  kind?: string;
  how: string;
  prediction: string;
  label?: string;
  params: { ignore_index: number; num_classes?: number };
}

describe('findings on real pairs that have nothing wrong', () => {
  if (!hasShared) {
    it('real data is not beside this checkout');
    return;
  }
  const folder = join(SHARED, 'data');
  const { cases } = readJson<{ cases: Case[] }>(folder, 'expected.json');
  const clean = cases.filter(
    ({ label, how, prediction, name }) =>
      label &&
      !how.includes('mapped') &&
      !/^(rgb_coded|binary_membrane)/.test(prediction) &&
      !name.includes('weighted'),
  );
  for (const { name, kind, how, prediction, label, params } of clean) {
    it(name, async () => {
      const { findings } = await inspectJson([
        join(folder, prediction),
        ...['--label', join(folder, label as string), '--ignore-index', String(params.ignore_index)],
        ...(kind === 'mask' ? ['--num-classes', String(params.num_classes)] : []),
        ...(how.includes('label minus 1') ? ['--reduce-zero-label'] : []),
      ]);
      // What is always true and never wrong: a resize, classes that are not in the picture, no probabilities.
      const usual = ['prediction-resized', 'absent-classes', 'mask-only'];
      assert.deepEqual(
        findings.filter(({ code }) => !usual.includes(code)),
        [],
      );
    });
  }
});

describe('findings on real pairs read wrongly', () => {
  if (!hasShared) {
    it('real data is not beside this checkout');
    return;
  }
  const at = (...path: string[]) => join(SHARED, 'data', ...path);
  const codes = async (prediction: string, label: string, ...flags: string[]) =>
    (await inspectJson([at(prediction), '--label', at(label), ...flags])).findings
      .filter(({ severity }) => severity !== 'info')
      .map(({ code }) => code);

  it('ADE20K without its zero reduction is one off', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'seg-loss-'));
    try {
      const [prediction, label] = [join(folder, 'p.npy'), join(folder, 'l.png')];
      copyFileSync(at('ade20k', 'predictions', 'ADE_val_00000003.npy'), prediction);
      copyFileSync(at('ade20k', 'annotations', 'ADE_val_00000003.png'), label);
      const { findings } = await inspectJson([prediction, '--label', label]);
      const finding = findings.find(({ code }) => code === 'label-off-by-one');
      assert.deepEqual(finding?.fix, { setting: 'segmentationLoss.reduceZeroLabel', value: true });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('CamVid void is named as an id outside the classes', async () => {
    const pair = ['camvid/predictions_b/0001TP_008700.npy', 'camvid/labels/0001TP_008700.png'] as const;
    assert.deepEqual(await codes(...pair, '--ignore-index', '255'), ['label-id-out-of-range']);
  });

  it('Cityscapes label ids are told from train ids without a name that says so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'seg-loss-'));
    try {
      const label = join(folder, 'label.png');
      copyFileSync(at('cityscapes', 'gtFine', 'frankfurt_000000_000294_gtFine_labelIds.png'), label);
      const args = [at('cityscapes', 'predictions_b', 'frankfurt_000000_000294.npy'), '--label', label];
      const { findings } = await inspectJson([...args, '--classes', at('cityscapes', 'classes.json')]);
      const finding = findings.find(({ code }) => code === 'label-ids-for-train-ids');
      assert.deepEqual(finding?.fix, { setting: 'segmentationLoss.classes.preset', value: 'cityscapes-labelIds' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('probabilities read as logits stay above the floor', async () => {
    const { findings, totals } = await inspectJson([
      at('formats', 'case_nnunet.npz'),
      ...['--label', at('formats', 'label.npy'), '--kind', 'logits'],
    ]);
    const finding = findings.find(({ code }) => code === 'probabilities-as-logits');
    const floor = Math.log(Math.E + 5) - 1;
    assert.equal(finding?.evidence?.floor, floor);
    assert.ok((value(totals.crossEntropy) as number) > floor);
  });

  it('a 16-bit picture of probabilities is asked about', async () => {
    const picture = at('binary_membrane', 'unet_test_1_predict.png');
    await assert.rejects(inspectJson([picture, '--label', at('binary_membrane', 'label_3.png')]), {
      code: 'mask-many-ids',
    });
    const args = [picture, '--label', at('binary_membrane', 'label_3.png'), '--kind', 'probabilities'];
    const { settings } = await inspectJson(args);
    assert.match(settings.reading.evidence.join('; '), /read as value \/ 65535/);
  });
});
