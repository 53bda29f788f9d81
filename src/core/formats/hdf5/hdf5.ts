import { InspectionError } from '../../errors.js';
import type { ArrayEntry, ArrayFile, ArrayFormat, UnreadableEntry } from '../arrayFile.js';
import type { ByteSource } from '../byteSource.js';
import { startsWith } from '../signature.js';
import type { Hdf5File } from './cursor.js';
import { type Dataset, readDataset, readElements } from './dataset.js';
import { linksOf } from './group.js';
import { type Message, readMessages } from './objectHeader.js';
import { HDF5_MAGIC, openSuperblock } from './superblock.js';

export const HDF5: ArrayFormat = {
  id: 'hdf5',
  title: 'HDF5',
  extensions: ['h5', 'hdf5', 'hdf', 'he5'],
  recognises: startsWith(HDF5_MAGIC),
  open: openHdf5,
};

interface DatasetEntry extends ArrayEntry {
  dataset: Dataset;
}

/**
 * Opens an HDF5 file: every dataset of numbers is an array named by its path ("validation/logits"). Groups that contain
 * each other are walked once. Links to paths and to other files are never followed: what a path leads to is listed
 * where it lies, and no other file is opened.
 */
export function openHdf5(source: ByteSource): ArrayFile {
  const { file, root } = openSuperblock(source);
  const entries: DatasetEntry[] = [];
  const unreadable: UnreadableEntry[] = [];
  const groups = [{ path: '', messages: readMessages(file, root) }];
  const walked = new Set([root]);
  for (let k = 0; k < groups.length; k++) {
    for (const { name, address, external } of linksOf(file, groups[k].messages)) {
      const path = groups[k].path ? `${groups[k].path}/${name}` : name;
      if (external) {
        unreadable.push({ name: path, reason: elsewhere(file, path) });
      } else if (address !== undefined && !walked.has(address)) {
        const messages = visit(file, address, path, entries, unreadable);
        if (messages) {
          walked.add(address);
          groups.push({ path, messages });
        }
      }
    }
  }
  return {
    format: HDF5.id,
    entries,
    unreadable,
    read: entry => readElements(file, (entry as DatasetEntry).dataset),
  };
}

/** Lists a dataset; returns the messages of anything else, which may be a group. */
function visit(
  file: Hdf5File,
  address: number,
  path: string,
  entries: DatasetEntry[],
  unreadable: UnreadableEntry[],
): Message[] | undefined {
  try {
    const messages = readMessages(file, address);
    const dataset = readDataset(file, messages, path);
    if (!dataset) {
      return messages;
    }
    const { shape, dtype } = dataset.head;
    entries.push({ name: path, shape, dtype, dataset });
  } catch (error) {
    // One damaged or foreign dataset leaves the others readable.
    if (!InspectionError.is(error)) {
      throw error;
    }
    unreadable.push({ name: path, reason: error });
  }
  return undefined;
}

function elsewhere(file: Hdf5File, path: string): InspectionError {
  return new InspectionError(
    'hdf5-external',
    `${path} in ${file.source.name} is a link to another file, which is never opened.`,
    'Choose that file, or copy the dataset into this one.',
  );
}
