import { but, library, smooth, term } from './declare.js';
import type { Term } from './types.js';

/**
 * nnU-Net v2 0e495086eb. Ignored pixels are masked in every sum. Every Dice is returned negated, so that −1 is best;
 * in compounds the pixel term is skipped where no pixel is valid.
 */
const dice = term('overlap', { scope: 'perSample', form: 'negative', floor: 1e-8, ...smooth(1e-5) });
const batch = { scope: 'batch' } as const;
const noBackground = { classes: 'foreground' } as const;
const crossEntropy = term('pixel', { divisor: 'valid' });
const skipped = but(crossEntropy, { empty: 'zero' });
const topK = term('hardPixels', { ignore: 'zero', select: 'share', share: 0.1 });
const bce = term('sigmoid', { channels: 'difference' });
const region = but(dice, { classes: 'positive', floor: 0 });

/** The plain Dice and the memory-efficient one are two classes of the same numbers. */
function diceKeys(name: string): Record<string, Term[]> {
  return {
    [name]: [dice],
    [`${name}.smooth1`]: [but(dice, smooth(1))],
    [`${name}.noBackground`]: [but(dice, noBackground)],
    [`${name}.batch`]: [but(dice, batch)],
    [`${name}.batch.noBackground`]: [but(dice, { ...batch, ...noBackground })],
  };
}

const pooledForeground = but(dice, { ...batch, ...noBackground });

export const NNUNET = library(
  'nnunet',
  { library: 'nnU-Net v2 0e495086eb', resize: 'alignCorners' },
  {
    ...diceKeys('dice'),
    ...diceKeys('memoryEfficientDice'),
    crossEntropy: [crossEntropy],
    dcAndCe: [skipped, pooledForeground],
    'dcAndCe.nonBatch': [skipped, but(dice, noBackground)],
    'dcAndCe.weighted': [but(skipped, { weights: 'outside', divisor: 'weight' }), pooledForeground],
    topK10: [topK],
    dcAndTopK10: [topK, pooledForeground],
    dcAndBce: { shapes: 'single', terms: [bce, but(region, batch)] },
    'dcAndBce.nonBatch': { shapes: 'single', terms: [bce, region] },
  },
);
