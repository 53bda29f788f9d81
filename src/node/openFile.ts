import { statSync } from 'node:fs';
import { type ByteSource, bytesSource } from '../core/formats/byteSource.js';
import { fileSource } from '../core/formats/fileSource.js';
import { baseName, type FileRef } from '../core/inspection/job.js';
import { decodeSamples } from './picture.js';
import { withScratch } from './scratch.js';

/** Opens a file where it lies, or the bytes that came along, with room on disk for what it inflates to. */
export function openFile(file: FileRef): ByteSource {
  const name = baseName(file);
  const source = file.bytes ? bytesSource(name, file.bytes) : fileSource(file.path ?? file.name, name);
  return withScratch({ ...source, decodePicture: () => decodeSamples(file) });
}

/** A local file as the core knows it, with the time of its last change; one that is not there fails when it is read. */
export function localFile(path: string): FileRef {
  const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return { name: path, path, ...(modified && { modified }) };
}
