import assert from 'node:assert/strict';
import { join } from 'node:path';
import { inspectJson } from '../../support/cli.js';
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
