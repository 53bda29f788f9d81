import { type ByteSource, bytesSource } from '../core/formats/byteSource.js';
import { fileSource } from '../core/formats/fileSource.js';
import { baseName, type FileRef } from '../core/inspection/job.js';

/** Opens a file where it lies, or the bytes that came along. */
export function openFile(file: FileRef): ByteSource {
  return file.bytes ? bytesSource(baseName(file), file.bytes) : fileSource(file.path ?? file.name, baseName(file));
}
