import { library, smooth, term } from './declare.js';

/** No library: what many expect the origin's losses to be. */
export const TEXTBOOK = library(
  'textbook',
  { library: 'no library', resize: 'alignCorners' },
  {
    diceIgnoredMasked: [term('overlap', smooth(1e-5))],
    focalWeightOutside: [term('pixel', { gamma: 2, alpha: 0.5, weights: 'outside' })],
  },
);

/**
 * Losses of papers that no table has: focal Tversky (Abraham 2019), log-cosh Dice (Jadon 2020) and the symmetric
 * unified focal loss (Yeung 2022: λ = ½, δ = 0.6, γ = 0.5, focal Tversky power 1 − γ, focal with modulating 1 − γ).
 */
const tversky = { hit: 1, falsePositive: 0.3, falseNegative: 0.7, ...smooth(1e-6) };

export const PAPERS = library(
  'paper',
  { library: 'no library', resize: 'alignCorners' },
  {
    focalTversky: { extra: true, terms: [term('overlap', { ...tversky, classPower: 0.75 })] },
    logCoshDice: { extra: true, terms: [term('overlap', { ...smooth(1e-5), finish: 'logCosh' })] },
    unifiedFocal: {
      extra: true,
      terms: [
        { ...term('pixel', { gamma: 0.5, alpha: 0.6 }), lambda: 0.5 },
        {
          ...term('overlap', {
            ...tversky,
            falsePositive: 0.4,
            falseNegative: 0.6,
            scope: 'perSample',
            classPower: 0.5,
          }),
          lambda: 0.5,
        },
      ],
    },
  },
);
