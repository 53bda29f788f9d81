import { type AxisWeights, axisWeights } from '../statistics/logitRows.js';

/**
 * The adjoint of the bilinear resize: takes dL/dlogits at the label's size row by row, from the top, and gives it at
 * the prediction's size row by row. Output o = Σ share · input s, so dL/d(input s) = Σ_o share · dL/d(output o). Only
 * the rows that are still growing are held.
 */
export class ResizeAdjoint {
  private readonly lines: AxisWeights;
  private readonly columns: AxisWeights;
  private readonly same: boolean;
  private readonly growing = new Map<number, Float64Array>();
  private next = 0;

  constructor(
    private readonly source: { height: number; width: number },
    private readonly target: { height: number; width: number },
    alignCorners: boolean,
    private readonly classes: number,
    private readonly emit: (row: number, values: Float64Array) => void,
  ) {
    this.lines = axisWeights(source.height, target.height, alignCorners);
    this.columns = axisWeights(source.width, target.width, alignCorners);
    this.same = source.height === target.height && source.width === target.width;
  }

  /** Adds label row y, values[c · width + x]; rows come in order. */
  add(y: number, values: Float64Array): void {
    if (this.same) {
      this.emit(y, values);
      return;
    }
    const [top, bottom, share] = [this.lines.left[y], this.lines.right[y], this.lines.share[y]];
    this.spread(values, top, 1 - share);
    if (share !== 0) {
      this.spread(values, bottom, share);
    }
    // Later label rows read from this row on.
    this.release(y + 1 < this.target.height ? this.lines.left[y + 1] : this.source.height);
  }

  private spread(values: Float64Array, row: number, weight: number): void {
    const { left, right, share } = this.columns;
    const out = this.growing.get(row) ?? new Float64Array(this.classes * this.source.width);
    this.growing.set(row, out);
    for (let c = 0; c < this.classes; c++) {
      const [from, to] = [c * this.target.width, c * this.source.width];
      for (let x = 0; x < this.target.width; x++) {
        const value = weight * values[from + x];
        out[to + left[x]] += (1 - share[x]) * value;
        if (share[x] !== 0) {
          out[to + right[x]] += share[x] * value;
        }
      }
    }
  }

  /** Hands on the rows below `end`, those that no label row reads as zeros. */
  private release(end: number): void {
    for (; this.next < end; this.next++) {
      this.emit(this.next, this.growing.get(this.next) ?? new Float64Array(this.classes * this.source.width));
      this.growing.delete(this.next);
    }
  }
}
