import type { InspectionError } from '../errors.js';
import type { ByteSource } from './byteSource.js';
import type { Dtype, NdArray } from './ndarray.js';

/** One array of a file, known from its header: nothing large has been read yet. */
export interface ArrayEntry {
  /** Name within the file ("logits", "validation/logits"); '' where a file holds a single unnamed array. */
  name: string;
  shape: readonly number[];
  dtype: Dtype;
}

/** An opened file of one or more arrays. The source must stay open while arrays are read or streamed. */
export interface ArrayFile {
  /** Id of the format. */
  format: string;
  entries: readonly ArrayEntry[];
  /** Arrays that are there but hold nothing that can be read, each with the reason that is shown when it is asked for. */
  unreadable?: readonly UnreadableEntry[];
  /** Reads one array; `entry` is one of `entries`. May stream: see NdArray.streamed. */
  read(entry: ArrayEntry): NdArray | Promise<NdArray>;
}

export interface UnreadableEntry {
  name: string;
  reason: InspectionError;
}

/** One file format. */
export interface ArrayFormat {
  readonly id: string;
  readonly title: string;
  /** Lower case, without the leading dot; may have two parts ("nii.gz"). */
  readonly extensions: readonly string[];
  /** Whether the first bytes (up to 512) are those of this format. */
  recognises(head: Uint8Array): boolean;
  /** Reads the header. Throws InspectionError for files that are damaged, hostile or of an unsupported kind. */
  open(source: ByteSource): ArrayFile | Promise<ArrayFile>;
}

/** A format whose files hold one array each. */
export function singleArray(
  format: Omit<ArrayFormat, 'open'> & { read(source: ByteSource): NdArray | Promise<NdArray> },
): ArrayFormat {
  return {
    ...format,
    async open(source) {
      const array = await format.read(source);
      return {
        format: format.id,
        entries: [{ name: '', shape: array.shape, dtype: array.dtype }],
        read: () => array,
      };
    },
  };
}

/** An entry that knows how to read itself. */
export interface LazyEntry extends ArrayEntry {
  read(): NdArray | Promise<NdArray>;
}

/** A file whose header has been read into entries. */
export function lazyFile(
  format: string,
  entries: readonly LazyEntry[],
  unreadable: readonly UnreadableEntry[] = [],
): ArrayFile {
  return { format, entries, unreadable, read: entry => (entry as LazyEntry).read() };
}
