import { agreement, type ClassGrid } from './gridAgreement.js';
import type { FindingRule } from './types.js';
import { percent } from './words.js';

/** A position in the label, from one in the prediction; s = side - 1. */
interface Turn {
  id: string;
  words: string;
  from(y: number, x: number, s: number): [y: number, x: number];
  /** Rows become columns. */
  turns: boolean;
}

const TURNS: readonly Turn[] = [
  { id: 'left-right', words: 'mirrored left to right', from: (y, x, s) => [y, s - x], turns: false },
  { id: 'up-down', words: 'turned upside down (mirrored)', from: (y, x, s) => [s - y, x], turns: false },
  { id: 'half-turn', words: 'rotated by 180°', from: (y, x, s) => [s - y, s - x], turns: false },
  { id: 'transposed', words: 'transposed (rows and columns swapped)', from: (y, x) => [x, y], turns: true },
  { id: 'quarter-right', words: 'rotated by 90° clockwise', from: (y, x, s) => [s - x, y], turns: true },
  { id: 'quarter-left', words: 'rotated by 90° anticlockwise', from: (y, x, s) => [x, s - y], turns: true },
  { id: 'anti-transposed', words: 'mirrored at its other diagonal', from: (y, x, s) => [s - x, s - y], turns: true },
];

/** What a match by chance or by symmetry does not reach: street scenes mirrored stay below 0.6. */
export const GOOD = 0.5;
export const CLEAR = 0.2;

/**
 * The label agrees far better with the prediction when one of them is turned: it was written upside down, or with rows
 * and columns swapped. Judged by Cohen's kappa on a grid of 4096 points, so that large classes prove nothing.
 */
export const labelFlipped: FindingRule = ({ grid, view, label, labelName }) => {
  if (!grid) {
    return null;
  }
  const [own, other] = [view.width / view.height, label.height / label.width];
  const mayTurn = Math.max(own, other) / Math.min(own, other) < 1.05;
  const asIs = agreement(grid.label, grid.predicted, grid.classes);
  const found = TURNS.filter(({ turns }) => mayTurn || !turns)
    .map(turn => ({ turn, turned: agreement(grid.label, grid.predicted, grid.classes, turnedBy(turn, grid)) }))
    .reduce((best, one) => (one.turned.kappa > best.turned.kappa ? one : best));
  const { turn, turned } = found;
  if (!(turned.kappa >= GOOD && turned.kappa >= asIs.kappa + CLEAR)) {
    return null;
  }
  return {
    code: 'label-flipped',
    severity: 'error',
    role: 'label',
    message:
      `${labelName} fits the prediction far better ${turn.words}: ${percent(turned.accuracy)} of the pixels are then ` +
      `predicted right, as it is ${percent(asIs.accuracy)}, so the loss compares different places.`,
    hint: 'Look at both, and turn the one that is written the wrong way round.',
    evidence: {
      transform: turn.id,
      accuracy: asIs.accuracy,
      accuracyTurned: turned.accuracy,
      kappa: asIs.kappa,
      kappaTurned: turned.kappa,
    },
  };
};

function turnedBy({ from }: Turn, { side }: ClassGrid): (k: number) => number {
  const area = side * side;
  return k => {
    const at = k % area;
    const [y, x] = from(Math.floor(at / side), at % side, side - 1);
    return k - at + y * side + x;
  };
}
