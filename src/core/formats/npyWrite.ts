/** What a float32 .npy file (version 1.0, C order, little endian) begins with. */
export function npyFloat32Header(shape: readonly number[]): Uint8Array {
  const dict = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  // The data starts at a multiple of 64; the header ends with a newline.
  const headerBytes = Math.ceil((10 + dict.length + 1) / 64) * 64 - 10;
  const bytes = new Uint8Array(10 + headerBytes);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, headerBytes & 0xff, headerBytes >> 8]);
  bytes.set(new TextEncoder().encode(`${dict.padEnd(headerBytes - 1)}\n`), 10);
  return bytes;
}

/** Bytes of a float32 .npy file. */
export function writeNpyFloat32(data: Float32Array, shape: readonly number[]): Uint8Array {
  const header = npyFloat32Header(shape);
  const bytes = new Uint8Array(header.length + data.byteLength);
  bytes.set(header);
  const view = new DataView(bytes.buffer, header.length);
  for (let k = 0; k < data.length; k++) {
    view.setFloat32(k * 4, data[k], true);
  }
  return bytes;
}
