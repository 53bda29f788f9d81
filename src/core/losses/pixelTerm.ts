/** The conventions by which cross entropies and softmax focal losses differ. */
export interface PixelConventions {
  /** Ignored pixels: add 0 to the sum (the divisor says whether they count), or relabelled as class 0. */
  ignore: 'zero' | 'toClass0';
  /** Focal exponent; 0 is cross entropy. */
  gamma: number;
  alpha: number;
  /** α multiplies every pixel, or α those of classes 1.. and 1 − α those of class 0. */
  alphaScope: 'global' | 'foreground';
  /** Class weight: none; multiplies the pixel's loss; multiplies it inside the focal factor too (pt = p^w). */
  weights: 'none' | 'outside' | 'insidePt';
  /** Label smoothing ε. */
  smoothing: number;
  /** Added to p inside the logarithm. */
  floor: number;
  /** What the sum over pixels is divided by. */
  divisor: 'none' | 'weight' | 'valid' | 'all' | 'allTimesClasses' | 'pixelsOfSample';
  /** Added to the divisor; the second times the number of all pixels. */
  epsilon: number;
  epsilonPerPixel: number;
  /** With no valid pixel: what the division gives, or 0. */
  empty: 'divide' | 'zero';
}

export const PIXEL_DEFAULTS: PixelConventions = {
  ignore: 'zero',
  gamma: 0,
  alpha: 1,
  alphaScope: 'global',
  weights: 'none',
  smoothing: 0,
  floor: 0,
  divisor: 'valid',
  epsilon: 0,
  epsilonPerPixel: 0,
  empty: 'divide',
};

/** Loss of one pixel of class `code`, and its derivative, from the log-probability at the label. */
export interface PixelTermFunctions {
  value(logProbability: number, code: number): number;
  derivative(logProbability: number, code: number): number;
}

/**
 * Cross entropy and focal loss (Lin 2017) of one pixel: n = −log(p_y + floor), ℓ = n (or w_y·n inside pt),
 *
 *   f = α · w_y · (1 − pt)^γ · ℓ,   pt = p_y, or p_y^(w_y) where the weight sits inside
 *
 * The derivative is NaN where the library's is: 0 < γ < 1 at a pixel whose pt is 1 in float32, (1 − pt)^(γ − 1) · 0.
 */
export function pixelTerm(conventions: PixelConventions, weights: readonly number[]): PixelTermFunctions {
  const { gamma, alpha, alphaScope, weights: where, floor } = conventions;
  const inside = (code: number) => (where === 'insidePt' ? weights[code] : 1);
  const outside = (code: number) => {
    const factor = alphaScope === 'foreground' && code === 0 ? 1 - alpha : alpha;
    return where === 'outside' ? factor * weights[code] : factor;
  };
  const nll = (log: number) => (floor > 0 ? -Math.log(Math.exp(log) + floor) : -log);
  return {
    value(log, code) {
      const loss = inside(code) * nll(log);
      // 1 − pt; below the logarithm's floor the two differ, so pt is always taken from the probability itself.
      const miss = -Math.expm1(inside(code) * log);
      return outside(code) * (gamma === 0 ? 1 : miss ** gamma) * loss;
    },
    derivative(log, code) {
      const weight = inside(code);
      const slope = floor > 0 ? -Math.exp(log) / (Math.exp(log) + floor) : -1;
      if (gamma === 0) {
        return outside(code) * weight * slope;
      }
      if (gamma < 1 && Math.fround(1 + Math.expm1(-log)) === 1) {
        return Number.NaN;
      }
      const miss = -Math.expm1(weight * log);
      const pt = Math.exp(weight * log);
      const loss = weight * nll(log);
      return outside(code) * weight * (miss ** gamma * slope - gamma * miss ** (gamma - 1) * pt * loss);
    },
  };
}
