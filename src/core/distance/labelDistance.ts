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
  const column = new ColumnPass(height);
  for (let x = 0; x < width; x++) {
    for (let first = 0; first < height; ) {
      let end = first + 1;
      while (end < height && labels[end * width + x] === labels[first * width + x]) {
        end++;
      }
      column.run(squared, x, width, first, end, height);
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

/** The lower envelope over one run of a column, with a parabola of height 0 beyond each end that is a border. */
class ColumnPass {
  private readonly sites: Int32Array;
  private readonly heights: Float64Array;
  /** From here on a parabola is the lowest. */
  private readonly from: Float64Array;
  private count = 0;

  constructor(height: number) {
    this.sites = new Int32Array(height + 2);
    this.heights = new Float64Array(height + 2);
    this.from = new Float64Array(height + 2);
  }

  run(squared: Float64Array, x: number, width: number, first: number, end: number, height: number): void {
    this.count = 0;
    if (first > 0) {
      this.add(first - 1, 0);
    }
    for (let y = first; y < end; y++) {
      this.add(y, squared[y * width + x]);
    }
    if (end < height) {
      this.add(end, 0);
    }
    let k = 0;
    for (let y = first; y < end; y++) {
      while (k + 1 < this.count && this.from[k + 1] <= y) {
        k++;
      }
      const distance = y - this.sites[k];
      squared[y * width + x] = this.count === 0 ? Number.POSITIVE_INFINITY : distance * distance + this.heights[k];
    }
  }

  private add(site: number, height: number): void {
    if (height === Number.POSITIVE_INFINITY) {
      return;
    }
    let from = Number.NEGATIVE_INFINITY;
    while (this.count > 0) {
      const k = this.count - 1;
      const other = this.sites[k];
      // Where the two parabolas meet.
      from = (height + site * site - this.heights[k] - other * other) / (2 * (site - other));
      if (from > this.from[k]) {
        break;
      }
      this.count--;
      from = Number.NEGATIVE_INFINITY;
    }
    this.sites[this.count] = site;
    this.heights[this.count] = height;
    this.from[this.count] = from;
    this.count++;
  }
}
