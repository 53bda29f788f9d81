import { inflate } from '../inflate.js';

/** PackBits (TIFF 6.0, section 9): runs and literals; fills `out` and stops there. Returns the bytes written. */
function unpackBits(packed: Uint8Array, out: Uint8Array): number {
  let at = 0;
  let done = 0;
  while (at < packed.length && done < out.length) {
    const head = packed[at++];
    if (head < 128) {
      const literal = packed.subarray(at, at + Math.min(head + 1, out.length - done));
      out.set(literal, done);
      done += literal.length;
      at += head + 1;
    } else if (head > 128 && at < packed.length) {
      const end = Math.min(out.length, done + 257 - head);
      out.fill(packed[at++], done, end);
      done = end;
    }
  }
  return done;
}

const CLEAR = 256;
const END = 257;
const TABLE = 4096;

/**
 * LZW as TIFF has it (TIFF 6.0, section 13): codes of 9 to 12 bits, most significant bit first, each width left one
 * code early. Fills `out` and stops there. Returns the bytes written, fewer for a damaged stream.
 */
function unpackLzw(packed: Uint8Array, out: Uint8Array): number {
  const prefix = new Uint16Array(TABLE);
  const last = new Uint8Array(TABLE);
  const lengths = new Uint16Array(TABLE).fill(1, 0, CLEAR);
  for (let code = 0; code < CLEAR; code++) {
    last[code] = code;
  }
  let [next, width, previous] = [END + 1, 9, -1];
  let [bits, held, at, done] = [0, 0, 0, 0];
  while (done < out.length) {
    while (held < width) {
      if (at === packed.length) {
        return done;
      }
      bits = ((bits << 8) | packed[at++]) & 0xffffff;
      held += 8;
    }
    held -= width;
    const code = (bits >> held) & ((1 << width) - 1);
    if (code === END) {
      return done;
    }
    if (code === CLEAR) {
      [next, width, previous] = [END + 1, 9, -1];
      continue;
    }
    if (code > next || (code === next && previous < 0)) {
      return done;
    }
    // A code that is just being made is the previous string and its own first byte.
    const length = code === next ? lengths[previous] + 1 : lengths[code];
    let from = code === next ? previous : code;
    let to = done + lengths[from] - 1;
    for (; from >= CLEAR; from = prefix[from], to--) {
      if (to < out.length) {
        out[to] = last[from];
      }
    }
    const first = from;
    if (to < out.length) {
      out[to] = first;
    }
    if (code === next && done + length - 1 < out.length) {
      out[done + length - 1] = first;
    }
    done += length;
    if (previous >= 0 && next < TABLE) {
      prefix[next] = previous;
      last[next] = first;
      lengths[next] = lengths[previous] + 1;
      next++;
    }
    previous = code;
    width = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
  }
  return out.length;
}

/** The bytes of one strip or tile, `length` of them; fewer where the stream ends early. */
export function unpack(packed: Uint8Array, compression: 'none' | 'lzw' | 'deflate' | 'packbits', length: number) {
  if (compression === 'none') {
    return packed.subarray(0, length);
  }
  if (compression === 'deflate') {
    return inflate(packed, 'zlib', length);
  }
  const out = new Uint8Array(length);
  return out.subarray(0, compression === 'lzw' ? unpackLzw(packed, out) : unpackBits(packed, out));
}
