import type { BlockKernel } from './kernel.js';
import { TsKernel } from './tsKernel.js';
import { blockPixels, WasmKernel } from './wasmKernel.js';

let compiled: WebAssembly.Module | null | undefined;
/** A kernel of a pass that is over, and the module it is of: the next pass mostly has as many classes. */
let idle: { kernel: BlockKernel; of: typeof compiled } | null = null;

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

/** A kernel that nobody else uses until it is given back; one that an error left half done is not given back. */
export function borrowKernel(numClasses: number): BlockKernel {
  const found = idle;
  idle = null;
  return found && found.of === compiled && found.kernel.numClasses === numClasses
    ? found.kernel
    : makeKernel(numClasses);
}

export function returnKernel(kernel: BlockKernel): void {
  idle = { kernel, of: compiled };
}
