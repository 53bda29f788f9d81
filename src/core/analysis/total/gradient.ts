import type { GradientPart } from '../../dialects/evaluation.js';
import type { Frame } from '../../dialects/frame.js';
import { StatisticsGradient, type StatisticsPiece, slopesOf } from '../../dialects/statisticsGradient.js';
import { InspectionError } from '../../errors.js';
import type { Checkpoint } from '../../statistics/blocks.js';
import type { GradientView } from '../../statistics/gradientMap.js';
import { slopesMap } from '../../statistics/slopesMap.js';
import type { Total } from './evaluate.js';

/** A term's part of the gradient that goes row by row, with what it is multiplied by. */
interface Piece {
  part: Exclude<GradientPart, { kind: 'planes' }>;
  lambda: number;
  frame: Frame;
}

/**
 * d total / d logits at the label's size, row by row, whatever the terms are. Throws question-no-gradient for a mask,
 * for losses made of steps, and for those whose gradient comes class by class (sorted pixels, distances).
 */
export class TotalGradient {
  private constructor(
    private readonly pieces: readonly Piece[],
    private readonly kernels: readonly StatisticsGradient[],
    /** Any of them: label and classes are the same. */
    readonly frame: Frame,
  ) {}

  static async of({ terms }: Total): Promise<TotalGradient> {
    const pieces: Piece[] = [];
    for (const { lambda, result } of terms) {
      const parts = (await result?.found.gradient?.()) ?? [];
      if (!result || parts.length === 0 || parts.some(({ kind }) => kind === 'planes')) {
        throw new InspectionError(
          'question-no-gradient',
          'This total has no gradient that can be shown pixel by pixel.',
          'Choose a total of cross entropy, focal, Dice or Jaccard.',
        );
      }
      pieces.push(...parts.map(part => ({ part: part as Piece['part'], lambda, frame: result.frame })));
    }
    const frames = [...new Set(pieces.map(({ frame }) => frame))];
    const kernels = frames.map(frame => new StatisticsGradient(frame, ofStatistics(pieces, frame)));
    return new TotalGradient(pieces, kernels, frames[0]);
  }

  /** Visits d total / d z of one label row after the other, as row[c · width + x]. */
  async eachRow(visit: (n: number, y: number, row: Float64Array) => void): Promise<void> {
    const out = new Float64Array(this.frame.classes * this.frame.label.width);
    await this.frame.eachRow((n, y, logits) => {
      this.row(n, y, logits, out);
      visit(n, y, out);
    });
  }

  /** One row from its logits. */
  row(n: number, y: number, logits: Float64Array, out: Float64Array): void {
    out.fill(0);
    for (const kernel of this.kernels) {
      kernel.add(n, y, out);
    }
    for (const { part, lambda } of this.pieces) {
      if (part.kind === 'rows') {
        const own = new Float64Array(out.length);
        part.add(n, y, logits, own);
        own.forEach((value, k) => {
          out[k] += lambda * value;
        });
      }
    }
  }

  /** Its length over the classes, or one class's channel, of every pixel. */
  async map(wanted: GradientView, checkpoint: Checkpoint): Promise<Float32Array> {
    const { view, label, alignCorners, samples, classes } = this.frame;
    if (this.kernels.length === 1 && this.pieces.every(({ part }) => part.kind === 'statistics')) {
      // One pass of a kernel is all there is to it.
      const pieces = ofStatistics(this.pieces, this.frame);
      const slopes = Array.from({ length: samples }, (_, n) => slopesOf(pieces, n, classes));
      return slopesMap(view, label, slopes, await this.atLabel(pieces, checkpoint), wanted, alignCorners, checkpoint);
    }
    const { width, height } = label;
    const map = new Float32Array(label.codes.length);
    await this.eachRow((n, y, row) => {
      const first = (n * height + y) * width;
      for (let x = 0; x < width; x++) {
        map[first + x] = wanted === 'magnitude' ? lengthOf(row, x, width) : row[wanted * width + x];
      }
    });
    return map;
  }

  private async atLabel(pieces: readonly StatisticsPiece[], checkpoint: Checkpoint): Promise<Float32Array> {
    const slopes = new Float32Array(this.frame.pixels);
    for (const { part, lambda } of pieces) {
      for (let k = 0; part.atLabel && k < slopes.length; k++) {
        slopes[k] += lambda * part.atLabel(k);
      }
      await checkpoint(0, slopes.length);
    }
    return slopes;
  }
}

function lengthOf(row: Float64Array, x: number, width: number): number {
  let sum = 0;
  for (let at = x; at < row.length; at += width) {
    sum += row[at] ** 2;
  }
  return Math.sqrt(sum);
}

function ofStatistics(pieces: readonly Piece[], frame: Frame): StatisticsPiece[] {
  return pieces.flatMap(({ part, lambda, frame: own }) =>
    own === frame && part.kind === 'statistics' ? [{ part, lambda }] : [],
  );
}
