import {
  BINS,
  type BlockKernel,
  emptyHistograms,
  emptySums,
  type GradientRequest,
  type Histograms,
  type OverlapCoefficients,
  PAD_CODE,
  type PassSums,
  STRIP,
} from './kernel.js';

/** Exports of the AssemblyScript module (assembly/index.ts); pointers are byte offsets. */
interface Exports {
  memory: WebAssembly.Memory;
  heapBase(): number;
  setExponentials(at: number, scratch: number): void;
  setGiven(probabilities: number): void;
  forward(...args: number[]): void;
  forwardExtended(...args: number[]): void;
  pixelTerm(...args: number[]): void;
  sumAbove(term: number, logProbability: number, pixels: number, least: number): number;
  gradient(...args: number[]): void;
  overlapMap(...args: number[]): void;
  pixelSlope(...args: number[]): void;
  magnitude(...args: number[]): void;
  histogram(...args: number[]): void;
  nanCount: { value: number };
  infiniteCount: { value: number };
  resetCounts(): void;
}

/** Order and element of the pointers in the module's Sums; pairs are two float64 lanes to be added. */
const SUMS = [
  ['p', 'pair'],
  ['pIgnored', 'pair'],
  ['p2', 'pair'],
  ['p2Ignored', 'pair'],
  ['differences', 'pair'],
  ['intersection', 'pair'],
  ['intersection2', 'pair'],
  ['cells', 'u32'],
  ['hard', 'u32'],
  ['hardIgnored', 'u32'],
  ['hardIntersection', 'u32'],
  ['logSums', 'pair'],
] as const;
const HISTOGRAMS = ['valid', 'ignored', 'own'] as const;
const BYTES = { pair: 16, u32: 4 };

/** Vectors of one number a class that a call may take. */
const MAX_COEFFICIENTS = 5;

/**
 * Bytes of logits in one block. More than a second-level cache holds: a kernel reads it in order, so that the third level
 * serves it as fast, and long runs of each class come from memory in 2/3 of the time that short ones take.
 */
const BLOCK_BYTES = 1280 * 1024;
const SMALLEST_BLOCK = 256;
const LARGEST_BLOCK = 1 << 14;
/** Classes must not lie a power of two apart: they would share one cache set. */
const STRIDE_GAP = 16;

/** Pixels of a block for so many classes. */
export function blockPixels(numClasses: number): number {
  const wanted = Math.floor(BLOCK_BYTES / (4 * numClasses));
  return Math.floor(Math.min(LARGEST_BLOCK, Math.max(SMALLEST_BLOCK, wanted)) / STRIP) * STRIP;
}

/** The WebAssembly SIMD kernel; throws where the module cannot be instantiated. */
export class WasmKernel implements BlockKernel {
  readonly name = 'wasm-simd';
  given = false;
  readonly capacity: number;
  readonly stride: number;
  readonly logits: Float32Array;
  readonly codes: Uint16Array;
  readonly logProbability: Float32Array;
  readonly argmax: Uint16Array;
  readonly term: Float32Array;
  private readonly exports: Exports;
  private readonly at: Record<string, number> = {};

  constructor(
    module: WebAssembly.Module,
    readonly numClasses: number,
  ) {
    this.exports = new WebAssembly.Instance(module, { env: { abort } }).exports as unknown as Exports;
    this.capacity = blockPixels(numClasses);
    this.stride = this.capacity + STRIDE_GAP;
    this.allocate();
    const { buffer } = this.exports.memory;
    this.logits = new Float32Array(buffer, this.at.logits, numClasses * this.stride);
    this.codes = new Uint16Array(buffer, this.at.codes, this.capacity);
    this.logProbability = new Float32Array(buffer, this.at.logProbability, this.capacity);
    this.argmax = new Uint16Array(buffer, this.at.argmax, this.capacity);
    this.term = new Float32Array(buffer, this.at.term, this.capacity);
  }

  private allocate(): void {
    const { numClasses: classes, capacity, stride } = this;
    let next = this.exports.heapBase();
    const reserve = (name: string, bytes: number) => {
      next = Math.ceil(next / 64) * 64;
      this.at[name] = next;
      next += bytes;
    };
    reserve('logits', classes * stride * 4);
    reserve('exponentials', classes * STRIP * 4);
    reserve('exponents', classes * STRIP * 4);
    reserve('codes', capacity * 2);
    reserve('logProbability', capacity * 4);
    reserve('argmax', capacity * 2);
    reserve('term', capacity * 4);
    reserve('sums', SUMS.length * 4);
    for (const [name, element] of SUMS) {
      reserve(name, BYTES[element] * (name === 'cells' ? 2 * classes * (classes + 2) : classes));
    }
    reserve('weights', classes * 4);
    reserve('byClass', classes * 16);
    for (let k = 0; k < MAX_COEFFICIENTS; k++) {
      reserve(`coefficients${k}`, classes * 4);
    }
    for (const name of HISTOGRAMS) {
      reserve(`histogram.${name}`, classes * (BINS + 1) * 4);
    }
    const missing = next - this.exports.memory.buffer.byteLength;
    if (missing > 0) {
      this.exports.memory.grow(Math.ceil(missing / 65536));
    }
    this.exports.setExponentials(this.at.exponentials, this.at.exponents);
    const pointers = new Uint32Array(this.exports.memory.buffer, this.at.sums, SUMS.length);
    SUMS.forEach(([name], k) => {
      pointers[k] = this.at[name];
    });
  }

  private block(pixels: number): [z: number, stride: number, classes: number, pixels: number, codes: number] {
    const whole = Math.ceil(pixels / STRIP) * STRIP;
    this.exports.setGiven(this.given ? 1 : 0);
    this.codes.fill(PAD_CODE, pixels, whole);
    return [this.at.logits, this.stride * 4, this.numClasses, whole, this.at.codes];
  }

  forward(pixels: number, threshold: number, extended: boolean): void {
    const run = extended ? this.exports.forwardExtended : this.exports.forward;
    run(...this.block(pixels), this.at.logProbability, this.at.argmax, threshold, this.at.sums);
  }

  pixelTerm(pixels: number, weights: Float32Array, factor: number, gamma: number, byClass: Float64Array): void {
    const { buffer } = this.exports.memory;
    new Float32Array(buffer, this.at.weights, this.numClasses).set(weights);
    const pairs = new Float64Array(buffer, this.at.byClass, 2 * this.numClasses).fill(0);
    const [, , , whole, codes] = this.block(pixels);
    const { logProbability, weights: w, term, byClass: out } = this.at;
    this.exports.pixelTerm(logProbability, codes, w, whole, factor, gamma, term, out);
    for (let c = 0; c < byClass.length; c++) {
      byClass[c] += pairs[2 * c] + pairs[2 * c + 1];
    }
  }

  pixelSlope(pixels: number, weights: Float32Array, scale: Float64Array, factor: number, gamma: number): void {
    const { buffer } = this.exports.memory;
    new Float32Array(buffer, this.at.weights, this.numClasses).set(weights);
    const [scales] = this.putCoefficients([scale]);
    const [, , , whole, codes] = this.block(pixels);
    const { logProbability, weights: w, term } = this.at;
    this.exports.pixelSlope(logProbability, codes, w, scales, whole, factor, gamma, term);
  }

  magnitude(pixels: number): void {
    const [z, stride, classes, whole] = this.block(pixels);
    this.exports.magnitude(z, stride, classes, whole, this.at.term);
  }

  overlapMap(pixels: number, { all, own, constant }: OverlapCoefficients): void {
    const coefficients = this.putCoefficients([all, own, constant]);
    this.exports.overlapMap(...this.block(pixels), ...coefficients, this.at.term);
  }

  histogram(pixels: number): void {
    this.exports.histogram(...this.block(pixels), BINS, ...HISTOGRAMS.map(name => this.at[`histogram.${name}`]));
  }

  takeHistograms(): Histograms {
    const taken = emptyHistograms(this.numClasses);
    for (const name of HISTOGRAMS) {
      const counts = new Uint32Array(this.exports.memory.buffer, this.at[`histogram.${name}`], taken[name].length);
      taken[name].set(counts);
      counts.fill(0);
    }
    return taken;
  }

  /** Copies vectors of one number a class into the module as float32; returns where they lie. */
  private putCoefficients(vectors: Float64Array[]): number[] {
    return vectors.map((vector, k) => {
      const at = this.at[`coefficients${k}`];
      new Float32Array(this.exports.memory.buffer, at, this.numClasses).set(vector);
      return at;
    });
  }

  gradient(pixels: number, request: GradientRequest): void {
    this.logProbability.set(request.logProbability.subarray(0, pixels));
    const { p, pIgnored, intersection, p2, p2Ignored } = request;
    const coefficients = this.putCoefficients([p, pIgnored, intersection, p2, p2Ignored]);
    this.exports.gradient(...this.block(pixels), this.at.logProbability, ...coefficients);
  }

  easySum(pixels: number, least: number): number {
    const [, , , whole] = this.block(pixels);
    return this.exports.sumAbove(this.at.term, this.at.logProbability, whole, least);
  }

  takeSums(): PassSums {
    const sums = emptySums(this.numClasses);
    for (const [name, element] of SUMS) {
      if (name === 'logSums') {
        sums.logSums = this.takePairs(name, 1)[0];
      } else if (name === 'cells') {
        addCells(this.takeCounts(name, 2 * this.numClasses * (this.numClasses + 2)), sums);
      } else {
        const taken =
          element === 'u32' ? this.takeCounts(name, this.numClasses) : this.takePairs(name, this.numClasses);
        taken.forEach((value, c) => {
          sums[name][c] += value;
        });
      }
    }
    sums.nan = this.exports.nanCount.value >>> 0;
    sums.infinite = this.exports.infiniteCount.value >>> 0;
    this.exports.resetCounts();
    return sums;
  }

  private takeCounts(name: string, length: number): Uint32Array {
    const counts = new Uint32Array(this.exports.memory.buffer, this.at[name], length);
    const taken = counts.slice();
    counts.fill(0);
    return taken;
  }

  private takePairs(name: string, length: number): Float64Array {
    const pairs = new Float64Array(this.exports.memory.buffer, this.at[name], 2 * length);
    const taken = Float64Array.from({ length }, (_, k) => pairs[2 * k] + pairs[2 * k + 1]);
    pairs.fill(0);
    return taken;
  }
}

/** Adds counts [label, then padding, then ignored][argmax][below or above the threshold] to the sums they are of. */
function addCells(cells: Uint32Array, sums: PassSums): void {
  const classes = sums.hard.length;
  for (let label = 0; label < classes + 2; label++) {
    for (let c = 0, at = 2 * label * classes; c < classes && label !== classes; c++, at += 2) {
      const [below, above] = [cells[at], cells[at + 1]];
      if (label < classes) {
        sums.confusion[label * classes + c] += below + above;
        sums.hard[c] += above;
      } else {
        sums.hardIgnored[c] += above;
      }
      if (label === c) {
        sums.hardIntersection[c] += above;
      }
    }
  }
}

function abort(): never {
  throw new Error('The kernel aborted.');
}
