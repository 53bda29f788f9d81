import assert from 'node:assert/strict';
import { explainGap } from '../../../src/core/dialects/explainGap.js';
import { DIALECTS } from '../../../src/core/dialects/registry.js';
import { isRaised } from '../../../src/core/dialects/types.js';
import { conventionsOf, describeDialect, describeTerm } from '../../../src/core/dialects/words.js';
import { loadKernels } from '../../../src/core/kernels/registry.js';
import { contextOf, readCase } from '../../support/dialects.js';
import { hasShared } from '../../support/shared.js';

describe('dialects in words', () => {
  for (const dialect of DIALECTS) {
    const { key, terms } = dialect;
    it(`${key} says every convention it is declared by`, () => {
      assert.ok(describeDialect(dialect).length > 3);
      for (const term of terms) {
        const told = conventionsOf(term.family).flatMap(({ fields }) => fields as readonly string[]);
        assert.deepEqual([...told].sort(), Object.keys(term.conventions).sort());
        const words = describeTerm(term);
        assert.ok(words.length >= 3);
        for (const line of words) {
          assert.doesNotMatch(line, /undefined|NaN|\[object/);
        }
      }
    });
  }
});

describe('the gap between two dialects', () => {
  if (!hasShared) {
    it('dialect tables are not beside this checkout');
    return;
  }
  before(() => loadKernels(null));
  const context = contextOf(readCase('p2_absent_ignored_weights'));
  const pairs: [string, string][] = [
    ['origin.dice', 'monai.dice'],
    ['origin.dice', 'smp.dice.multiclass.weighted'],
    ['mmseg.dice', 'nnunet.dice.batch.noBackground'],
    ['torch.crossEntropy.mean.weighted', 'mmseg.crossEntropy.avgNonIgnore.weighted'],
    ['origin.focal.weighted', 'boundaryLoss.crossEntropy'],
    ['monai.focal.sigmoid', 'mmseg.focal.weighted'],
    ['origin.crossEntropyPlusDice', 'nnunet.dcAndCe.weighted'],
    ['origin.crossEntropyPlusDice', 'monai.dice'],
    ['origin.crossEntropy', 'hf.segformer.crossEntropy.fromStride2'],
    ['mmseg.ohemCrossEntropy', 'paddleseg.crossEntropy.topK20'],
  ];
  for (const [a, b] of pairs) {
    it(`${a} to ${b}: the parts add up, and back again`, async () => {
      const [there, back] = [await explainGap(a, b, context), await explainGap(b, a, context)];
      assert.ok(!isRaised(there) && !isRaised(back));
      for (const { gap, steps, from, to } of [there, back]) {
        assert.equal(gap, to.value - from.value);
        const sum = steps.reduce((total, { contribution }) => total + contribution, 0);
        assert.ok(Math.abs(sum - gap) <= 1e-9 * Math.max(1, Math.abs(gap)), `${sum}, expected ${gap}`);
        assert.ok(steps.length > 0);
        for (const step of steps) {
          assert.notEqual(step.from, step.to, step.convention);
        }
      }
    });
  }
  it('names the conventions', async () => {
    const found = await explainGap('origin.dice', 'monai.dice', context);
    assert.ok(!isRaised(found));
    assert.deepEqual(
      found.steps.map(({ convention }) => convention),
      ['resize rule', 'ignored pixels', 'scope'],
    );
    assert.equal(found.steps[0].contribution, 0);
  });
  it('is not told of different losses, of keys that raise, or of other shapes', async () => {
    const cases: [string, string, string][] = [
      ['origin.dice', 'torch.crossEntropy.mean', 'different losses'],
      ['origin.dice', 'monai.dice.ignoreNotRemapped', 'RuntimeError'],
      ['monai.dice', 'monai.dice.sigmoid', 'not applicable'],
    ];
    for (const [a, b, error] of cases) {
      const found = await explainGap(a, b, context);
      assert.ok(isRaised(found));
      assert.equal(found.error, error);
    }
  });
});
