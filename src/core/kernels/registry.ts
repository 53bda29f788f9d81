import type { BlockKernel } from './kernel.js';
import { TsKernel } from './tsKernel.js';
import { blockPixels, WasmKernel } from './wasmKernel.js';

let compiled: WebAssembly.Module | null | undefined;

/** Compiles the WebAssembly kernel from its bytes; where that fails (no SIMD), the TypeScript kernel serves. */
export function loadKernels(wasm: Uint8Array | null): void {
  try {
    compiled = wasm ? new WebAssembly.Module(wasm) : null;
  } catch {
    compiled = null;
  }
}

/** The compiled module, which other threads may instantiate too; null where TypeScript serves. */
export function compiledKernels(): WebAssembly.Module | null {
  return compiled ?? null;
}

/** Takes what another thread has compiled. */
export function takeKernels(module: WebAssembly.Module): void {
  compiled = module;
}

/** A kernel for so many classes. */
export function makeKernel(numClasses: number): BlockKernel {
  return compiled ? new WasmKernel(compiled, numClasses) : new TsKernel(numClasses, blockPixels(numClasses));
}
