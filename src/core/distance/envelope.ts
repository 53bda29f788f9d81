/**
 * The lower envelope of parabolas (q − site)² + height along one line (Felzenszwalb & Huttenlocher 2012): the core of
 * exact Euclidean distances. Sites are added from low to high, then values are asked for from low to high.
 */
export class Envelope {
  private readonly sites: Int32Array;
  private readonly heights: Float64Array;
  /** From here on a parabola is the lowest. */
  private readonly from: Float64Array;
  private count = 0;
  private at = 0;

  /** @param capacity sites added at most between two calls of `clear` */
  constructor(capacity: number) {
    this.sites = new Int32Array(capacity);
    this.heights = new Float64Array(capacity);
    this.from = new Float64Array(capacity);
  }

  clear(): void {
    this.count = 0;
    this.at = 0;
  }

  /** An infinite height is no parabola. */
  add(site: number, height: number): void {
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

  /** The lowest value at q, not below the q before; Infinity without parabolas. */
  lowest(q: number): number {
    if (this.count === 0) {
      return Number.POSITIVE_INFINITY;
    }
    while (this.at + 1 < this.count && this.from[this.at + 1] <= q) {
      this.at++;
    }
    const distance = q - this.sites[this.at];
    return distance * distance + this.heights[this.at];
  }
}
