import { IGNORED_CODE } from '../inspection/layers.js';
import type { PredictionView } from '../inspection/reading.js';
import { labelCountsOf } from '../labels/labelCounts.js';
import type { LabelMap } from '../labels/labelMap.js';
import type { Checkpoint } from '../statistics/blocks.js';
import { Frame } from './frame.js';
import { Passes } from './passes.js';
import { type Dialect, type Input, isRaised, type Raised, type Shapes } from './types.js';

export interface ContextOptions {
  view: PredictionView;
  label: LabelMap;
  /** Class weights of the ".weighted" keys; none: all 1. */
  weights?: readonly number[] | null;
  /** The same prediction at another size, for the ".fromLowRes" keys; a `view` of another size serves by itself. */
  lowRes?: PredictionView;
  ignoreIndex?: number;
  /** Set where many keys follow, so that one pass serves all. */
  shareExtended?: boolean;
  checkpoint?: Checkpoint;
  /** The classes are those of the report: a single channel is two classes, or one where one was asked for. */
  asReported?: boolean;
  /** Keeps passes beyond this context: gives those of a key, or keeps those that `make` makes. */
  passes?: (key: string, make: () => Passes) => Passes;
}

/** A prediction and its label with the passes that dialects have asked for so far. */
export class DialectContext {
  readonly view: PredictionView;
  readonly label: LabelMap;
  readonly ignoreIndex: number;
  readonly ignored: number;
  private readonly weights: readonly number[];
  private readonly frames = new Map<string, Frame>();
  private relabelled: LabelMap | null = null;

  constructor(private readonly options: ContextOptions) {
    this.view = options.asReported ? options.view : asClasses(options.view);
    this.label = options.label;
    this.ignoreIndex = options.ignoreIndex ?? 255;
    const { ignored } = labelCountsOf(options.label, this.view.numClasses);
    this.ignored = ignored.reduce((sum, pixels) => sum + pixels, 0);
    this.weights = options.weights ?? new Array<number>(this.view.numClasses).fill(1);
  }

  /** Whether a declaration makes sense for this prediction. */
  applies({ shapes, input }: Pick<Dialect, 'shapes' | 'input'>): boolean {
    return this.view.kind !== 'mask' && fits(shapes, this.view.channels) && this.viewOf(input) !== null;
  }

  /** True where a loss sees a single logit a pixel. */
  get single(): boolean {
    return this.view.channels === 1 && !(this.options.asReported && this.view.numClasses > 1);
  }

  /** The passes that a term is evaluated on, by their key; Raised where the resize rule forbids the sizes met. */
  passesOf({ input, resize, terms }: Dialect, relabel: boolean): { key: string; alignCorners: boolean } | Raised {
    const view = this.viewOf(input) as PredictionView;
    const { label } = this;
    const differing = Number(view.height !== label.height) + Number(view.width !== label.width);
    if (resize === 'alignCornersBothSides' && differing === 1) {
      return sizesRefused(view, label, terms[0].family === 'overlap');
    }
    const alignCorners = differing === 0 || resize !== 'halfPixel';
    return { key: passesKey(input, alignCorners, relabel && this.ignored > 0), alignCorners };
  }

  /** The frame a term sees; Raised as by passesOf. */
  frame(dialect: Dialect, relabel: boolean): Frame | Raised {
    const found = this.passesOf(dialect, relabel);
    if (isRaised(found)) {
      return found;
    }
    const { key, alignCorners } = found;
    const { label } = this;
    const view = this.viewOf(dialect.input) as PredictionView;
    let frame = this.frames.get(key);
    if (!frame) {
      const make = () => new Passes(view, relabel && this.ignored > 0 ? this.toClass0() : label, alignCorners);
      frame = new Frame({
        passes: this.options.passes?.(key, make) ?? make(),
        weights: this.weights,
        binaryAsTwo: this.options.asReported ?? false,
        shareExtended: this.options.shareExtended ?? false,
        checkpoint: this.options.checkpoint ?? (async () => {}),
      });
      this.frames.set(key, frame);
    }
    return frame;
  }

  private viewOf(input: Input): PredictionView | null {
    const { view, label } = this;
    const same = view.height === label.height && view.width === label.width;
    switch (input) {
      case 'given':
        return view;
      case 'stride2':
        return same ? halved(view, true) : null;
      case 'stride2Height':
        return same ? halved(view, false) : null;
      case 'lowRes':
        return this.options.lowRes ? asClasses(this.options.lowRes) : same ? null : view;
    }
  }

  private toClass0(): LabelMap {
    this.relabelled ??= {
      ...this.label,
      codes: this.label.codes.map(code => (code === IGNORED_CODE ? 0 : code)),
    };
    return this.relabelled;
  }
}

/** Names the passes over an input under a resize rule and a reading of ignored pixels. */
export function passesKey(input: Input, alignCorners: boolean, relabelled: boolean): string {
  return `${input} ${alignCorners} ${relabelled}`;
}

function fits(shapes: Shapes, channels: number): boolean {
  switch (shapes) {
    case 'any':
      return true;
    case 'multi':
      return channels > 1;
    case 'binary':
      return channels <= 2;
    case 'single':
      return channels === 1;
    case 'two':
      return channels === 2;
  }
}

/** A single channel is the second of two classes here, whatever the class list says. */
function asClasses(view: PredictionView): PredictionView {
  return view.numClasses === 1 ? { ...view, numClasses: 2 } : view;
}

/** Every second row, and column, of a prediction. */
function halved(view: PredictionView, columns: boolean): PredictionView {
  const { height, width, strides } = view;
  return {
    ...view,
    height: Math.ceil(height / 2),
    width: columns ? Math.ceil(width / 2) : width,
    strides: { ...strides, row: strides.row * 2, column: columns ? strides.column * 2 : strides.column },
  };
}

/** What torch says when prediction and label keep their different sizes. */
function sizesRefused(view: PredictionView, label: LabelMap, overlap: boolean): Raised {
  const [own, wanted] = [view.height * view.width, label.height * label.width];
  return overlap
    ? {
        error: 'RuntimeError',
        message: `The size of tensor a (${wanted}) must match the size of tensor b (${own}) at non-singleton dimension 1`,
      }
    : {
        error: 'ValueError',
        message: `Expected input batch_size (${own * view.samples}) to match target batch_size (${wanted * label.samples}).`,
      };
}
