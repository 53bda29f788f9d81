import { CONFUSED, CORRECT, errorKind, FALSE, IGNORED, MISSED } from '../../core/inspection/errorTypes.js';
import { IGNORED_CODE } from '../../core/inspection/layers.js';

const CODES = 0x10000;

/** The isolated classes as a table by id; null when none is, which shows all. */
export function classSet(ids: readonly number[]): Uint8Array | null {
  if (ids.length === 0) {
    return null;
  }
  const set = new Uint8Array(CODES);
  for (const id of ids) {
    if (id >= 0 && id < IGNORED_CODE) {
      set[id] = 1;
    }
  }
  return set;
}

/** `errorKind` of the core, for several focus classes at once: what enters or leaves the set is false or missed. */
export function errorKindWithin(label: number, prediction: number, focus: Uint8Array | null, background: number) {
  if (!focus) {
    return errorKind(label, prediction, -1, background);
  }
  if (label === IGNORED_CODE) {
    return IGNORED;
  }
  if (label === prediction) {
    return CORRECT;
  }
  if (focus[label] === focus[prediction]) {
    return CONFUSED;
  }
  return focus[label] === 1 ? MISSED : FALSE;
}
