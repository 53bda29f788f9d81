import type { Filter } from './messages.js';

/**
 * Undoes LZF as h5py writes it (compression="lzf"): a byte below 32 announces so many literals and one more; others a
 * copy of earlier bytes, of length 3 to 264, from up to 8192 bytes back. Throws RangeError for a damaged stream.
 */
export function unpackLzf(packed: Uint8Array, limit: number, { parameters }: Filter): Uint8Array {
  // The third parameter is the size of the chunk.
  const out = new Uint8Array(Math.min(limit, parameters[2] ?? limit));
  let [at, done] = [0, 0];
  while (at < packed.length) {
    const control = packed[at++];
    if (control < 32) {
      const literal = packed.subarray(at, at + control + 1);
      if (literal.length !== control + 1 || done + literal.length > out.length) {
        throw new RangeError('literals lie beyond the end');
      }
      out.set(literal, done);
      at += literal.length;
      done += literal.length;
      continue;
    }
    let length = control >> 5;
    if (length === 7) {
      length += packed[at++] ?? 0;
    }
    length += 2;
    const from = done - (((control & 31) << 8) | (packed[at++] ?? 0)) - 1;
    if (from < 0 || at > packed.length || done + length > out.length) {
      throw new RangeError('a copy lies beyond the end');
    }
    // Byte by byte: a copy may run into what it is making.
    for (let k = 0; k < length; k++) {
      out[done + k] = out[from + k];
    }
    done += length;
  }
  return out.subarray(0, done);
}
