import type { DialectContext } from './context.js';
import { type DialectResult, evaluateDeclaration, known } from './evaluate.js';
import type { GradientPart } from './evaluation.js';
import type { Frame } from './frame.js';
import { type Overrides, override } from './overrides.js';
import { ResizeAdjoint } from './resizeAdjoint.js';
import { StatisticsGradient } from './statisticsGradient.js';
import { type Dialect, isRaised, type Raised } from './types.js';

/**
 * dL/dlogits of some rows and classes of one sample, at the prediction's own size: values[class][row][column]. Blocks
 * add up: a loss of several kinds of terms may deliver the same place more than once. `values` is reused.
 */
export interface GradientBlock {
  sample: number;
  firstClass: number;
  classes: number;
  firstRow: number;
  rows: number;
  values: Float64Array;
}

export type GradientConsumer = (block: GradientBlock) => void;

/** A part of the gradient with what it is multiplied by. */
interface Piece {
  part: GradientPart;
  lambda: number;
  frame: Frame;
}

/**
 * Streams dL/dlogits of a dialect to `consume`, block by block, with the prediction as it is in the file (before any
 * resize). Gives the evaluated loss, or Raised where the library raises or the loss has no gradient.
 */
export async function gradient(
  key: string,
  context: DialectContext,
  consume: GradientConsumer,
  overrides: Overrides = {},
): Promise<DialectResult | Raised> {
  const dialect = override(known(key), overrides, context.view.channels);
  return dialect
    ? gradientOfDeclaration(dialect, context, consume)
    : { error: 'not applicable', message: `${key} needs a softmax over the classes.` };
}

async function gradientOfDeclaration(
  dialect: Dialect,
  context: DialectContext,
  consume: GradientConsumer,
): Promise<DialectResult | Raised> {
  const { key, input } = dialect;
  if (!context.applies(dialect) || input === 'stride2' || input === 'stride2Height') {
    return { error: 'not applicable', message: `${key} has no gradient for a prediction of this shape.` };
  }
  const { view, label } = context;
  if (view.resizeProbabilities && (view.height !== label.height || view.width !== label.width)) {
    return { error: 'not applicable', message: `${key} has no gradient before the resize: probabilities are resized.` };
  }
  const result = await evaluateDeclaration(dialect, context);
  if (isRaised(result)) {
    return result;
  }
  const pieces: Piece[] = [];
  for (const { term, frame, found } of result.terms) {
    if (!found.gradient) {
      return { error: 'no gradient', message: `${key} is made of steps: its gradient is 0 or undefined everywhere.` };
    }
    for (const part of await found.gradient()) {
      pieces.push({ part, lambda: term.lambda, frame });
    }
  }
  await streamRows(
    pieces.filter(({ part }) => part.kind !== 'planes'),
    consume,
  );
  for (const { part, lambda, frame } of pieces) {
    if (part.kind === 'planes') {
      await streamPlanes(part, lambda, frame, consume);
    }
  }
  return result;
}

/** All parts that work row by row, together: one block per row of the prediction. */
async function streamRows(pieces: readonly Piece[], consume: GradientConsumer): Promise<void> {
  if (pieces.length === 0) {
    return;
  }
  const frames = [...new Set(pieces.map(({ frame }) => frame))];
  const [{ view, label, classes, alignCorners }] = frames;
  const first = classes - view.channels;
  const kernels = frames.map(frame => new StatisticsGradient(frame, statisticsOf(pieces, frame)));
  const out = new Float64Array(classes * label.width);
  let adjoint: ResizeAdjoint | null = null;
  await frames[0].eachRow((n, y, row) => {
    if (y === 0) {
      adjoint = new ResizeAdjoint(view, label, alignCorners, classes, (firstRow, values) =>
        consume({
          sample: n,
          firstClass: 0,
          classes: view.channels,
          firstRow,
          rows: 1,
          // A single channel is the second of two classes; the first has no logit of its own.
          values: values.subarray(first * view.width),
        }),
      );
    }
    out.fill(0);
    for (const kernel of kernels) {
      kernel.add(n, y, out);
    }
    for (const { part, lambda } of pieces) {
      if (part.kind === 'rows') {
        addScaled(out, lambda, into => part.add(n, y, row, into));
      }
    }
    adjoint?.add(y, out);
  });
}

function statisticsOf(pieces: readonly Piece[], frame: Frame) {
  return pieces.flatMap(({ part, lambda, frame: own }) =>
    own === frame && part.kind === 'statistics' ? [{ part, lambda }] : [],
  );
}

function addScaled(out: Float64Array, lambda: number, add: (into: Float64Array) => void): void {
  if (lambda === 1) {
    add(out);
    return;
  }
  const own = new Float64Array(out.length);
  add(own);
  own.forEach((value, k) => {
    out[k] += lambda * value;
  });
}

/** One class of one sample at a time. */
async function streamPlanes(
  part: Extract<GradientPart, { kind: 'planes' }>,
  lambda: number,
  { view, label, alignCorners, samples, classes }: Frame,
  consume: GradientConsumer,
): Promise<void> {
  const first = classes - view.channels;
  for (let n = 0; n < samples; n++) {
    await part.planes(n, async (code, plane) => {
      if (code < first) {
        return;
      }
      const values = new Float64Array(view.height * view.width);
      const adjoint = new ResizeAdjoint(view, label, alignCorners, 1, (row, line) => {
        for (let x = 0; x < line.length; x++) {
          values[row * view.width + x] = lambda * line[x];
        }
      });
      for (let y = 0; y < label.height; y++) {
        adjoint.add(y, plane.subarray(y * label.width, (y + 1) * label.width));
      }
      consume({ sample: n, firstClass: code - first, classes: 1, firstRow: 0, rows: view.height, values });
    });
  }
}
