import { Envelope } from './envelope.js';

/**
 * Exact Euclidean distance of every pixel to the nearest pixel of another label, in pixels; Infinity where there is
 * none. Pixels beside the border between two labels have distance 1. The edge of the picture is no border.
 *
 * Two separable passes (Meijster et al. 2000; Felzenszwalb & Huttenlocher 2012), each within the runs of one label:
 * along rows the distance to the ends of the run, along columns the lower envelope of parabolas over the run.
 */
export function labelDistance(labels: Uint16Array, width: number, height: number): Float32Array {
  const squared = new Float64Array(labels.length);
  for (let y = 0; y < height; y++) {
    rowDistances(labels, squared, y * width, width);
  }
  const envelope = new Envelope(height + 2);
  for (let x = 0; x < width; x++) {
    for (let first = 0; first < height; ) {
      let end = first + 1;
      while (end < height && labels[end * width + x] === labels[first * width + x]) {
        end++;
      }
      columnRun(squared, x, width, first, end, height, envelope);
      first = end;
    }
  }
  return Float32Array.from(squared, Math.sqrt);
}

/** Squared distance along the row to the nearest end of the run that is not the picture's edge. */
function rowDistances(labels: Uint16Array, out: Float64Array, start: number, width: number): void {
  for (let first = 0; first < width; ) {
    let end = first + 1;
    while (end < width && labels[start + end] === labels[start + first]) {
      end++;
    }
    for (let x = first; x < end; x++) {
      const left = first > 0 ? x - first + 1 : Number.POSITIVE_INFINITY;
      const right = end < width ? end - x : Number.POSITIVE_INFINITY;
      out[start + x] = Math.min(left, right) ** 2;
    }
    first = end;
  }
}

/** Completes the squared distances of one run of a column: a border beyond an end has distance 0 itself. */
function columnRun(
  squared: Float64Array,
  x: number,
  width: number,
  first: number,
  end: number,
  height: number,
  envelope: Envelope,
): void {
  envelope.clear();
  if (first > 0) {
    envelope.add(first - 1, 0);
  }
  for (let y = first; y < end; y++) {
    envelope.add(y, squared[y * width + x]);
  }
  if (end < height) {
    envelope.add(end, 0);
  }
  for (let y = first; y < end; y++) {
    squared[y * width + x] = envelope.lowest(y);
  }
}
