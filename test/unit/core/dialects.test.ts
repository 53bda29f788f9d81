import assert from 'node:assert/strict';
import { evaluateDialect, keysOf } from '../../../src/core/dialects/evaluate.js';
import { DIALECTS } from '../../../src/core/dialects/registry.js';
import { isRaised } from '../../../src/core/dialects/types.js';
import { loadKernels } from '../../../src/core/kernels/registry.js';
import { contextOf, DIALECT_CASES, readCase, type TableEntry } from '../../support/dialects.js';
import { assertNear } from '../../support/near.js';
import { fromReference, hasShared } from '../../support/shared.js';

/** Keys of the tables that no declaration covers, with the reason. None. */
const LEFT_OUT: Record<string, string> = {};

/**
 * Keys whose reference is float32 arithmetic throughout: no float64 value exists, or it is one in name only. They are
 * held to the tolerance of the tables' float32 column.
 */
function expectedOf(key: string, { value, value64 }: TableEntry): { expected: number; tolerance: number } {
  if (value64 === null || value64 === undefined || key === 'boundaryLoss.hausdorff') {
    return { expected: fromReference(value), tolerance: 3e-6 };
  }
  return { expected: fromReference(value64), tolerance: 1e-6 };
}

describe('dialects: every library against its own code', () => {
  if (!hasShared) {
    it('dialect tables are not beside this checkout');
    return;
  }
  // The float64 kernel: these cases have a few dozen pixels, where a float32 lane's 3e-7 does not average out.
  before(() => loadKernels(null));
  for (const name of DIALECT_CASES) {
    const found = readCase(name);
    const context = contextOf(found);
    describe(name, () => {
      for (const [key, entry] of Object.entries(found.values)) {
        it(key, async () => {
          const result = await evaluateDialect(key, context);
          assert.ok(result, 'is not evaluated');
          const wanted = String(entry.value64 ?? entry.value);
          if (wanted.startsWith('error: ')) {
            assert.ok(isRaised(result), 'gives a value');
            assert.deepEqual({ ...result }, { error: wanted.slice('error: '.length), message: entry.message });
            return;
          }
          assert.ok(!isRaised(result), 'raises');
          const { expected, tolerance } = expectedOf(key, entry);
          assertNear(result.value, expected, tolerance, key);
          if (result.parts && Number.isFinite(expected)) {
            assertNear(
              result.parts.reduce((sum, part) => sum + part, 0),
              result.value,
              1e-9,
              `parts of ${key}`,
            );
          }
        });
      }
      it('has these keys and no others', () => {
        const expected = Object.keys(found.values).filter(key => !(key in LEFT_OUT));
        assert.deepEqual(keysOf('all', context).sort(), expected.sort());
      });
    });
  }
  it('every key is declared once', () => {
    const keys = DIALECTS.map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
  });
});
