import { Envelope } from './envelope.js';

/**
 * Exact Euclidean distance of every pixel to the nearest pixel of another label, in pixels; Infinity where there is
 * none. Pixels beside the border between two labels have distance 1. The edge of the picture is no border.
 *
 * Two separable passes (Meijster et al. 2000; Felzenszwalb & Huttenlocher 2012), each within the runs of one label:
 * along rows the distance to the ends of the run, along columns the lower envelope of parabolas over the run. Columns
 * are taken a few at a time, so that memory is read in lines.
 */
export function labelDistance(labels: Uint16Array, width: number, height: number): Float32Array {
  const distances = new Float32Array(labels.length);
  for (let y = 0; y < height; y++) {
    rowDistances(labels, distances, y * width, width);
  }
  const envelope = new Envelope(height + 2);
  const columns = Array.from({ length: Math.min(COLUMNS, width) }, () => new Column(height));
  for (let left = 0; left < width; left += COLUMNS) {
    const taken = columns.slice(0, Math.min(COLUMNS, width - left));
    for (let y = 0, at = left; y < height; y++, at += width) {
      for (let k = 0; k < taken.length; k++) {
        taken[k].labels[y] = labels[at + k];
        taken[k].squared[y] = distances[at + k] * distances[at + k];
      }
    }
    for (const column of taken) {
      column.complete(envelope);
    }
    for (let y = 0, at = left; y < height; y++, at += width) {
      for (let k = 0; k < taken.length; k++) {
        distances[at + k] = Math.sqrt(taken[k].squared[y]);
      }
    }
  }
  return distances;
}

/** Columns taken together: their elements of one row share a line of the cache. */
const COLUMNS = 16;

/** Distance along the row to the nearest end of the run that is not the picture's edge. */
function rowDistances(labels: Uint16Array, out: Float32Array, start: number, width: number): void {
  for (let first = 0; first < width; ) {
    let end = first + 1;
    while (end < width && labels[start + end] === labels[start + first]) {
      end++;
    }
    for (let x = first; x < end; x++) {
      const left = first > 0 ? x - first + 1 : Number.POSITIVE_INFINITY;
      const right = end < width ? end - x : Number.POSITIVE_INFINITY;
      out[start + x] = left < right ? left : right;
    }
    first = end;
  }
}

/** One column: its labels, and the squared distances, first those along the rows. */
class Column {
  readonly labels: Uint16Array;
  readonly squared: Float64Array;

  constructor(private readonly height: number) {
    this.labels = new Uint16Array(height);
    this.squared = new Float64Array(height);
  }

  complete(envelope: Envelope): void {
    const { labels, height } = this;
    for (let first = 0; first < height; ) {
      let end = first + 1;
      while (end < height && labels[end] === labels[first]) {
        end++;
      }
      this.completeRun(first, end, envelope);
      first = end;
    }
  }

  /** A border beyond an end of the run has distance 0 itself. */
  private completeRun(first: number, end: number, envelope: Envelope): void {
    const { squared, height } = this;
    envelope.clear();
    if (first > 0) {
      envelope.add(first - 1, 0);
    }
    for (let y = first; y < end; y++) {
      envelope.add(y, squared[y]);
    }
    if (end < height) {
      envelope.add(end, 0);
    }
    for (let y = first; y < end; y++) {
      squared[y] = envelope.lowest(y);
    }
  }
}
