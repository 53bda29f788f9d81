import type { EncodingId } from '../ids.js';
import { binary255 } from './binary255.js';
import { grey, index, palette } from './byIndex.js';
import { instance256, instance1000 } from './instances.js';
import { rgb } from './rgb.js';
import type { LabelEncoding } from './types.js';

/** Every encoding there is. Adding one: a file beside this one, a line here and its id in ids.ts. */
export const LABEL_ENCODINGS: readonly LabelEncoding[] = [
  index,
  palette,
  rgb,
  grey,
  binary255,
  instance256,
  instance1000,
];

export function encodingOf(id: EncodingId): LabelEncoding {
  return LABEL_ENCODINGS.find(encoding => encoding.id === id) as LabelEncoding;
}
