/** Bytes of a .npy file with any header, to test reading what numpy writes and what nobody should. */
export function npyBytes(
  dict: string,
  payload: Uint8Array,
  { version = 1, headerBytes }: { version?: number; headerBytes?: number } = {},
): Uint8Array {
  const text = new TextEncoder().encode(`${dict}\n`);
  const lengthBytes = version === 1 ? 2 : 4;
  const head = new Uint8Array(8 + lengthBytes);
  head.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  const view = new DataView(head.buffer);
  const announced = headerBytes ?? text.length;
  if (version === 1) {
    view.setUint16(8, announced, true);
  } else {
    view.setUint32(8, announced, true);
  }
  const bytes = new Uint8Array(head.length + text.length + payload.length);
  bytes.set(head);
  bytes.set(text, head.length);
  bytes.set(payload, head.length + text.length);
  return bytes;
}

export function npyDict(descr: string, shape: readonly number[], fortranOrder = false): string {
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  return `{'descr': '${descr}', 'fortran_order': ${fortranOrder ? 'True' : 'False'}, 'shape': (${axes}), }`;
}

type Write = (view: DataView, at: number, value: number, little: boolean) => void;

/** Writers by numpy type code; float16 takes bit patterns. */
const WRITERS: Record<string, [bytes: number, write: Write]> = {
  b1: [1, (v, at, x) => v.setUint8(at, x)],
  u1: [1, (v, at, x) => v.setUint8(at, x)],
  i1: [1, (v, at, x) => v.setInt8(at, x)],
  u2: [2, (v, at, x, le) => v.setUint16(at, x, le)],
  f2: [2, (v, at, x, le) => v.setUint16(at, x, le)],
  i2: [2, (v, at, x, le) => v.setInt16(at, x, le)],
  u4: [4, (v, at, x, le) => v.setUint32(at, x, le)],
  i4: [4, (v, at, x, le) => v.setInt32(at, x, le)],
  f4: [4, (v, at, x, le) => v.setFloat32(at, x, le)],
  f8: [8, (v, at, x, le) => v.setFloat64(at, x, le)],
  u8: [8, (v, at, x, le) => v.setBigUint64(at, BigInt(x), le)],
  i8: [8, (v, at, x, le) => v.setBigInt64(at, BigInt(x), le)],
};

/** A .npy of `values` given in memory order. */
export function npyOf(
  descr: string,
  shape: readonly number[],
  values: readonly number[],
  options: { fortranOrder?: boolean; version?: number } = {},
): Uint8Array {
  const [bytes, write] = WRITERS[descr.slice(1)];
  const payload = new Uint8Array(values.length * bytes);
  const view = new DataView(payload.buffer);
  for (const [k, value] of values.entries()) {
    write(view, k * bytes, value, descr[0] !== '>');
  }
  return npyBytes(npyDict(descr, shape, options.fortranOrder), payload, options);
}
