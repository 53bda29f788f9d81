import type { BlockKernel } from '../../kernels/kernel.js';
import { eachBlock } from '../../statistics/pass.js';
import type { Analysed } from '../analysed.js';
import { type LayerMaker, ofAllPixels } from './made.js';
import { probabilityAt } from './probabilityAt.js';

/** Probability of the predicted class. */
export const confidence: LayerMaker<'confidence'> = async (pair, _request, _settings, { checkpoint }) =>
  ofAllPixels(await probabilityAt(pair, pair.stats.argmax, checkpoint), 'probability');

/** Softmax probability of one class. */
export const probability: LayerMaker<'probability'> = async (pair, { class: id }, _settings, { checkpoint }) => {
  pair.needClass(id);
  const codes = new Uint16Array(pair.label.codes.length).fill(id);
  return ofAllPixels(await probabilityAt(pair, codes, checkpoint), 'probability');
};

/** The largest probability minus the second: 0 where two classes tie. */
export const margin: LayerMaker<'margin'> = async (pair, _request, _settings, { checkpoint }) =>
  ofAllPixels(await fromBlocks(pair, marginOf, checkpoint), 'probability');

/** −Σ p log p in nats: 0 where one class is certain, log C where all are alike. */
export const entropy: LayerMaker<'entropy'> = async (pair, _request, _settings, { checkpoint }) =>
  ofAllPixels(await fromBlocks(pair, entropyOf, checkpoint), 'nats');

type PixelFunction = (kernel: BlockKernel, k: number, top: number) => number;

/** A function of each pixel's logits; `top` is the largest of them. */
async function fromBlocks(
  pair: Analysed,
  of: PixelFunction,
  checkpoint: (done: number, of: number) => Promise<void>,
): Promise<Float32Array> {
  pair.needProbabilities();
  const map = new Float32Array(pair.label.codes.length);
  await eachBlock(pair.view, pair.label, checkpoint, (kernel, at, count) => {
    const { logits, stride, numClasses } = kernel;
    for (let k = 0; k < count; k++) {
      let top = logits[k];
      for (let c = 1, z = k + stride; c < numClasses; c++, z += stride) {
        // NaN wins, so that what is made of it is NaN.
        top = logits[z] <= top ? top : logits[z];
      }
      map[at + k] = of(kernel, k, top);
    }
  });
  return map;
}

function marginOf({ logits, stride, numClasses }: BlockKernel, k: number, top: number): number {
  let sum = 0;
  let tops = 0;
  let second = Number.NEGATIVE_INFINITY;
  for (let c = 0, z = k; c < numClasses; c++, z += stride) {
    const value = logits[z];
    sum += Math.exp(value - top);
    if (value === top) {
      tops++;
    } else if (value > second) {
      second = value;
    }
  }
  return (1 - (tops > 1 ? 1 : Math.exp(second - top))) / sum;
}

function entropyOf({ logits, stride, numClasses }: BlockKernel, k: number, top: number): number {
  let sum = 0;
  let dot = 0;
  for (let c = 0, z = k; c < numClasses; c++, z += stride) {
    const difference = logits[z] - top;
    const e = Math.exp(difference);
    sum += e;
    // A class of probability 0 adds 0, whatever its logit.
    dot += e === 0 ? 0 : e * difference;
  }
  return Math.log(sum) - dot / sum;
}
