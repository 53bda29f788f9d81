// Writing float16 .npy files (format version 1.0).

/**
 * @param {number[]} shape
 * @param {Float32Array} values in C order
 */
export function npyFloat16(shape, values) {
  const start = `{'descr': '<f2', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  // The whole header takes a multiple of 64 bytes and ends with a line feed.
  const padding = 63 - ((10 + start.length) % 64);
  const header = `${start}${' '.repeat(padding)}\n`;
  const bytes = new Uint8Array(10 + header.length + values.length * 2);
  const view = new DataView(bytes.buffer);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  view.setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), 10);
  values.forEach((value, index) => {
    view.setUint16(10 + header.length + index * 2, float16(value), true);
  });
  return bytes;
}

const bits = new DataView(new ArrayBuffer(4));

/** Nearest half-precision number (ties to even), as its 16 bits; meant for finite values. */
export function float16(value) {
  bits.setFloat32(0, value);
  const all = bits.getUint32(0);
  const sign = (all >>> 16) & 0x8000;
  const exponent = ((all >>> 23) & 0xff) - 112;
  const fraction = all & 0x7fffff;
  if (exponent >= 31) {
    return sign | 0x7c00;
  }
  if (exponent <= 0) {
    return exponent < -10 ? sign : sign | rounded(fraction | 0x800000, 14 - exponent);
  }
  // A fraction that rounds up may carry into the exponent, as it should.
  return sign | ((exponent << 10) + rounded(fraction, 13));
}

/** Shifts right, rounding to nearest, ties to even. */
function rounded(value, shift) {
  const down = Math.floor(value / 2 ** shift);
  const rest = value - down * 2 ** shift;
  const half = 2 ** (shift - 1);
  return down + (rest > half || (rest === half && down % 2 === 1) ? 1 : 0);
}
