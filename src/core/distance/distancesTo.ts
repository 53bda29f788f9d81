import { Envelope } from './envelope.js';

/**
 * Exact Euclidean distances from every pixel to the nearest pixel of a set, by two passes of lower envelopes of
 * parabolas; linear in the number of pixels. An empty set gives the distance to
 * the point (−1, 0), as scipy.ndimage.distance_transform_edt does.
 */
export function distancesTo(inSet: (pixel: number) => boolean, height: number, width: number): Float64Array {
  const squared = new Float64Array(height * width);
  let any = false;
  for (let k = 0; k < squared.length; k++) {
    const inside = inSet(k);
    squared[k] = inside ? 0 : Number.POSITIVE_INFINITY;
    any ||= inside;
  }
  if (!any) {
    return squared.map((_, k) => Math.hypot(Math.floor(k / width) + 1, k % width));
  }
  const envelope = new Envelope(Math.max(height, width));
  for (let x = 0; x < width; x++) {
    transformLine(squared, x, width, height, envelope);
  }
  for (let y = 0; y < height; y++) {
    transformLine(squared, y * width, 1, width, envelope);
  }
  return squared.map(Math.sqrt);
}

/** Replaces f(q) by min over r of (q − r)² + f(r) along one line. */
function transformLine(values: Float64Array, first: number, step: number, count: number, envelope: Envelope): void {
  envelope.clear();
  for (let q = 0; q < count; q++) {
    envelope.add(q, values[first + q * step]);
  }
  for (let q = 0; q < count; q++) {
    values[first + q * step] = envelope.lowest(q);
  }
}
