import type { Frame } from './frame.js';
import type { Raised } from './types.js';

/** A term's value with everything that can be asked about it later. */
export interface Evaluation {
  value: number;
  /** What each class (or channel) adds to the value; null where the loss is no sum over classes. */
  parts: Float64Array | null;
  /** Loss per pixel, before the division; null where the loss has none. */
  map: (() => Float32Array | Promise<Float32Array>) | null;
  /** dL/dlogits in pieces; null where the loss has none (thresholds). */
  gradient: (() => GradientPart[] | Promise<GradientPart[]>) | null;
}

/** What the report's own pass was about. */
export interface KeptOfPass {
  /** Whether the loss sees a single logit a pixel. */
  single: boolean;
  /** Of the hard counts. */
  threshold: number;
}

/** A loss family as dialects use it: what its conventions mean on a frame. */
export interface Family<C> {
  /** True where ignored pixels are relabelled as class 0 before the loss. */
  relabels(conventions: C): boolean;
  /** True where its value needs more of the logits than the report's pass has kept of its frame. */
  reads(conventions: C, kept: KeptOfPass): boolean;
  evaluate(conventions: C, frame: Frame): Promise<Evaluation | Raised>;
}

/** Derivatives of one sample's statistics, per class; see GradientRequest of the kernels. */
export interface StatisticSlopes {
  p: Float64Array;
  pIgnored: Float64Array;
  p2: Float64Array;
  p2Ignored: Float64Array;
  intersection: Float64Array;
}

/**
 * A piece of dL/dlogits at the label's size. `statistics` goes through the kernel's fused gradient pass; `rows` adds
 * to a row [class · width + x] from the row's logits; `planes` delivers one class of one sample at a time, for losses
 * that sort or measure distances class by class.
 */
export type GradientPart =
  | { kind: 'statistics'; slopes(n: number): StatisticSlopes | null; atLabel: ((pixel: number) => number) | null }
  | { kind: 'rows'; add(n: number, y: number, row: Float64Array, out: Float64Array): void }
  | { kind: 'planes'; planes(n: number, emit: (code: number, plane: Float64Array) => Promise<void>): Promise<void> };

export function noSlopes(classes: number): StatisticSlopes {
  const zeros = () => new Float64Array(classes);
  return { p: zeros(), pIgnored: zeros(), p2: zeros(), p2Ignored: zeros(), intersection: zeros() };
}
