import type { Dtype } from '../../../src/core/formats/ndarray.js';
import { joined, rawElements } from './rawElements.js';

export const SAFETENSORS_CODES: Record<Dtype, string> = {
  bool: 'BOOL',
  uint8: 'U8',
  int8: 'I8',
  uint16: 'U16',
  int16: 'I16',
  uint32: 'U32',
  int32: 'I32',
  uint64: 'U64',
  int64: 'I64',
  float16: 'F16',
  bfloat16: 'BF16',
  float32: 'F32',
  float64: 'F64',
};

/** Bytes of a .safetensors with any header, true or not. */
export function safetensorsOf(header: unknown, payload: Uint8Array, headerBytes?: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const start = new Uint8Array(8);
  new DataView(start.buffer).setBigUint64(0, BigInt(headerBytes ?? text.length), true);
  return joined(start, text, payload);
}

/** Bytes of a .safetensors of one tensor named "logits". */
export function write(shape: readonly number[], dtype: Dtype, data: ArrayLike<number>): Uint8Array {
  const payload = rawElements(dtype, data);
  const tensor = { dtype: SAFETENSORS_CODES[dtype], shape, data_offsets: [0, payload.length] };
  return safetensorsOf({ __metadata__: { format: 'pt' }, logits: tensor }, payload);
}
