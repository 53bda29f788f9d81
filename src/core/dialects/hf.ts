import { library, term } from './declare.js';

/**
 * The convention of Hugging Face SegFormer heads (and of torchvision's and mmsegmentation's): logits are resized to
 * the label with align_corners false, then torch's mean cross entropy.
 */
const crossEntropy = [term('pixel', { divisor: 'valid' })];

export const HF = library(
  'hf',
  { library: 'Hugging Face transformers (SegFormer)', resize: 'halfPixel' },
  {
    'segformer.crossEntropy': crossEntropy,
    'segformer.crossEntropy.fromStride2': { input: 'stride2', terms: crossEntropy },
    'segformer.crossEntropy.fromStride2Height': { input: 'stride2Height', terms: crossEntropy },
    'segformer.crossEntropy.fromLowRes': { input: 'lowRes', terms: crossEntropy },
    'segformer.bce': { shapes: 'single', terms: [term('sigmoid', { channels: 'difference', divisor: 'all' })] },
  },
);
