import { derive, type Inputs } from '../../losses/expression.js';
import {
  type SigmoidConventions,
  type SigmoidTerm,
  sigmoidFactor,
  sigmoidMean,
  sigmoidTerm,
} from '../../losses/sigmoidFocal.js';
import type { Family, GradientPart } from '../evaluation.js';
import type { Frame } from '../frame.js';

/** A binary problem: its logit is plus − minus (rows of the logits), positive where the label is `code`. */
interface Channel {
  plus: number;
  minus: number | null;
  code: number;
}

/** Binary cross entropy and one-vs-rest focal losses: streamed row by row, every channel at every pixel. */
export const sigmoid: Family<SigmoidConventions> = {
  relabels: ({ ignore }) => ignore === 'toClass0',
  reads: () => true,
  async evaluate(conventions, frame) {
    const channels = channelsOf(conventions, frame);
    const visit = visitor(conventions, frame, channels);
    const { positive, negative, factors } = await sumsOf(conventions, frame);
    const [own, rest] = [sigmoidFactor(conventions, true), sigmoidFactor(conventions, false)];
    const sums = positive.map((sum, channel) => own * sum + rest * negative[channel]);
    const weights = channels.map(({ code }) => frame.weights[code]);
    const expression = sigmoidMean(conventions, { valid: frame.valid, all: frame.pixels }, weights);
    // Only what the expression reads: there is no derivative with respect to anything else.
    const inputs = (conventions.normalised ? { sums, factors } : { sums }) as Inputs<'sums' | 'factors'>;
    const { value, parts, derivative } = derive(inputs, [1, channels.length], expression);
    const gradient = (): GradientPart[] => {
      const slopes = derivative();
      return [{ kind: 'rows', add: gradientRow(conventions, frame, channels, visit, slopes) }];
    };
    // Σ_c w_c · f at each pixel; where each channel is divided by a sum of its own, pixels have no loss of their own.
    const map = async () => {
      const { height, width } = frame.label;
      const out = new Float32Array(frame.pixels);
      await frame.eachRow((n, y, row) =>
        visit(n, y, row, (channel, x, term, isPositive) => {
          const weight = conventions.weights === 'none' ? 1 : weights[channel];
          out[(n * height + y) * width + x] += weight * (isPositive ? own : rest) * term.loss;
        }),
      );
      return out;
    };
    return { value, parts, map: conventions.normalised ? null : map, gradient };
  },
};

/** Σ f over positive and over other pixels of each channel, without α, and Σ (1 − e^(−b))^γ. */
interface SigmoidSums {
  positive: Float64Array;
  negative: Float64Array;
  factors: Float64Array;
}

/** The sums, shared by all losses that differ in α, weights, the division or the background only. */
async function sumsOf(conventions: SigmoidConventions, frame: Frame): Promise<SigmoidSums> {
  if (conventions.channels === 'foreground' && !frame.single) {
    const { positive, negative, factors } = await sumsOf({ ...conventions, channels: 'all' }, frame);
    return { positive: positive.slice(1), negative: negative.slice(1), factors: factors.slice(1) };
  }
  const { gamma, positiveWeight, smoothing, channels: which } = conventions;
  return frame.cached(`sigmoid sums ${[gamma, positiveWeight, smoothing, which].join(' ')}`, async () => {
    const channels = channelsOf(conventions, frame);
    const visit = visitor(conventions, frame, channels);
    const zeros = () => new Float64Array(channels.length);
    const sums: SigmoidSums = { positive: zeros(), negative: zeros(), factors: zeros() };
    await frame.eachRow((n, y, row) =>
      visit(n, y, row, (channel, _x, term, isPositive) => {
        const side = isPositive ? sums.positive : sums.negative;
        side[channel] += term.loss;
        sums.factors[channel] += term.factor;
      }),
    );
    return sums;
  });
}

function gradientRow(
  conventions: SigmoidConventions,
  frame: Frame,
  channels: readonly Channel[],
  visit: RowVisitor,
  slopes: Inputs<'sums' | 'factors'>,
) {
  const { width } = frame.label;
  const [own, rest] = [sigmoidFactor(conventions, true), sigmoidFactor(conventions, false)];
  return (n: number, y: number, row: Float64Array, out: Float64Array) =>
    visit(n, y, row, (channel, x, term, isPositive) => {
      let slope = slopes.sums[channel] * (isPositive ? own : rest) * term.lossSlope;
      if (conventions.normalised) {
        slope += slopes.factors[channel] * term.factorSlope;
      }
      const { plus, minus } = channels[channel];
      out[plus * width + x] += slope;
      if (minus !== null) {
        out[minus * width + x] -= slope;
      }
    });
}

function channelsOf({ channels }: SigmoidConventions, frame: Frame): Channel[] {
  if (frame.single || channels === 'difference') {
    return [{ plus: 1, minus: 0, code: 1 }];
  }
  const all = Array.from({ length: frame.classes }, (_, c) => ({ plus: c, minus: null, code: c }));
  return channels === 'foreground' ? all.slice(1) : all;
}

type Visit = (channel: number, x: number, term: SigmoidTerm, isPositive: boolean) => void;
type RowVisitor = (n: number, y: number, row: Float64Array, visit: Visit) => void;

/** Evaluates every channel at every valid pixel of a row. */
function visitor(conventions: SigmoidConventions, frame: Frame, channels: readonly Channel[]): RowVisitor {
  const { width, height, codes } = frame.label;
  const term: SigmoidTerm = { loss: 0, factor: 0, lossSlope: 0, factorSlope: 0 };
  return (n, y, row, visit) => {
    const first = (n * height + y) * width;
    channels.forEach(({ plus, minus, code }, channel) => {
      for (let x = 0; x < width; x++) {
        if (frame.isValid(first + x)) {
          const z = row[plus * width + x] - (minus === null ? 0 : row[minus * width + x]);
          const positive = codes[first + x] === code;
          sigmoidTerm(conventions, z, positive, term);
          visit(channel, x, term, positive);
        }
      }
    });
  };
}
