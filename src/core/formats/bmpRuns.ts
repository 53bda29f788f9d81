/**
 * Decodes the runs of a BMP of 8 or 4 bits (RLE8, RLE4) into indices, top row first. Pixels that are skipped are
 * index 0, as in every viewer. Undefined where the end is missing.
 */
export function unpackRuns(stored: Uint8Array, width: number, height: number, bits: number): Uint8Array | undefined {
  const out = new Uint8Array(width * height);
  let [x, y, at] = [0, 0, 0];
  const put = (index: number) => {
    if (x < width && y < height) {
      out[(height - 1 - y) * width + x] = index;
    }
    x++;
  };
  while (at + 1 < stored.length && y < height) {
    const [count, value] = [stored[at], stored[at + 1]];
    at += 2;
    if (count > 0) {
      for (let k = 0; k < count; k++) {
        put(bits === 8 ? value : k % 2 === 0 ? value >> 4 : value & 15);
      }
    } else if (value === 0) {
      [x, y] = [0, y + 1];
    } else if (value === 1) {
      return out;
    } else if (value === 2) {
      x += stored[at] ?? 0;
      y += stored[at + 1] ?? 0;
      at += 2;
    } else {
      for (let k = 0; k < value; k++) {
        const byte = stored[at + (bits === 8 ? k : k >> 1)] ?? 0;
        put(bits === 8 ? byte : k % 2 === 0 ? byte >> 4 : byte & 15);
      }
      // Literals are padded to an even number of bytes.
      const bytes = bits === 8 ? value : Math.ceil(value / 2);
      at += bytes + (bytes % 2);
    }
  }
  return y >= height ? out : undefined;
}
