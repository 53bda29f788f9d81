import { float16Table } from './float16.js';
import type { Dtype } from './ndarray.js';

let bfloat16: Float32Array | undefined;

/** All 65,536 bfloat16 values by bit pattern: the upper half of a float32. Made on first use. */
function bfloat16Table(): Float32Array {
  bfloat16 ??= new Float32Array(Uint32Array.from({ length: 0x10000 }, (_, bits) => bits << 16).buffer);
  return bfloat16;
}

/** Values by bit pattern, exact in float32, of the dtypes that are carried as 16-bit patterns; null for all others. */
export function narrowFloatTable(dtype: Dtype): Float32Array | null {
  if (dtype === 'float16') {
    return float16Table();
  }
  return dtype === 'bfloat16' ? bfloat16Table() : null;
}
