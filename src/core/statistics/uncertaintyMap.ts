import type { PredictionView } from '../inspection/reading.js';
import { PROBABILITY_EPS } from '../kernels/kernel.js';
import type { LabelMap } from '../labels/labelMap.js';
import { type BlockJob, type Checkpoint, runBlocks } from './blocks.js';

/** A function of one pixel's softmax, from exp(z − top) per class and their sum. */
type PixelFunction = (exponentials: Float64Array, sum: number) => number;

const FUNCTIONS = {
  /** The largest probability minus the second: 0 where two classes tie. */
  margin(exponentials, sum) {
    let [first, second] = [0, 0];
    for (const e of exponentials) {
      if (e > first) {
        [first, second] = [e, first];
      } else if (e > second) {
        second = e;
      }
    }
    return (first - second) / sum;
  },
  /** −Σ p log p in nats: 0 where one class is certain, log C where all are alike. */
  entropy(exponentials, sum) {
    let dot = 0;
    for (const e of exponentials) {
      // A class of probability 0 adds 0, whatever its logit.
      dot += e === 0 ? 0 : e * Math.log(e);
    }
    return Math.log(sum) - dot / sum;
  },
} satisfies Record<string, PixelFunction>;

export type Uncertainty = keyof typeof FUNCTIONS;

export const uncertaintyJob: BlockJob<Uncertainty, null> = {
  name: 'uncertainty',
  readsLogits: true,
  start(kernel, wanted, { map }) {
    const { logits, stride, numClasses } = kernel;
    const of: PixelFunction = FUNCTIONS[wanted];
    const exponentials = new Float64Array(numClasses);
    /** The values of pixel k: logits, or probabilities that stand for their logarithms. */
    const value = (k: number, c: number) =>
      kernel.given ? Math.max(logits[c * stride + k], PROBABILITY_EPS) : logits[c * stride + k];
    return {
      block(at, count) {
        for (let k = 0; k < count; k++) {
          let top = value(k, 0);
          for (let c = 1; c < numClasses; c++) {
            // NaN wins, so that what is made of it is NaN.
            top = value(k, c) <= top ? top : value(k, c);
          }
          let sum = 0;
          for (let c = 0; c < numClasses; c++) {
            exponentials[c] = kernel.given ? value(k, c) / top : Math.exp(value(k, c) - top);
            sum += exponentials[c];
          }
          map[at + k] = Number.isNaN(sum) ? Number.NaN : of(exponentials, sum);
        }
      },
      take: () => null,
    };
  },
};

/** How undecided a prediction is at each pixel, whatever the label says. */
export async function uncertaintyMap(
  view: PredictionView,
  label: LabelMap,
  wanted: Uncertainty,
  checkpoint: Checkpoint,
): Promise<Float32Array> {
  const pass = { params: wanted, outputs: { map: 'float32' } } as const;
  const { arrays } = await runBlocks(uncertaintyJob, view, label, pass, checkpoint);
  return arrays.map as Float32Array;
}
