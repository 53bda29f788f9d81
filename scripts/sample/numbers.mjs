// Random numbers, noise and exp. Only + - * / and Math.sqrt are used all over the generator: their results are the
// same on every machine and in every version of Node, those of Math.sin or Math.exp are not.

/** A seeded generator of uniform numbers in [0, 1) (mulberry32). */
export function randomNumbers(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const between = (low, high) => low + (high - low) * next();
  const pick = list => list[Math.floor(next() * list.length)];
  /** Nearly normal: a sum of uniform numbers. */
  const normal = () => (next() + next() + next() + next() + next() + next() - 3) * Math.SQRT2;
  return { next, between, pick, normal };
}

/** A number in [0, 1) for a lattice point. */
export function hash(x, y, seed) {
  let h = Math.imul(x | 0, 374761393) ^ Math.imul(y | 0, 668265263) ^ Math.imul(seed | 0, 2147483629);
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

const smooth = t => t * t * (3 - 2 * t);

/** Smooth noise in [0, 1] with one bump per unit. */
export function noise(x, y, seed) {
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const u = smooth(x - x0);
  const v = smooth(y - y0);
  const top = mix(hash(x0, y0, seed), hash(x0 + 1, y0, seed), u);
  return mix(top, mix(hash(x0, y0 + 1, seed), hash(x0 + 1, y0 + 1, seed), u), v);
}

/** Noise with finer and fainter copies of itself on top, in [0, 1]. */
export function cloud(x, y, seed, octaves = 4) {
  let sum = 0;
  let weight = 0.5;
  let scale = 1;
  for (let octave = 0; octave < octaves; octave++) {
    sum += weight * noise(x * scale, y * scale, seed + octave);
    weight /= 2;
    scale *= 2;
  }
  return sum / (1 - weight * 2);
}

export const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
export const mix = (a, b, t) => a + (b - a) * t;
/** 0 below `from`, 1 above `to`, smooth between. */
export const ramp = (value, from, to) => smooth(clamp((value - from) / (to - from), 0, 1));

/** Mixes two colours. */
export const blend = (a, b, t) => [mix(a[0], b[0], t), mix(a[1], b[1], t), mix(a[2], b[2], t)];
export const scaled = (color, factor) => [color[0] * factor, color[1] * factor, color[2] * factor];

const POWERS = Array.from({ length: 129 }, (_, index) => powerOfTwo(index - 64));

function powerOfTwo(exponent) {
  let value = 1;
  for (let step = 0; step < Math.abs(exponent); step++) {
    value *= exponent < 0 ? 0.5 : 2;
  }
  return value;
}

/** e^x for x in [-44, 44], clamped outside. */
export function exp(x) {
  const safe = clamp(x, -44, 44);
  const k = Math.round(safe / Math.LN2);
  const r = safe - k * Math.LN2;
  let term = 1;
  let sum = 1;
  for (let n = 1; n <= 12; n++) {
    term *= r / n;
    sum += term;
  }
  return sum * POWERS[k + 64];
}
