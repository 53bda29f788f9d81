/** The conventions by which losses on the hardest pixels (OHEM, top-k) differ. */
export interface HardPixelConventions {
  /** Ignored pixels: left out, or pixels of loss 0 that count in the share. */
  ignore: 'drop' | 'zero';
  /**
   * probability: pixels with p_label < t, t = max(threshold, the p_label of rank `kept`); count, share: the pixels of
   * largest loss.
   */
  select: 'probability' | 'count' | 'share';
  threshold: number;
  /** Pixels to keep at least (probability) or at all (count); times N where `keptPerSample`. */
  kept: number;
  keptPerSample: boolean;
  /** 0-based rank of the probability the threshold is raised to: `kept`, or `kept` − 1. */
  rank: 'kept' | 'keptMinusOne';
  /** At most `kept` valid pixels: all of them count, whatever their probability. */
  fewPixels: 'selected' | 'all';
  share: number;
  weights: 'none' | 'outside';
  divisor: 'kept' | 'all';
  /** Added to the divisor, times the number of all pixels. */
  epsilonPerPixel: number;
}

export const HARD_PIXEL_DEFAULTS: HardPixelConventions = {
  ignore: 'drop',
  select: 'probability',
  threshold: 0.7,
  kept: 100_000,
  keptPerSample: false,
  rank: 'kept',
  fewPixels: 'selected',
  share: 0.1,
  weights: 'none',
  divisor: 'kept',
  epsilonPerPixel: 0,
};

export interface HardPixels {
  /** Which pixels count. */
  mask: Uint8Array;
  divisor: number;
}

/**
 * Cross entropy over the hardest pixels only:
 *
 *   OHEM (Shrivastava 2016):  L = Σ n[p_y < t] / number kept,   t = max(threshold, the k-th smallest p_y)
 *   top-k (Wu 2016):          L = mean of the ⌊share · |A|⌋ largest n
 *
 * `logProbability` and `valid` are per pixel; weights do not take part in the selection.
 */
export function hardPixels(
  conventions: HardPixelConventions,
  logProbability: Float32Array,
  valid: (pixel: number) => boolean,
  samples: number,
): HardPixels {
  const all = logProbability.length;
  const mask = new Uint8Array(all);
  for (let k = 0; k < all; k++) {
    mask[k] = valid(k) ? 1 : 0;
  }
  const validCount = mask.reduce((sum, one) => sum + one, 0);
  const { select, share } = conventions;
  const kept = conventions.kept * (conventions.keptPerSample ? samples : 1);
  const wanted = select === 'share' ? Math.floor(share * all) : kept;
  if (select === 'probability') {
    if (validCount > 0 && !(conventions.fewPixels === 'all' && validCount <= kept)) {
      keepUnlikely(conventions, kept, logProbability, mask, validCount);
    }
  } else {
    keepLargest(logProbability, mask, Math.min(wanted, validCount));
  }
  const count = select === 'probability' ? mask.reduce((sum, one) => sum + one, 0) : Math.min(wanted, all);
  const divisor = (conventions.divisor === 'all' ? all : count) + conventions.epsilonPerPixel * all;
  return { mask, divisor };
}

/** As a softmax rounds it: 1 / (1 + rest) is 1 where the rest is below half a step. The comparison is strict. */
function probability(log: number): number {
  return 1 / Math.exp(-log);
}

/** Leaves the pixels whose probability is strictly below the threshold. */
function keepUnlikely(
  { threshold, rank }: HardPixelConventions,
  kept: number,
  log: Float32Array,
  mask: Uint8Array,
  validCount: number,
): void {
  const sorted = new Float64Array(validCount);
  for (let k = 0, to = 0; k < log.length; k++) {
    if (mask[k]) {
      sorted[to++] = probability(log[k]);
    }
  }
  sorted.sort();
  const at = rank === 'kept' ? kept : kept - 1;
  const limit = Math.max(threshold, sorted[Math.min(at, validCount - 1)]);
  for (let k = 0; k < log.length; k++) {
    if (mask[k] && !(probability(log[k]) < limit)) {
      mask[k] = 0;
    }
  }
}

/** Leaves the `count` pixels of smallest log-probability; at ties the first ones. */
function keepLargest(log: Float32Array, mask: Uint8Array, count: number): void {
  const sorted = log.filter((_, k) => mask[k] === 1).sort();
  const limit = count > 0 ? sorted[count - 1] : Number.NEGATIVE_INFINITY;
  let ties = count;
  for (let k = 0; k < count && sorted[k] < limit; k++) {
    ties--;
  }
  for (let k = 0; k < log.length; k++) {
    if (!mask[k] || log[k] < limit) {
      continue;
    }
    mask[k] = log[k] === limit && ties-- > 0 ? 1 : 0;
  }
}
