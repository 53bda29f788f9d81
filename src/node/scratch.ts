import { closeSync, mkdtempSync, openSync, readSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InspectionError } from '../core/errors.js';
import type { ByteSource, ScratchFile } from '../core/formats/byteSource.js';

/** Room that is left on the disk. */
const SPARE_BYTES = 1 << 30;

/** The same source with room in the system's temporary folder; what is put there vanishes when it is closed. */
export function withScratch(source: ByteSource, folder = tmpdir()): ByteSource {
  const open: (() => void)[] = [];
  return {
    ...source,
    scratch(bytes) {
      const { file, close } = scratchFile(source.name, bytes, folder);
      open.push(close);
      return file;
    },
    close() {
      for (const close of open.splice(0)) {
        close();
      }
      source.close();
    },
  };
}

function scratchFile(name: string, bytes: number, folder: string): { file: ScratchFile; close: () => void } {
  const { bavail, bsize } = statfsSync(folder);
  const full = (cause?: unknown) =>
    new InspectionError(
      'disk-full',
      `${name} needs ${gigabytes(bytes)} GB in ${folder} to be decompressed, which had ${gigabytes(bavail * bsize)} GB left.`,
      'Make room there, or save the array uncompressed: it is then read where it lies.',
      { cause },
    );
  if (bavail * bsize < bytes + SPARE_BYTES) {
    throw full();
  }
  const own = mkdtempSync(join(folder, 'seg-loss-'));
  const handle = openSync(join(own, 'array'), 'wx+', 0o600);
  // Gone at once where the system allows it, so that nothing stays behind however the process ends.
  const remove = () => rmSync(own, { recursive: true, force: true });
  try {
    remove();
  } catch {
    // Windows may keep open files; it goes when closed.
  }
  let size = 0;
  const file: ScratchFile = {
    place: { handle, offset: 0 },
    append(piece) {
      try {
        for (let done = 0; done < piece.length; ) {
          done += writeSync(handle, piece, done, piece.length - done, size + done);
        }
      } catch (error) {
        throw full(error);
      }
      size += piece.length;
    },
    read(offset, length, scratch) {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const bytes = scratch && scratch.length >= wanted ? scratch.subarray(0, wanted) : new Uint8Array(wanted);
      for (let done = 0; done < wanted; ) {
        done += readSync(handle, bytes, done, Math.min(wanted - done, 1 << 30), offset + done);
      }
      return bytes;
    },
  };
  return {
    file,
    close: () => {
      closeSync(handle);
      remove();
    },
  };
}

function gigabytes(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(1);
}
