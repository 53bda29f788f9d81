import { openArchive } from './archive.js';
import { type ArrayFile, lazyFile } from './arrayFile.js';
import type { ByteSource } from './byteSource.js';
import { collectArrays } from './pickle/collect.js';
import { PickleReader } from './pickle/reader.js';
import { unpickle } from './pickle/unpickle.js';
import { CONSTRUCTORS, isLegacyTorch, readLegacyTorch } from './torchLegacy.js';
import { isZip } from './zip.js';

/** Whether a file begins as a pickle of protocol 2 or later; earlier ones have no signature. */
export function isPickle(head: Uint8Array): boolean {
  return head[0] === 0x80 && head[1] >= 2 && head[1] <= 5;
}

/** Whether a file begins as torch.save writes: a ZIP archive, or the magic number of older versions. */
export function isTorch(head: Uint8Array): boolean {
  return isZip(head) || isLegacyTorch(head);
}

/**
 * Opens a plain pickle of numpy arrays or tensors (mmsegmentation's --out results, pickle.dump), or what torch.save
 * wrote before 1.6.
 */
export function openPickle(source: ByteSource): ArrayFile {
  const legacy = isLegacyTorch(source.read(0, 16));
  const root = legacy ? readLegacyTorch(source) : unpickle(new PickleReader(source), { constructors: CONSTRUCTORS });
  const { entries, unreadable } = collectArrays(root, source.name);
  return lazyFile(legacy ? 'torch' : 'pickle', entries, unreadable);
}

/** Opens what torch.save writes, in either of its formats. */
export function openTorch(source: ByteSource): ArrayFile | Promise<ArrayFile> {
  return isZip(source.read(0, 4)) ? openArchive(source) : openPickle(source);
}
