import assert from 'node:assert/strict';

/**
 * Asserts |actual - expected| <= tolerance · max(floor, |expected|). Unlike most helpers it takes NaN for NaN only,
 * and an infinity for the same infinity only.
 */
export function assertNear(actual: unknown, expected: number, tolerance: number, what: string, floor = 1e-3): void {
  assert.equal(typeof actual, 'number', `${what}: ${String(actual)} is not a number, expected ${expected}`);
  const value = actual as number;
  if (!Number.isFinite(expected)) {
    assert.ok(Object.is(value, expected), `${what}: ${value}, expected ${expected}`);
    return;
  }
  const allowed = tolerance * Math.max(floor, Math.abs(expected));
  assert.ok(Math.abs(value - expected) <= allowed, `${what}: ${value}, expected ${expected} ± ${allowed}`);
}
