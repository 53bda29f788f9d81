import { CORRECT, ERROR_KINDS, FALSE, MISSED } from '../../core/inspection/errorTypes.js';
import { errorKindWithin } from './focus.js';
import type { Codes } from './scene.js';

/** Pixels by error kind: all of them, or those that label or prediction gives to an isolated class. */
export function countErrors(label: Codes, prediction: Codes, focus: Uint8Array | null, background: number): number[] {
  const counts = ERROR_KINDS.map(() => 0);
  for (let i = 0; i < label.length; i++) {
    const y = label[i]!;
    const p = prediction[i]!;
    if (!focus || focus[y] === 1 || focus[p] === 1) {
      counts[errorKindWithin(y, p, focus, background)]!++;
    }
  }
  return counts;
}

/** Error kinds worth a legend entry: without background and focus nothing can be missed or false. */
export function visibleKinds(counts: readonly number[], focused: boolean, background: number): number[] {
  return ERROR_KINDS.map((_, kind) => kind).filter(
    kind =>
      counts[kind]! > 0 || kind === CORRECT || ((focused || background >= 0) && (kind === MISSED || kind === FALSE)),
  );
}
