import type { ByteSource } from './byteSource.js';
import { arrayInFile, ELEMENT_BYTES, emptyStorage } from './elements.js';
import { type Dtype, memoryArray, type NdArray, type Storage, streamedArray } from './ndarray.js';

/** A view of a storage, as torch describes one: element [i, j, …] lies at offset + i · strides[0] + j · strides[1] + … */
export interface StridedView {
  dtype: Dtype;
  /** Element offset of the first element within the storage. */
  offset: number;
  shape: readonly number[];
  /** Element steps, none negative. */
  strides: readonly number[];
}

/** A view may repeat elements (torch's expand); a larger copy than this is only made of a storage of that size. */
const MAX_REPEATED_BYTES = 64 << 20;

/** Elements read at once while elements are picked out. */
const RUN = 1 << 18;

/** Elements a view spans within its storage, or NaN where that, or their number, is more than can be addressed. */
export function spanOf({ shape, strides }: Pick<StridedView, 'shape' | 'strides'>): number {
  const elements = count(shape);
  const span = elements === 0 ? 0 : shape.reduce((sum, length, axis) => sum + (length - 1) * strides[axis], 1);
  return Number.isSafeInteger(span) && Number.isSafeInteger(elements) ? span : Number.NaN;
}

/** Whether a view holds far more elements than the storage it repeats. */
export function repeatsTooMuch(view: StridedView): boolean {
  const bytes = ELEMENT_BYTES[view.dtype];
  return count(view.shape) * bytes > Math.max(MAX_REPEATED_BYTES, spanOf(view) * bytes);
}

/**
 * The array of a view whose storage begins at byte `start`. Views without gaps, in any axis order, are read as they lie;
 * of others (crops, steps, expanded axes) the elements are picked out, in the order of the storage. The caller has
 * judged span and repetition.
 */
export function stridedArray(source: ByteSource, start: number, view: StridedView, bigEndian = false): NdArray {
  const { dtype, shape } = view;
  const elements = count(shape);
  const first = start + view.offset * ELEMENT_BYTES[dtype];
  const strides = compactStrides(view);
  const head = { shape, strides, dtype };
  const runs = mergedAxes(view);
  if (elements === 0 || runs.length === 0 || (runs.length === 1 && runs[0].stride === 1)) {
    return arrayInFile(source, first, head, bigEndian);
  }
  const span = spanOf(view);
  const storage = arrayInFile(source, first, { shape: [span], strides: [1], dtype }, bigEndian);
  const block = (from: number, length: number) => pick(storage, runs, from, length);
  return storage.streamed ? streamedArray(head, elements, block) : memoryArray(head, block(0, elements));
}

interface Axis {
  length: number;
  stride: number;
}

/** Axes from the outermost of the storage to the innermost, those that follow without a gap made one. */
function mergedAxes({ shape, strides }: StridedView): Axis[] {
  const axes: Axis[] = [];
  for (const axis of storageOrder(strides)) {
    const outer = axes.at(-1);
    const inner = { length: shape[axis], stride: strides[axis] };
    if (inner.length === 1) {
      continue;
    }
    if (outer && outer.stride === inner.length * inner.stride) {
      axes[axes.length - 1] = { length: outer.length * inner.length, stride: inner.stride };
    } else {
      axes.push(inner);
    }
  }
  return axes;
}

/** Strides of the same axis order without gaps. */
function compactStrides({ shape, strides }: StridedView): number[] {
  const compact = new Array<number>(shape.length);
  let step = 1;
  for (const axis of storageOrder(strides).reverse()) {
    compact[axis] = step;
    step *= shape[axis];
  }
  return compact;
}

/** Axis numbers by falling stride; equal ones in their own order. */
function storageOrder(strides: readonly number[]): number[] {
  return strides.map((_, axis) => axis).sort((a, b) => strides[b] - strides[a] || a - b);
}

/** Elements [from, from + length) of the view in storage order, run by run of the innermost axis. */
function pick(storage: NdArray, axes: readonly Axis[], from: number, length: number): Storage {
  const out = emptyStorage(storage.dtype, length);
  const inner = axes[axes.length - 1];
  const longest = Math.max(1, Math.floor(RUN / Math.max(1, inner.stride)));
  for (let done = 0; done < length; ) {
    let rest = from + done;
    let at = 0;
    let position = 0;
    for (let k = axes.length - 1; k >= 0; k--) {
      const index = rest % axes[k].length;
      rest = Math.floor(rest / axes[k].length);
      at += index * axes[k].stride;
      position = k === axes.length - 1 ? index : position;
    }
    const run = Math.min(inner.length - position, length - done, longest);
    if (inner.stride === 1) {
      out.set(storage.block(at, run), done);
    } else {
      const found = storage.block(at, (run - 1) * inner.stride + 1);
      for (let k = 0; k < run; k++) {
        out[done + k] = found[k * inner.stride];
      }
    }
    done += run;
  }
  return out;
}

function count(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
