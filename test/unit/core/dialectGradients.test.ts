import assert from 'node:assert/strict';
import { evaluateDialect, mapOf } from '../../../src/core/dialects/evaluate.js';
import { gradient } from '../../../src/core/dialects/gradient.js';
import { isRaised } from '../../../src/core/dialects/types.js';
import { loadKernels } from '../../../src/core/kernels/registry.js';
import { contextOf, DIALECT_CASES, numbersIn, readArrayOf, readCase } from '../../support/dialects.js';
import { gradientArray } from '../../support/gradientArray.js';
import { assertNear } from '../../support/near.js';
import { hasShared } from '../../support/shared.js';

describe('dialects: gradients and maps against automatic differentiation of the libraries', () => {
  if (!hasShared) {
    it('dialect tables are not beside this checkout');
    return;
  }
  before(() => loadKernels(null));
  for (const name of DIALECT_CASES) {
    const found = readCase(name);
    const context = contextOf(found);
    for (const [key, { file }] of Object.entries(found.gradients)) {
      it(`gradient of ${key} in ${name}`, async () => {
        const { values, consume } = gradientArray(context.view);
        const result = await gradient(key, context, consume);
        assert.ok(!isRaised(result), JSON.stringify(result));
        const expected = numbersIn(readArrayOf(name, file));
        assert.equal(values.length, expected.length);
        const largest = expected.reduce(
          (max, value) => (Number.isNaN(value) ? max : Math.max(max, Math.abs(value))),
          0,
        );
        const allowed = 1e-6 + 1e-5 * largest;
        for (let k = 0; k < expected.length; k++) {
          const same = Number.isNaN(expected[k])
            ? Number.isNaN(values[k])
            : Math.abs(values[k] - expected[k]) <= allowed;
          assert.ok(same, `at ${k}: ${values[k]}, expected ${expected[k]} ± ${allowed}`);
        }
      });
    }
    for (const [key, { file }] of Object.entries(found.maps)) {
      it(`map of ${key} in ${name}`, async () => {
        const result = await evaluateDialect(key, context);
        assert.ok(result && !isRaised(result));
        const map = await mapOf(result);
        const expected = numbersIn(readArrayOf(name, file));
        assert.ok(map && map.length === expected.length);
        expected.forEach((value, k) => {
          // float32 of the library: z − log Σ exp z cancels, so small losses are as exact as the largest logit.
          assertNear(map[k], value, 3e-6, `${key} at ${k}`, 1);
        });
      });
    }
  }
});
