import type { ByteSource } from '../../formats/byteSource.js';
import { classesJson } from './classesJson.js';
import { cvatLabelmap } from './cvatLabelmap.js';
import { nnunetDataset } from './nnunetDataset.js';
import { badList, type ClassListReader } from './reader.js';
import type { ClassList } from './types.js';

/**
 * Every form of class list. Adding one: a file beside this one, a line here and its file name in
 * pairing/classesFiles.ts. The first reads files of any other name.
 */
export const CLASS_LIST_READERS: readonly ClassListReader[] = [classesJson, nnunetDataset, cvatLabelmap];

/** A class list is a few kilobytes; this stops a data file of such a name. */
const MAX_BYTES = 4 << 20;

/** Reads a class list; undefined where a file of that name is none. Throws classes-file and classes-regions. */
export function readClassList(source: ByteSource): ClassList | undefined {
  const name = source.name.slice(Math.max(source.name.lastIndexOf('/'), source.name.lastIndexOf('\\')) + 1);
  const reader = CLASS_LIST_READERS.find(one => one.fileNames.includes(name.toLowerCase())) ?? byContent(name);
  if (source.size > MAX_BYTES) {
    if (reader === classesJson) {
      throw badList(source.name)('is too large for a class list');
    }
    return undefined;
  }
  return reader.read(new TextDecoder().decode(source.read(0, source.size)), source.name);
}

/** A file that was named by the user may be called anything. */
function byContent(name: string): ClassListReader {
  return /\.txt$/i.test(name) ? cvatLabelmap : classesJson;
}
