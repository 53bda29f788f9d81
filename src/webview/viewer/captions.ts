import { IGNORED_CODE } from '../../core/inspection/layers.js';
import { strings } from '../strings.js';
import type { Codes, Scene } from './scene.js';

/** Class ids inside large pixels: label → prediction for errors, a class layer's own id else. */
export function captionsOf({ left, right, label, prediction, size }: Scene, isClass: boolean) {
  const id = (codes: Codes | null, index: number) => {
    const code = codes?.[index];
    return code === undefined || code === IGNORED_CODE ? strings.none : String(code);
  };
  // Beside a divider only what holds for both sides.
  if (right || left.kind === 'errors') {
    return (x: number, y: number) => {
      const [y0, p0] = [id(label, y * size.width + x), id(prediction, y * size.width + x)];
      return y0 === p0 ? y0 : `${y0}→${p0}`;
    };
  }
  if (left.kind === 'codes' && isClass) {
    const { codes } = left;
    return (x: number, y: number) => id(codes, y * size.width + x);
  }
  return null;
}
