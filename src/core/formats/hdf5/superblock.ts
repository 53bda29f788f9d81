import type { ByteSource } from '../byteSource.js';
import { Hdf5File } from './cursor.js';

/** "\x89HDF\r\n\x1a\n" */
export const HDF5_MAGIC = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);

/**
 * Finds and reads the superblock (HDF5 File Format Specification, II.A): at byte 0, 512, 1024, 2048, … of the file.
 * Returns the file and the address of its root group's object header.
 */
export function openSuperblock(source: ByteSource): { file: Hdf5File; root: number } {
  const file = new Hdf5File(source);
  let start = 0;
  while (!isMagic(source.read(start, HDF5_MAGIC.length))) {
    start = start === 0 ? 512 : 2 * start;
    if (start >= source.size) {
      throw file.damaged('its superblock is missing');
    }
  }
  const cursor = file.at(start, Math.min(128, source.size - start)).skip(HDF5_MAGIC.length);
  file.base = start;
  const version = cursor.u8();
  if (version > 3) {
    throw file.damaged(`its superblock has version ${version}`);
  }
  const old = version < 2;
  cursor.skip(old ? 4 : 0);
  const [offsetBytes, lengthBytes] = [cursor.u8(), cursor.u8()];
  if (![offsetBytes, lengthBytes].every(bytes => [2, 4, 8].includes(bytes))) {
    throw file.damaged(`its addresses have ${offsetBytes} and its lengths ${lengthBytes} bytes`);
  }
  file.sizes = { offsetBytes, lengthBytes };
  if (old) {
    // Reserved, K of leaves and nodes, flags; base, free space, end, driver; then the root's symbol table entry.
    cursor.skip(1 + 2 + 2 + 4 + (version === 1 ? 4 : 0) + 4 * offsetBytes + offsetBytes);
  } else {
    // Flags; base, extension, end.
    cursor.skip(1 + 3 * offsetBytes);
  }
  const root = cursor.reference();
  if (root === undefined) {
    throw file.damaged('it has no root group');
  }
  return { file, root };
}

function isMagic(bytes: Uint8Array): boolean {
  return bytes.length === HDF5_MAGIC.length && HDF5_MAGIC.every((byte, k) => bytes[k] === byte);
}
