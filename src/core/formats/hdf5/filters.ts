import { inflate } from '../inflate.js';
import type { Hdf5File } from './cursor.js';
import { unpackLzf } from './lzf.js';
import type { Filter } from './messages.js';

type Undo = (bytes: Uint8Array, limit: number, filter: Filter) => Uint8Array;

/** The filters that are undone, by number. */
const FILTERS: ReadonlyMap<number, Undo> = new Map<number, Undo>([
  [1, (bytes, limit) => inflate(bytes, 'zlib', limit)],
  [2, unshuffle],
  [3, withoutChecksum],
  [32000, unpackLzf],
]);

/** The filter of a pipeline that cannot be undone; undefined where all can. */
export function unknownFilter(filters: readonly Filter[]): Filter | undefined {
  return filters.find(({ id }) => !FILTERS.has(id));
}

/**
 * A chunk's elements from its stored bytes: the pipeline's filters undone from the last to the first, but for those
 * whose bit of `mask` says that they were left out. `size` is the chunk's in elements' bytes; a filter in between may
 * add a little (checksums), more is a lie.
 */
export function undoFilters(
  file: Hdf5File,
  stored: Uint8Array,
  filters: readonly Filter[],
  mask: number,
  size: number,
): Uint8Array {
  let bytes = stored;
  try {
    for (let k = filters.length - 1; k >= 0; k--) {
      if (!((mask >>> k) & 1)) {
        bytes = (FILTERS.get(filters[k].id) as Undo)(bytes, size + 64, filters[k]);
      }
    }
  } catch (error) {
    throw file.damaged(`a chunk does not decompress (${(error as Error).message})`, error);
  }
  if (bytes.length < size) {
    throw file.damaged(`a chunk has ${bytes.length} bytes where ${size} are needed`);
  }
  return bytes.subarray(0, size);
}

/** The bytes of each element lie together again: the chunk has the first bytes of all elements, then the second ones. */
function unshuffle(bytes: Uint8Array, _limit: number, { parameters }: Filter): Uint8Array {
  const width = parameters[0] ?? 1;
  const count = Math.floor(bytes.length / width);
  if (width <= 1 || count <= 1) {
    return bytes;
  }
  const out = new Uint8Array(bytes.length);
  for (let byte = 0; byte < width; byte++) {
    for (let k = 0, from = byte * count, to = byte; k < count; k++, to += width) {
      out[to] = bytes[from + k];
    }
  }
  out.set(bytes.subarray(count * width), count * width);
  return out;
}

/** Fletcher's checksum over 16-bit words, high byte first; the last four bytes hold it. */
function withoutChecksum(bytes: Uint8Array): Uint8Array {
  const data = bytes.subarray(0, -4);
  const [a, b, c, d] = bytes.subarray(-4);
  let [low, high] = [0, 0];
  for (let k = 0; k < data.length; k += 2) {
    low = (low + data[k] * 256 + (data[k + 1] ?? 0)) % 65535;
    high = (high + low) % 65535;
  }
  // Sums are stored modulo 65535, where 0 and 65535 are the same.
  if ((b * 256 + a) % 65535 !== low || (d * 256 + c) % 65535 !== high) {
    throw new RangeError('its checksum is wrong');
  }
  return data;
}
