import type { SliceRequest } from '../../core/arrays/slice.js';
import type { FromArrayEditor } from '../../shared/arrayEditorProtocol.js';

const isIndex = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** Checks what a page sent; null for anything else than a message of the protocol. */
export function parseFromArrayEditor(message: unknown): FromArrayEditor | null {
  if (typeof message !== 'object' || message === null) {
    return null;
  }
  const { type, array, slice } = message as Record<string, unknown>;
  switch (type) {
    case 'ready':
    case 'inspect':
      return { type };
    case 'choose':
      return typeof array === 'string' ? { type, array } : null;
    case 'slice':
      return isSlice(slice) ? { type, slice } : null;
    default:
      return null;
  }
}

/** Only its form: whether the array has such a slice is for the worker to say. */
function isSlice(value: unknown): value is SliceRequest {
  const { rows, columns, at } = (value ?? {}) as Record<string, unknown>;
  return isIndex(rows) && isIndex(columns) && Array.isArray(at) && at.length <= 64 && at.every(isIndex);
}
