import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The WebAssembly kernel that the build puts beside the bundles; null where it is missing, so TypeScript serves. */
export function readKernels(folder: string): Uint8Array | null {
  try {
    return readFileSync(join(folder, 'kernels.wasm'));
  } catch {
    return null;
  }
}
