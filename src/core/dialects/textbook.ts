import { but, library, smooth, term, times } from './declare.js';

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
 * Losses of papers that no table has, with ignored pixels left out: focal Tversky (Abraham 2019), log-cosh Dice
 * (Jadon 2020), and the symmetric unified focal loss (Yeung 2022; λ = ½, δ = 0.6, γ = ½): a focal cross entropy with
 * δ on the foreground and 1 − δ on class 0, and a focal Tversky loss with δ on FN and 1 − δ on FP.
 */
const focalTversky = term('overlap', {
  hit: 1,
  falsePositive: 0.3,
  falseNegative: 0.7,
  classPower: 0.75,
  ...smooth(1e-6),
});
const unified = {
  focal: term('pixel', { gamma: 0.5, alpha: 0.6, alphaScope: 'foreground' }),
  tversky: but(focalTversky, { scope: 'perSample', falsePositive: 0.4, falseNegative: 0.6, classPower: 0.5 }),
};

export const PAPERS = library(
  'paper',
  { library: 'no library', resize: 'alignCorners', extra: true },
  {
    focalTversky: [focalTversky],
    logCoshDice: [term('overlap', { ...smooth(1e-5), finish: 'logCosh' })],
    unifiedFocal: [times(0.5, unified.focal), times(0.5, unified.tversky)],
  },
);
