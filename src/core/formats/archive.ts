import type { ArrayFile } from './arrayFile.js';
import type { ByteSource } from './byteSource.js';
import { npzArrays } from './npz.js';
import { torchArrays, torchPickle } from './torchZip.js';
import { openZip } from './zip.js';

/** Opens a ZIP archive of arrays: PyTorch's where it has a data.pkl, else NumPy's. What it is called does not matter. */
export async function openArchive(source: ByteSource): Promise<ArrayFile> {
  const archive = await openZip(source);
  const pickle = torchPickle(archive);
  return pickle ? torchArrays(archive, pickle, source.name) : npzArrays(archive);
}
