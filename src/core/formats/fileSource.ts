import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { InspectionError } from '../errors.js';
import type { ByteSource, FilePlace } from './byteSource.js';

const WHY: Record<string, [code: string, what: string, hint: string]> = {
  ENOENT: ['file-not-found', 'does not exist', 'Check the path or choose another file.'],
  EACCES: ['file-not-readable', 'may not be read', 'Give yourself read permission on it.'],
  EPERM: ['file-not-readable', 'may not be read', 'Give yourself read permission on it.'],
};

/** A local file, opened for reading; throws file-not-found, file-not-readable or file-not-a-file. */
export function fileSource(path: string, name: string): ByteSource {
  let handle: number | undefined;
  try {
    handle = openSync(path, 'r');
    const stat = fstatSync(handle);
    if (!stat.isFile()) {
      throw new InspectionError('file-not-a-file', `${name} is not a regular file.`, 'Choose a file.');
    }
    return openSource(handle, stat.size, name);
  } catch (error) {
    if (handle !== undefined) {
      closeSync(handle);
    }
    if (InspectionError.is(error)) {
      throw error;
    }
    const [code, what, hint] = WHY[(error as NodeJS.ErrnoException).code ?? ''] ?? [
      'file-not-readable',
      `could not be opened (${(error as Error).message})`,
      'Check the file.',
    ];
    throw new InspectionError(code, `${name} ${what}.`, hint, { cause: error });
  }
}

function openSource(handle: number, size: number, name: string): ByteSource {
  let open = true;
  return {
    name,
    size,
    place: { handle, offset: 0 },
    read: (offset, length, scratch) => readFrom(handle, name, offset, Math.min(length, size - offset), scratch),
    close() {
      if (open) {
        open = false;
        closeSync(handle);
      }
    },
  };
}

/** Reads bytes of an open file, into `scratch` where that is large enough; throws file-changed where it has fewer. */
function readFrom(handle: number, name: string, offset: number, length: number, scratch?: Uint8Array): Uint8Array {
  const wanted = Math.max(0, length);
  const bytes = scratch && scratch.length >= wanted ? scratch.subarray(0, wanted) : new Uint8Array(wanted);
  let done = 0;
  while (done < bytes.length) {
    // One read call is limited to 2 GiB by the system.
    const got = readSync(handle, bytes, done, Math.min(bytes.length - done, 1 << 30), offset + done);
    if (got === 0) {
      throw new InspectionError('file-changed', `${name} became shorter while it was read.`, 'Run again.');
    }
    done += got;
  }
  return bytes;
}

/** A file that another thread holds open; closing is left to that one. */
export function placedSource({ handle, offset }: FilePlace, name: string): ByteSource {
  return {
    name,
    size: Number.POSITIVE_INFINITY,
    place: { handle, offset },
    read: (at, length, scratch) => readFrom(handle, name, offset + at, length, scratch),
    close: () => {},
  };
}
