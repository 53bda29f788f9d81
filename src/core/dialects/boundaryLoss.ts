import { but, library, smooth, term } from './declare.js';

/** LIVIAETS/boundary-loss 171c32d88a. Takes probabilities; no ignore index; 1e-10 inside logarithms and divisions. */
const EPSILON = 1e-10;

const crossEntropy = term('pixel', { ignore: 'toClass0', floor: EPSILON, divisor: 'valid', epsilon: EPSILON });
const dice = term('overlap', { ignore: 'toClass0', scope: 'perSample', ...smooth(EPSILON) });
const surface = term('distance');
const foreground = { classes: 'foreground' } as const;

export const BOUNDARY_LOSS = library(
  'boundaryLoss',
  { library: 'LIVIAETS/boundary-loss 171c32d88a', resize: 'alignCorners' },
  {
    crossEntropy: [crossEntropy],
    focal: [but(crossEntropy, { gamma: 2 })],
    'focal.labelledOnly': [term('pixel', { gamma: 2, divisor: 'valid', epsilon: EPSILON })],
    dice: [dice],
    'dice.foreground': [but(dice, foreground)],
    generalizedDice: [
      term('generalizedDice', {
        ignore: 'toClass0',
        labelEpsilon: EPSILON,
        infinite: 'kept',
        // 2 · (Σ ω·I + ε)
        smoothNumerator: 2 * EPSILON,
        smoothDenominator: EPSILON,
      }),
    ],
    surface: [surface],
    'surface.foreground': [but(surface, foreground)],
    'surface.loaderMap': [but(surface, { ...foreground, truncated: true })],
    hausdorff: [term('distance', { kind: 'hausdorff', truncated: true })],
  },
);
