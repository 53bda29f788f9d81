import { float16Table } from '../../../src/core/formats/float16.js';
import type { Dtype } from '../../../src/core/formats/ndarray.js';

type Put = (view: DataView, at: number, value: number, little: boolean) => void;

let halves: Map<number, number> | undefined;

/** The bit pattern of a value that float16 has exactly. */
function halfBits(value: number): number {
  halves ??= new Map([...float16Table()].map((half, bits) => [half, bits]));
  // A map takes -0 and 0 for the same key.
  return Object.is(value, -0) ? 0x8000 : value === 0 ? 0 : (halves.get(value) ?? Number.NaN);
}

const PUT: Record<Dtype, [bytes: number, put: Put]> = {
  bool: [1, (v, at, x) => v.setUint8(at, x)],
  uint8: [1, (v, at, x) => v.setUint8(at, x)],
  int8: [1, (v, at, x) => v.setInt8(at, x)],
  uint16: [2, (v, at, x, le) => v.setUint16(at, x, le)],
  int16: [2, (v, at, x, le) => v.setInt16(at, x, le)],
  uint32: [4, (v, at, x, le) => v.setUint32(at, x, le)],
  int32: [4, (v, at, x, le) => v.setInt32(at, x, le)],
  uint64: [8, (v, at, x, le) => v.setBigUint64(at, BigInt(x), le)],
  int64: [8, (v, at, x, le) => v.setBigInt64(at, BigInt(x), le)],
  float16: [2, (v, at, x, le) => v.setUint16(at, halfBits(x), le)],
  bfloat16: [2, (v, at, x, le) => v.setUint16(at, new Uint32Array(Float32Array.of(x).buffer)[0] >>> 16, le)],
  float32: [4, (v, at, x, le) => v.setFloat32(at, x, le)],
  float64: [8, (v, at, x, le) => v.setFloat64(at, x, le)],
};

/** Elements as files store them; values must be ones the dtype has exactly. */
export function rawElements(dtype: Dtype, data: ArrayLike<number>, little = true): Uint8Array {
  const [bytes, put] = PUT[dtype];
  const raw = new Uint8Array(data.length * bytes);
  const view = new DataView(raw.buffer);
  for (let k = 0; k < data.length; k++) {
    put(view, k * bytes, data[k], little);
  }
  return raw;
}

/** Byte arrays one after the other. */
export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return concatenated(parts);
}
