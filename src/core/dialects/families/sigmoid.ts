import { derive, type Inputs } from '../../losses/expression.js';
import { type SigmoidConventions, type SigmoidTerm, sigmoidMean, sigmoidTerm } from '../../losses/sigmoidFocal.js';
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
  async evaluate(conventions, frame) {
    const channels = channelsOf(conventions, frame);
    const sums = new Float64Array(channels.length);
    const factors = new Float64Array(channels.length);
    const visit = visitor(conventions, frame, channels);
    await frame.eachRow((n, y, row) =>
      visit(n, y, row, (channel, _x, term) => {
        sums[channel] += term.loss;
        factors[channel] += term.factor;
      }),
    );
    const weights = channels.map(({ code }) => frame.weights[code]);
    const expression = sigmoidMean(conventions, { valid: frame.valid, all: frame.pixels }, weights);
    // Only what the expression reads: there is no derivative with respect to anything else.
    const inputs = (conventions.normalised ? { sums, factors } : { sums }) as Inputs<'sums' | 'factors'>;
    const { value, parts, derivative } = derive(inputs, [1, channels.length], expression);
    const gradient = (): GradientPart[] => {
      const slopes = derivative();
      return [
        {
          kind: 'rows',
          add(n, y, row, out) {
            visit(n, y, row, (channel, x, term) => {
              let slope = slopes.sums[channel] * term.lossSlope;
              if (conventions.normalised) {
                slope += slopes.factors[channel] * term.factorSlope;
              }
              const { plus, minus } = channels[channel];
              out[plus * frame.label.width + x] += slope;
              if (minus !== null) {
                out[minus * frame.label.width + x] -= slope;
              }
            });
          },
        },
      ];
    };
    return { value, parts, map: null, gradient };
  },
};

function channelsOf({ channels }: SigmoidConventions, frame: Frame): Channel[] {
  if (frame.single || channels === 'difference') {
    return [{ plus: 1, minus: 0, code: 1 }];
  }
  const all = Array.from({ length: frame.classes }, (_, c) => ({ plus: c, minus: null, code: c }));
  return channels === 'foreground' ? all.slice(1) : all;
}

type Visit = (channel: number, x: number, term: SigmoidTerm) => void;

/** Evaluates every channel at every valid pixel of a row. */
function visitor(conventions: SigmoidConventions, frame: Frame, channels: readonly Channel[]) {
  const { width, height, codes } = frame.label;
  const term: SigmoidTerm = { loss: 0, factor: 0, lossSlope: 0, factorSlope: 0 };
  return (n: number, y: number, row: Float64Array, visit: Visit): void => {
    const first = (n * height + y) * width;
    channels.forEach(({ plus, minus, code }, channel) => {
      for (let x = 0; x < width; x++) {
        if (frame.isValid(first + x)) {
          const z = row[plus * width + x] - (minus === null ? 0 : row[minus * width + x]);
          sigmoidTerm(conventions, z, codes[first + x] === code, term);
          visit(channel, x, term);
        }
      }
    });
  };
}
