import { but, library, term } from './declare.js';

/** PyTorch 2.13.0, ignore_index 255. The weighted mean divides by the weight met, not by the number of pixels. */
const crossEntropy = term('pixel', { divisor: 'valid' });
const weighted = but(crossEntropy, { weights: 'outside', divisor: 'weight' });
const bce = term('sigmoid', { channels: 'difference' });

export const TORCH = library(
  'torch',
  { library: 'PyTorch 2.13.0', resize: 'alignCorners' },
  {
    'crossEntropy.mean': [crossEntropy],
    'crossEntropy.mean.weighted': [weighted],
    'crossEntropy.sum': [but(crossEntropy, { divisor: 'none' })],
    'crossEntropy.sum.weighted': [but(weighted, { divisor: 'none' })],
    'crossEntropy.none': [but(crossEntropy, { divisor: 'all' })],
    'crossEntropy.none.weighted': [but(weighted, { divisor: 'all' })],
    'crossEntropy.labelSmoothing0_1': [but(crossEntropy, { smoothing: 0.1 })],
    'crossEntropy.labelSmoothing0_1.weighted': [but(weighted, { smoothing: 0.1 })],
    'bceWithLogits.mean': { shapes: 'single', terms: [bce] },
    'bceWithLogits.sum': { shapes: 'single', terms: [but(bce, { divisor: 'none' })] },
  },
);
