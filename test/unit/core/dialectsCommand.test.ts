import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DialectValues } from '../../../src/cli/dialects.js';
import type { GapAnswer } from '../../../src/core/analysis/dialects.js';
import { bytesSource } from '../../../src/core/formats/byteSource.js';
import { readNpy } from '../../../src/core/formats/npy.js';
import { fromJsonNumber } from '../../../src/core/inspection/jsonNumber.js';
import type { ReportNumber } from '../../../src/core/inspection/report.js';
import { inspectJson, inspectText } from '../../support/cli.js';
import { DIALECT_CASES, DIALECT_FOLDER, type DialectCase, numbersIn, readCase } from '../../support/dialects.js';
import { assertNear } from '../../support/near.js';
import { fromReference, hasShared } from '../../support/shared.js';

function argumentsOf(found: DialectCase, logits = found.files.logits): string[] {
  const folder = join(DIALECT_FOLDER, found.case);
  const weights = found.weights ? ['--weights', found.weights.join(',')] : [];
  const reading = ['--kind', 'logits', '--layout', 'CHW', '--ignore-index', '255'];
  return [join(folder, logits), '--label', join(folder, found.files.label), ...reading, ...weights];
}

async function dialects(args: string[]): Promise<DialectValues> {
  const report = await inspectJson(args);
  return (report as unknown as { dialects: DialectValues }).dialects;
}

function numberOf(values: DialectValues, key: string): number {
  const value = values[key];
  assert.ok(value !== undefined && typeof value !== 'object', `${key}: ${JSON.stringify(value)}`);
  return fromJsonNumber(value as ReportNumber) as number;
}

describe('--dialect and --gradient of the command line', () => {
  if (!hasShared) {
    it('dialect tables are not beside this checkout');
    return;
  }
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'seg-loss-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  for (const name of DIALECT_CASES) {
    it(`all of ${name}, on the WebAssembly kernel`, async () => {
      const found = readCase(name);
      const values = await dialects([...argumentsOf(found), '--dialect', 'all']);
      const expected = Object.entries(found.values).filter(([key]) => !key.endsWith('.fromLowRes'));
      assert.deepEqual(Object.keys(values).sort(), expected.map(([key]) => key).sort());
      for (const [key, { value, value64 }] of expected) {
        const wanted = value64 ?? value;
        if (String(wanted).startsWith('error: ')) {
          assert.equal((values[key] as { error: string }).error, String(wanted).slice('error: '.length), key);
        } else {
          const float32 = value64 === null || key === 'boundaryLoss.hausdorff';
          assertNear(numberOf(values, key), fromReference(wanted), float32 ? 3e-6 : 1e-6, key);
        }
      }
    });
  }

  it('a prediction smaller than its label is resized as each library does it', async () => {
    const found = readCase('p1_golden');
    const args = argumentsOf(found, found.files.logitsLow);
    const values = await dialects([...args, '--dialect', 'origin,hf.segformer.crossEntropy']);
    for (const key of ['origin.crossEntropy', 'origin.focal', 'origin.dice', 'hf.segformer.crossEntropy']) {
      assertNear(numberOf(values, key), fromReference(found.values[`${key}.fromLowRes`].value), 3e-6, key);
    }
    assert.equal(numberOf(values, 'origin.dice.fromLowRes'), numberOf(values, 'origin.dice'));
    assert.ok(!('origin.dice.fromStride2' in values));
  });

  it('writes a gradient in the shape of the prediction, and overwrites nothing', async () => {
    const found = readCase('p6_realistic_19');
    const key = 'smp.lovasz.multiclass';
    const out = join(folder, 'gradient.npy');
    const args = [...argumentsOf(found), '--gradient', key, '--out', out];
    await inspectJson(args);
    const written = readNpy(bytesSource('gradient.npy', readFileSync(out)));
    assert.deepEqual(written.shape, found.shape);
    assert.equal(written.dtype, 'float32');
    const largest = found.gradients[key].maxAbs as number;
    assertNear(
      numbersIn(written).reduce((max, value) => Math.max(max, Math.abs(value)), 0),
      largest,
      1e-5,
      'largest',
    );
    await assert.rejects(inspectJson(args), { code: 'output-exists' });
  });

  it('--explain-gap tells what each convention makes of the difference', async () => {
    const file = (name: string) => join(DIALECT_FOLDER, 'p2_absent_ignored_weights', name);
    const args = [file('logits.npy'), '--label', file('label.npy'), '--layout', 'CHW', '--kind', 'logits'];
    const { gap, dialects } = (await inspectJson([
      ...args,
      '--explain-gap',
      'origin.dice,monai.dice',
      '--dialect',
      'origin.dice,monai.dice',
    ])) as unknown as { gap: GapAnswer; dialects: Record<string, number> };
    assert.deepEqual([gap.from.value, gap.to.value], [dialects['origin.dice'], dialects['monai.dice']]);
    const sum = gap.steps.reduce((all, { contribution }) => all + Number(contribution), 0);
    assert.ok(Math.abs(sum - Number(gap.gap)) < 1e-9);
    const shown = await inspectText([...args, '--explain-gap', 'origin.dice,monai.dice']);
    assert.match(
      shown,
      /origin\.dice → monai\.dice: 0\.\d+ → 0\.\d+ \([+-]?0\.\d+\)\n( +[+-]?[\d.e-]+ {2}.+: .+ → .+\n){3}$/,
    );
    const other = await inspectText([...args, '--explain-gap', 'origin.dice,torch.crossEntropy.mean']);
    assert.match(other, /origin\.dice and torch\.crossEntropy\.mean: different losses/);
    for (const wrong of [
      ['origin.dice'],
      ['a,b,c'],
      ['origin.dice,monai.dice', '--label-smoothing', '0.1', '--dialect', 'origin'],
    ]) {
      await assert.rejects(inspectJson([...args, '--explain-gap', ...wrong]), { code: 'usage' });
    }
    await assert.rejects(inspectJson([...args, '--explain-gap', 'origin.dice,nobody.dice']), {
      code: 'dialect-unknown',
    });
  });

  it('refuses what it does not know', async () => {
    const args = argumentsOf(readCase('p1_golden'));
    await assert.rejects(inspectJson([...args, '--dialect', 'keras']), { code: 'dialect-unknown' });
    await assert.rejects(inspectJson([...args, '--gradient', 'monai.dice']), { code: 'usage' });
    const scores = ['--gradient', 'origin.fScore', '--out', join(folder, 'none.npy')];
    await assert.rejects(inspectJson([...args, ...scores]), { code: 'gradient-none' });
    await assert.rejects(inspectJson([...args, '--activation', 'none']), { code: 'usage' });
    await assert.rejects(inspectJson([...args, '--label-smoothing', '2', '--dialect', 'all']), { code: 'usage' });
  });

  it('--label-smoothing and --activation change the conventions', async () => {
    const found = readCase('p1_golden');
    const args = argumentsOf(found);
    const smooth = await dialects([...args, '--dialect', 'torch.crossEntropy.mean', '--label-smoothing', '0.1']);
    const expected = found.values['torch.crossEntropy.labelSmoothing0_1'].value64 as number;
    assertNear(numberOf(smooth, 'torch.crossEntropy.mean'), expected, 1e-6, 'smoothed');
    const sigmoid = await dialects([...args, '--dialect', 'monai', '--activation', 'sigmoid']);
    assert.ok('monai.dice' in sigmoid);
    assert.ok(!('monai.diceCe' in sigmoid), 'a cross entropy of independent sigmoids');
    assert.notEqual(sigmoid['monai.dice'], found.values['monai.dice'].value64);
  });
});
