import assert from 'node:assert/strict';
import fc from 'fast-check';
import { InspectionError } from '../../../src/core/errors.js';
import type { ArrayFormat } from '../../../src/core/formats/arrayFile.js';
import { bytesSource } from '../../../src/core/formats/byteSource.js';
import { assertFindingsInChinese } from '../inChinese.js';

/** Numbers that headers lie with. */
const LIES = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff];

type Damage = { at: number; lie: number; bytes: 1 | 2 | 4; little: boolean };

const damage = (length: number): fc.Arbitrary<Damage> =>
  fc.record({
    at: fc.nat(length - 1),
    lie: fc.oneof(fc.constantFrom(...LIES), fc.nat(255)),
    bytes: fc.constantFrom<1 | 2 | 4>(1, 2, 4),
    little: fc.boolean(),
  });

/**
 * Seeded damage of a valid file: changed bytes, lying numbers, missing ends. Every answer must be arrays with as many
 * elements as their shape says, or a typed error. `headBytes`: most damage goes there.
 */
export async function survivesDamage(
  format: ArrayFormat,
  valid: Uint8Array,
  name: string,
  { numRuns = 1500, headBytes = valid.length }: { numRuns?: number; headBytes?: number } = {},
): Promise<void> {
  const edits = fc.array(fc.oneof({ weight: 4, arbitrary: damage(headBytes) }, damage(valid.length)), { maxLength: 4 });
  const length = fc.oneof({ weight: 3, arbitrary: fc.constant(valid.length) }, fc.nat(valid.length));
  await fc.assert(
    fc.asyncProperty(edits, length, async (changes, kept) => {
      const bytes = valid.slice();
      for (const { at, lie, bytes: count, little } of changes) {
        for (let k = 0; k < count && at + k < bytes.length; k++) {
          bytes[at + k] = lie >>> (8 * (little ? k : count - 1 - k));
        }
      }
      await readsOrExplains(format, bytes.subarray(0, kept), name);
    }),
    { seed: 20261123, numRuns },
  );
}

/**
 * Reads every array of a file; anything thrown must be an InspectionError. Returns its code, or that of the first array
 * that cannot be read, or null.
 */
export async function readsOrExplains(format: ArrayFormat, bytes: Uint8Array, name: string): Promise<string | null> {
  try {
    const file = await format.open(bytesSource(name, bytes));
    for (const entry of file.entries) {
      const array = await file.read(entry);
      const elements = array.shape.reduce((product, axis) => product * axis, 1);
      assert.equal(array.data.length, elements, 'elements');
      const last = array.shape.reduce((sum, axis, k) => sum + (axis - 1) * array.strides[k], 0);
      assert.ok(elements === 0 || last < array.length, 'strides stay within the data');
    }
    for (const { reason } of file.unreadable ?? []) {
      assert.equal(reason.name, 'InspectionError');
      assertFindingsInChinese([reason]);
    }
    return file.unreadable?.[0]?.reason.code ?? null;
  } catch (error) {
    assert.ok(InspectionError.is(error), String((error as Error).stack));
    assertFindingsInChinese([error]);
    return error.code;
  }
}
