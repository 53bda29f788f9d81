import { IGNORED_CODE } from './layers.js';

/**
 * Error kinds of a pixel, seen from a focus class when one is isolated, else from the background class.
 *
 * - correct: label = prediction
 * - missed: the label has the focus class (or any foreground), the prediction does not (or says background)
 * - false: the prediction has the focus class (or any foreground), the label does not (or says background)
 * - confused: two different classes, neither of them the focus class or the background
 * - ignored: the label is not counted here
 */
export const ERROR_KINDS = ['correct', 'missed', 'false', 'confused', 'ignored'] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

export const CORRECT = 0;
export const MISSED = 1;
export const FALSE = 2;
export const CONFUSED = 3;
export const IGNORED = 4;

/** `focus` or `background` is -1 when there is none; focus wins over background. */
export function errorKind(label: number, prediction: number, focus: number, background: number): number {
  if (label === IGNORED_CODE) {
    return IGNORED;
  }
  if (label === prediction) {
    return CORRECT;
  }
  if (focus >= 0) {
    return label === focus ? MISSED : prediction === focus ? FALSE : CONFUSED;
  }
  if (background >= 0) {
    return prediction === background ? MISSED : label === background ? FALSE : CONFUSED;
  }
  return CONFUSED;
}
