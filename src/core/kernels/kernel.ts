/**
 * The fused pass over logits, block by block. A kernel owns the memory of one block: the loader writes logits and
 * label codes straight into it, `forward` turns them into per-pixel results and adds to the sums.
 *
 * Two kernels of the same meaning exist: WebAssembly SIMD (float32 lanes, float64 sums) and TypeScript (float64).
 */
export interface BlockKernel {
  readonly name: 'wasm-simd' | 'typescript';
  readonly numClasses: number;
  /** Pixels of a full block; a multiple of STRIP. */
  readonly capacity: number;
  /** Elements from one class to the next in `logits`. */
  readonly stride: number;
  /** In: logits [class][stride] of the block's pixels; only `gradient` writes them. */
  readonly logits: Float32Array;
  /** True: `logits` holds probabilities instead, which stand for the logits log(max(p, PROBABILITY_EPS)). */
  given: boolean;
  /** In: label code per pixel: class id, or IGNORED_CODE. */
  readonly codes: Uint16Array;
  /** Out: log-probability at the label, 0 where ignored. */
  readonly logProbability: Float32Array;
  /** Out: class of the largest logit; the first at ties, NaN counting as largest. */
  readonly argmax: Uint16Array;
  /** Out of `pixelTerm`: the loss map. */
  readonly term: Float32Array;

  /** Adds the block's first `pixels` pixels to the sums; `extended` also to those marked so in PassSums. */
  forward(pixels: number, threshold: number, extended: boolean): void;
  /**
   * term = factor · (1 − exp(−ℓ))^gamma · ℓ with ℓ = −weight[label] · logProbability, on the block as `forward` left
   * it; adds each class's sum to `byClass`.
   */
  pixelTerm(pixels: number, weights: Float32Array, factor: number, gamma: number, byClass: Float64Array): void;
  /** Sum of `term` over the block's pixels whose log-probability is above `least`. */
  easySum(pixels: number, least: number): number;
  /**
   * term = scale[label] · d(pixelTerm)/d(logProbability) from `logProbability` and `codes`; 0 at ignored pixels. NaN
   * where 0 < gamma < 1 and exp(−ℓ) is 1, as automatic differentiation has it: infinity times 0.
   */
  pixelSlope(pixels: number, weights: Float32Array, scale: Float64Array, factor: number, gamma: number): void;
  /** term = length of the vector over the classes that `gradient` left in `logits`. */
  magnitude(pixels: number): void;
  /** What each pixel of a freshly loaded block adds to a sum over overlaps, into `term`. */
  overlapMap(pixels: number, coefficients: OverlapCoefficients): void;
  /** Adds the probabilities of a freshly loaded block to the histograms. */
  histogram(pixels: number): void;
  /** The histograms since the last call, and zeros them. */
  takeHistograms(): Histograms;
  /** Runs the gradient on a freshly loaded block; see GradientRequest. */
  gradient(pixels: number, request: GradientRequest): void;
  /** The sums since the last call, and zeros them. */
  takeSums(): PassSums;
}

/** Probabilities become logits as log(max(p, EPS)), before any resize. */
export const PROBABILITY_EPS = 1e-7;
/** Pixels a kernel handles together; capacities are multiples. */
export const STRIP = 16;
/** Label code of lanes beyond the last pixel: counts nowhere. */
export const PAD_CODE = 0xfffe;

/** Float64 sums over pixels, per class unless said otherwise. V: pixels that are not ignored. */
export interface PassSums {
  /** Σ_V p, and Σ p over ignored pixels. */
  p: Float64Array;
  pIgnored: Float64Array;
  /** Σ_V p², and over ignored pixels (extended). */
  p2: Float64Array;
  p2Ignored: Float64Array;
  /** Σ_V (z − largest z) (extended): with logSums it gives Σ_V −log p_c for label smoothing. */
  differences: Float64Array;
  /** Σ p and Σ p² at the class's own label pixels. */
  intersection: Float64Array;
  intersection2: Float64Array;
  /** [label, argmax] counts over V. */
  confusion: Float64Array;
  /** Pixels with p > threshold: in V, ignored, and at the class's own label pixels. */
  hard: Float64Array;
  hardIgnored: Float64Array;
  hardIntersection: Float64Array;
  /** Single numbers: Σ_V log Σ exp(z − largest z); NaN and infinite logits met. */
  logSums: number;
  nan: number;
  infinite: number;
}

const SCALARS = ['logSums', 'nan', 'infinite'] as const;
type Scalar = (typeof SCALARS)[number];

/**
 * dL/dlogits of one block from the derivative of a loss with respect to the statistics. Per pixel, with p the softmax,
 * y the label, a = dL/dlogProbability, g_c = dL/dp_c:
 *
 *   dL/dz_k = p_k · (g_k − Σ_c p_c g_c) + a · ([k = y] − p_k)
 */
export interface GradientRequest {
  /** a per pixel of the block; 0 where ignored. */
  logProbability: Float32Array;
  /** g_c at valid and at ignored pixels, and its extra at the class's own label pixels. */
  p: Float64Array;
  pIgnored: Float64Array;
  intersection: Float64Array;
  /** Derivatives with respect to Σ p²: add 2 p_c · these. */
  p2: Float64Array;
  p2Ignored: Float64Array;
}

/**
 * A sum over the overlaps of prediction and label, pixel by pixel, with p the softmax and y the label:
 *
 *   m = Σ_c p_c · all_c + p_y · own_y + constant_y       (at ignored pixels the first sum only)
 */
export interface OverlapCoefficients {
  all: Float64Array;
  own: Float64Array;
  constant: Float64Array;
}

/** Bins between 0 and 1: thresholds that are multiples of 1/1024 are counted exactly. */
export const BINS = 1024;

/** Counts [class][BINS + 1] of p: bin 0 is p = 0, bin k is (k − 1)/BINS < p ≤ k/BINS. */
export interface Histograms {
  /** Over pixels that count, whatever their label. */
  valid: Float64Array;
  ignored: Float64Array;
  /** Over the class's own label pixels. */
  own: Float64Array;
}

export function emptyHistograms(numClasses: number): Histograms {
  const zeros = () => new Float64Array(numClasses * (BINS + 1));
  return { valid: zeros(), ignored: zeros(), own: zeros() };
}

export function emptySums(numClasses: number): PassSums {
  const zeros = () => new Float64Array(numClasses);
  return {
    p: zeros(),
    pIgnored: zeros(),
    p2: zeros(),
    p2Ignored: zeros(),
    differences: zeros(),
    intersection: zeros(),
    intersection2: zeros(),
    confusion: new Float64Array(numClasses * numClasses),
    hard: zeros(),
    hardIgnored: zeros(),
    hardIntersection: zeros(),
    logSums: 0,
    nan: 0,
    infinite: 0,
  };
}

/** Adds `more` to `sums`: blocks, files and datasets add up to the whole. */
export function addSums(sums: PassSums, more: PassSums): void {
  for (const key of SCALARS) {
    sums[key] += more[key];
  }
  for (const key of Object.keys(sums) as Exclude<keyof PassSums, Scalar>[]) {
    const [to, from] = [sums[key], more[key]];
    for (let k = 0; k < (to?.length ?? 0); k++) {
      to[k] += from[k];
    }
  }
}
