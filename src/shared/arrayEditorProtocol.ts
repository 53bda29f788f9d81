import type { SliceRequest } from '../core/arrays/slice.js';
import type { Problem } from '../core/errors.js';
import type { Packed } from './packing.js';

/** What extension host and array editor say to each other. The page says `ready` and is sent all there is to show. */
export type ToArrayEditor =
  | { type: 'loading'; name: string }
  /** An ArrayAnswer; without its summary where only the slice is new. */
  | { type: 'answer'; name: string; answer: Packed }
  | { type: 'problem'; name: string; problem: Problem };

export type FromArrayEditor =
  | { type: 'ready' }
  | { type: 'choose'; array: string }
  | { type: 'slice'; slice: SliceRequest }
  | { type: 'inspect' };
