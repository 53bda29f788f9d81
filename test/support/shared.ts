import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The project's root: tests run from out/test/support. */
export const ROOT = resolve(__dirname, '..', '..', '..');

/** Real data and golden tables that may lie beside the checkout. Tests that need them skip, and say so, without. */
export const SHARED = resolve(ROOT, '..', 'shared');

export const hasShared = existsSync(join(SHARED, 'data', 'expected.json'));

/** Where the build puts kernels.wasm for tests. */
export const KERNEL_FOLDER = join(ROOT, 'out');
export const TFJS_WASM_FOLDER = join(ROOT, 'node_modules', '@tensorflow', 'tfjs-backend-wasm', 'dist');

export function readJson<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(...path), 'utf8')) as T;
}

/** Reference tables write NaN, Infinity and -Infinity as strings. */
export function fromReference(value: number | string): number {
  return typeof value === 'number' ? value : Number(value);
}
