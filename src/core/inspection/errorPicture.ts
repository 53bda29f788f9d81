import { encode } from 'fast-png';
import { errorKind } from './errorTypes.js';

/**
 * Colours of the error kinds, in the order of ERROR_KINDS: correct, missed, false, confused, ignored. Okabe-Ito hues
 * that differ in lightness as well; the panel adds patterns.
 */
const ERROR_COLORS: readonly (readonly [number, number, number])[] = [
  [0, 158, 115],
  [0, 114, 178],
  [213, 94, 0],
  [240, 228, 66],
  [128, 128, 128],
];

/** An RGB PNG of the error kind of every pixel; a batch is stacked downwards. */
export function errorPicture(
  label: Uint16Array,
  prediction: Uint16Array,
  width: number,
  background: number,
): Uint8Array {
  const data = new Uint8Array(label.length * 3);
  for (let k = 0; k < label.length; k++) {
    data.set(ERROR_COLORS[errorKind(label[k], prediction[k], -1, background)], k * 3);
  }
  return encode({ width, height: label.length / width, data, channels: 3, depth: 8 });
}
