import { InspectionError } from '../../errors.js';
import { arrayInFile, decodeElements, ELEMENT_BYTES, swapBytes } from '../elements.js';
import { checkExpansion } from '../inflate.js';
import { type ArrayHead, memoryArray, type NdArray, stridesOf } from '../ndarray.js';
import { arrayInPieces } from '../pieces.js';
import { eachPosition, gridOf, readChunks, type StoredChunk } from './chunkIndex.js';
import type { Hdf5File } from './cursor.js';
import { undoFilters, unknownFilter } from './filters.js';
import { type Layout, readLayout } from './layout.js';
import { type Dataspace, type Filter, readDataspace, readDatatype, readFillValue, readFilters } from './messages.js';
import { MESSAGE, type Message, messageOf } from './objectHeader.js';

/** A dataset as its header describes it; nothing of its elements has been read. */
export interface Dataset {
  head: ArrayHead;
  space: Dataspace;
  bigEndian: boolean;
  layout: Layout;
  filters: Filter[];
  /** The element of chunks that were never written, as the file stores it; undefined: zero. */
  fill: Uint8Array | undefined;
}

/**
 * Reads a dataset's header; undefined for groups, named types, and datasets without elements.
 * Throws hdf5-unsupported for elements, filters and storage that are not read.
 */
export function readDataset(file: Hdf5File, messages: readonly Message[], name: string): Dataset | undefined {
  const [spaceBody, typeBody, layoutBody] = [MESSAGE.dataspace, MESSAGE.datatype, MESSAGE.layout].map(type =>
    messageOf(messages, type),
  );
  if (!spaceBody || !typeBody || !layoutBody) {
    return undefined;
  }
  const space = readDataspace(spaceBody);
  if (!space) {
    return undefined;
  }
  const refuse = (what: string, hint: string) =>
    new InspectionError('hdf5-unsupported', `${name} in ${file.source.name} ${what}.`, hint);
  const type = readDatatype(typeBody);
  if (typeof type === 'string') {
    throw refuse(`holds ${type}, not numbers`, 'Choose a dataset of integers or floats.');
  }
  const layout = readLayout(layoutBody);
  if (layout.kind === 'virtual' || messageOf(messages, MESSAGE.externalFiles)) {
    throw refuse('takes its elements from other files, which are never opened', 'Copy it into one file: h5repack.');
  }
  const filtersBody = messageOf(messages, MESSAGE.filters);
  const filters = filtersBody ? readFilters(filtersBody) : [];
  const unknown = unknownFilter(filters);
  if (unknown) {
    throw refuse(
      `is compressed by filter ${unknown.id}${unknown.name ? ` (${unknown.name})` : ''}`,
      'Save it with compression="gzip", "lzf" or none.',
    );
  }
  const fillBody = messageOf(messages, MESSAGE.fillValue);
  const oldFill = messageOf(messages, MESSAGE.oldFillValue);
  const fill = fillBody ? readFillValue(fillBody, false) : oldFill && readFillValue(oldFill, true);
  const head = { shape: space.shape, strides: stridesOf(space.shape), dtype: type.dtype };
  return { head, space, bigEndian: type.bigEndian, layout, filters, fill };
}

/** Reads the elements, or streams them where they are many. */
export function readElements(file: Hdf5File, dataset: Dataset): NdArray {
  const { head, layout, bigEndian } = dataset;
  const bytes = head.shape.reduce((product, length) => product * length, ELEMENT_BYTES[head.dtype]);
  if (layout.kind === 'compact') {
    if (layout.data.length < bytes) {
      throw file.damaged(`a dataset has ${layout.data.length} bytes where ${bytes} are needed`);
    }
    return memoryArray(head, decodeElements(layout.data.subarray(0, bytes), head.dtype, bigEndian));
  }
  if (layout.kind === 'contiguous' && layout.address !== undefined) {
    const at = file.base + layout.address;
    if (!(at + bytes <= file.source.size)) {
      throw file.damaged(`a dataset of ${bytes.toLocaleString('en')} bytes lies beyond its end`);
    }
    return arrayInFile(file.source, at, head, bigEndian);
  }
  if (layout.kind === 'chunked') {
    return readChunked(file, dataset, layout);
  }
  checkExpansion(file.source.name, file.source.size, bytes, 'Write the dataset before it is read.');
  return memoryArray(head, decodeElements(filled(dataset, bytes), head.dtype, bigEndian));
}

function readChunked(file: Hdf5File, dataset: Dataset, layout: Layout & { kind: 'chunked' }): NdArray {
  const { head, space, bigEndian, filters } = dataset;
  const { chunk, index } = layout;
  const { shape } = head;
  const bytes = ELEMENT_BYTES[head.dtype];
  if (layout.elementBytes !== bytes || chunk.length !== shape.length || !chunk.every(length => length > 0)) {
    throw file.damaged(`a dataset of ${shape.length} axes has chunks of ${chunk.join('×')}`);
  }
  const chunkBytes = chunk.reduce((product, length) => product * length, bytes);
  const counts = gridOf(shape, chunk);
  const chunks = readChunks(file, { space, chunk, chunkBytes, filtered: filters.length > 0, index }, counts);
  const stored = [...chunks.values()].reduce((sum, { size }) => sum + size, 0);
  if (stored > file.source.size) {
    throw file.damaged('its chunks take more bytes than it has');
  }
  checkExpansion(file.source.name, file.source.size, chunks.size * chunkBytes, 'Save it uncompressed, or in parts.');

  // A slab is all chunks that begin at the same place of the first axis: a run of the array's elements.
  const restBytes = shape.slice(1).reduce((product, length) => product * length, bytes);
  const slabBytes = chunk[0] * restBytes;
  const perSlab = counts.slice(1).reduce((product, length) => product * length, 1);
  const slabs = new Map<number, [number, StoredChunk][]>();
  for (const [number, found] of chunks) {
    const slab = Math.floor(number / perSlab);
    const place: [number, StoredChunk] = [number - slab * perSlab, found];
    const others = slabs.get(slab);
    if (others) {
      others.push(place);
    } else {
      slabs.set(slab, [place]);
    }
  }
  const readSlab = (slab: number): Uint8Array => {
    const rows = Math.min(chunk[0], shape[0] - slab * chunk[0]);
    const out = filled(dataset, rows * restBytes);
    for (const [number, found] of slabs.get(slab) ?? []) {
      const origin = originOf(number, counts, chunk);
      const extent = [rows, ...shape.slice(1).map((length, k) => Math.min(chunk[k + 1], length - origin[k + 1]))];
      const partial = extent.some((length, axis) => length < chunk[axis]);
      const raw = file.data(found.address, found.size);
      const pipeline = index.plainEdges && partial ? [] : filters;
      const elements = undoFilters(file, raw, pipeline, found.mask, chunkBytes);
      copyChunk(elements, out, { chunk, shape, origin, extent, bytes });
    }
    if (bigEndian && bytes > 1) {
      swapBytes(out, bytes);
    }
    return out;
  };
  const piece = Math.min(chunk[0], shape[0]) * restBytes;
  return arrayInPieces(file.source, head, { piece, scratch: chunkBytes }, at => {
    const slab = Math.floor(at / slabBytes);
    return { start: slab * slabBytes, key: String(slab), read: () => readSlab(slab) };
  });
}

/** First element of a chunk along each axis, within its slab. */
function originOf(number: number, counts: readonly number[], chunk: readonly number[]): number[] {
  const origin = chunk.map(() => 0);
  let rest = number;
  for (let axis = counts.length - 1; axis > 0; axis--) {
    origin[axis] = (rest % counts[axis]) * chunk[axis];
    rest = Math.floor(rest / counts[axis]);
  }
  return origin;
}

interface ChunkPlace {
  chunk: readonly number[];
  shape: readonly number[];
  origin: readonly number[];
  /** Elements of the chunk that lie within the array. */
  extent: readonly number[];
  bytes: number;
}

/** Copies the part of a chunk that lies within the array into its slab. */
function copyChunk(from: Uint8Array, to: Uint8Array, { chunk, shape, origin, extent, bytes }: ChunkPlace): void {
  // Trailing axes that the chunk covers from end to end are copied in one run.
  let last = shape.length - 1;
  while (last > 0 && chunk[last] === shape[last]) {
    last--;
  }
  const [chunkSteps, steps] = [stridesOf(chunk), stridesOf(shape)];
  const run = extent[last] * steps[last] * bytes;
  const begin = origin.reduce((sum, at, axis) => sum + at * steps[axis], 0);
  eachPosition(extent.slice(0, last), position => {
    const source = position.reduce((sum, at, axis) => sum + at * chunkSteps[axis], 0) * bytes;
    const target = position.reduce((sum, at, axis) => sum + at * steps[axis], begin) * bytes;
    to.set(from.subarray(source, source + run), target);
  });
}

/** Elements that were never written. */
function filled({ head, fill }: Dataset, length: number): Uint8Array {
  const out = new Uint8Array(length);
  const bytes = ELEMENT_BYTES[head.dtype];
  if (fill?.length === bytes && fill.some(byte => byte !== 0)) {
    for (let at = 0; at < length; at += bytes) {
      out.set(fill, at);
    }
  }
  return out;
}
