/**
 * Exact Euclidean distances from every pixel to the nearest pixel of a set, by two passes of lower envelopes of
 * parabolas (Felzenszwalb and Huttenlocher 2012); linear in the number of pixels. An empty set gives the distance to
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
  const longest = Math.max(height, width);
  const work: Work = {
    from: new Float64Array(longest),
    apex: new Int32Array(longest),
    start: new Float64Array(longest + 1),
  };
  for (let x = 0; x < width; x++) {
    transformLine(squared, x, width, height, work);
  }
  for (let y = 0; y < height; y++) {
    transformLine(squared, y * width, 1, width, work);
  }
  return squared.map(Math.sqrt);
}

interface Work {
  from: Float64Array;
  /** Apexes of the envelope's parabolas, and where each begins. */
  apex: Int32Array;
  start: Float64Array;
}

/** Replaces f(q) by min over r of (q − r)² + f(r) along one line. */
function transformLine(values: Float64Array, first: number, step: number, count: number, work: Work): void {
  const { from, apex, start } = work;
  let last = -1;
  for (let q = 0; q < count; q++) {
    from[q] = values[first + q * step];
    if (from[q] === Number.POSITIVE_INFINITY) {
      continue;
    }
    let begin = Number.NEGATIVE_INFINITY;
    while (last >= 0) {
      const r = apex[last];
      begin = (from[q] + q * q - (from[r] + r * r)) / (2 * (q - r));
      if (begin > start[last]) {
        break;
      }
      last--;
      begin = Number.NEGATIVE_INFINITY;
    }
    last++;
    apex[last] = q;
    start[last] = begin;
  }
  if (last < 0) {
    return;
  }
  start[last + 1] = Number.POSITIVE_INFINITY;
  for (let q = 0, at = 0; q < count; q++) {
    while (start[at + 1] < q) {
      at++;
    }
    const r = apex[at];
    values[first + q * step] = (q - r) * (q - r) + from[r];
  }
}
