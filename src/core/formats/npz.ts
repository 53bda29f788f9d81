import { InspectionError } from '../errors.js';
import { type ArrayFile, type LazyEntry, lazyFile, type UnreadableEntry } from './arrayFile.js';
import { readNpy, readNpyHead } from './npy.js';
import type { ZipArchive } from './zip.js';

/**
 * The arrays of a NumPy .npz: every member of a ZIP archive that is named *.npy. Headers are read now, elements when
 * asked for: where they lie in stored archives (numpy.savez), inflated one at a time in deflated ones
 * (numpy.savez_compressed). Members that no number can be read from (objects, strings) say so when they are asked for.
 */
export function npzArrays(archive: ZipArchive): ArrayFile {
  const entries: LazyEntry[] = [];
  const unreadable: UnreadableEntry[] = [];
  const members = archive.members.filter(({ name }) => name.toLowerCase().endsWith('.npy'));
  // Of two members of one name the last counts, as in Python.
  for (const [name, member] of new Map(members.map(member => [member.name.slice(0, -'.npy'.length), member]))) {
    try {
      const { shape, dtype } = readNpyHead(archive.head(member)).head;
      entries.push({ name, shape, dtype, read: async () => readNpy(await archive.unpack(member)) });
    } catch (error) {
      if (!InspectionError.is(error)) {
        throw error;
      }
      unreadable.push({ name, reason: error });
    }
  }
  return lazyFile('npz', entries, unreadable);
}
