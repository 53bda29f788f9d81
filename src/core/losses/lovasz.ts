export interface LovaszConventions {
  /** Softmax: one problem per class on |y − p|. Hinge: one on 1 − d·(2y − 1) of the raw binary logit d. */
  form: 'softmax' | 'hinge';
  scope: 'batch' | 'perImage';
  /** Classes that enter the mean (softmax). */
  classes: 'present' | 'all';
  /** With no valid pixel: the library returns an empty tensor, NaN or 0. */
  empty: 'notScalar' | 'nan' | 'zero';
}

export const LOVASZ_DEFAULTS: LovaszConventions = {
  form: 'softmax',
  scope: 'batch',
  classes: 'present',
  empty: 'notScalar',
};

/** Value of one sorted problem, and dL/de of each pixel where asked for. */
export interface LovaszResult {
  value: number;
  slopes: Float64Array | null;
}

/**
 * The Lovász extension of the Jaccard loss (Berman 2018): errors sorted downwards, e_(1) ≥ e_(2) ≥ …,
 *
 *   L = Σ_k max(0, e_(k)) · ΔJ_k,   J_k = 1 − (G − hits up to k) / (G + misses up to k)
 *
 * with G the pixels of the class. `errors` and `own` (1 where y is the class) hold valid pixels only; `errors` is
 * destroyed: it is sorted in place with the class bit in its last mantissa bit (2e-16 relative), so that the engine's
 * own numeric sort serves and no index array is needed.
 */
export function lovasz(errors: Float64Array, own: Uint8Array, wantSlopes: boolean): LovaszResult {
  const bits = new Uint32Array(errors.buffer, errors.byteOffset, errors.length * 2);
  let members = 0;
  for (let k = 0; k < own.length; k++) {
    bits[2 * k] = (bits[2 * k] & ~1) | own[k];
    members += own[k];
  }
  const marked = wantSlopes ? errors.slice() : null;
  errors.sort();
  // steps[k] is ΔJ of the k-th smallest error; the sum runs from the largest down.
  const steps = wantSlopes ? new Float64Array(errors.length) : null;
  let [value, hits, misses, before] = [0, 0, 0, 0];
  for (let k = errors.length - 1; k >= 0; k--) {
    if (bits[2 * k] & 1) {
      hits++;
    } else {
      misses++;
    }
    const jaccard = 1 - (members - hits) / (members + misses);
    const step = errors[k] > 0 ? jaccard - before : 0;
    before = jaccard;
    value += errors[k] * step;
    if (steps) {
      steps[k] = step;
    }
  }
  return { value, slopes: marked && steps ? slopesOf(marked, errors, steps) : null };
}

/** dL/de of every pixel: its ΔJ; pixels of equal error and class share theirs evenly. */
function slopesOf(marked: Float64Array, sorted: Float64Array, steps: Float64Array): Float64Array {
  for (let first = 0; first < sorted.length; ) {
    let [next, sum] = [first, 0];
    for (; next < sorted.length && sorted[next] === sorted[first]; next++) {
      sum += steps[next];
    }
    steps[first] = sum / (next - first);
    first = next;
  }
  return marked.map(error => steps[firstOf(sorted, error)]);
}

/** The first index that holds `value`. */
function firstOf(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
