/**
 * Undoes the filters of scanlines (PNG specification, section 9) in place and closes up the rows, each of which begins
 * with its filter's number. Returns the rows without these; undefined where a number is unknown.
 */
export function unfilter(
  raw: Uint8Array,
  height: number,
  lineBytes: number,
  pixelBytes: number,
): Uint8Array | undefined {
  // Row y moves from y (1 + lineBytes) + 1 to y lineBytes, never over bytes that are still needed.
  for (let y = 0; y < height; y++) {
    const from = y * (lineBytes + 1);
    const to = y * lineBytes;
    const filter = raw[from];
    // The first row has no row above it: filters see zeros there.
    if (!undo(raw, filter, from + 1, to, lineBytes, pixelBytes, y > 0)) {
      return undefined;
    }
  }
  return raw.subarray(0, height * lineBytes);
}

function undo(
  raw: Uint8Array,
  filter: number,
  from: number,
  to: number,
  bytes: number,
  step: number,
  hasAbove: boolean,
): boolean {
  const above = to - bytes;
  switch (filter) {
    case 0:
      raw.copyWithin(to, from, from + bytes);
      return true;
    case 1:
      for (let k = 0; k < bytes; k++) {
        raw[to + k] = raw[from + k] + (k >= step ? raw[to + k - step] : 0);
      }
      return true;
    case 2:
      for (let k = 0; k < bytes; k++) {
        raw[to + k] = raw[from + k] + (hasAbove ? raw[above + k] : 0);
      }
      return true;
    case 3:
      for (let k = 0; k < bytes; k++) {
        const left = k >= step ? raw[to + k - step] : 0;
        raw[to + k] = raw[from + k] + ((left + (hasAbove ? raw[above + k] : 0)) >> 1);
      }
      return true;
    case 4:
      for (let k = 0; k < bytes; k++) {
        const left = k >= step ? raw[to + k - step] : 0;
        const up = hasAbove ? raw[above + k] : 0;
        const corner = hasAbove && k >= step ? raw[above + k - step] : 0;
        raw[to + k] = raw[from + k] + paeth(left, up, corner);
      }
      return true;
    default:
      return false;
  }
}

/** The neighbour nearest to left + up - corner; ties in this order. */
function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const byLeft = Math.abs(estimate - left);
  const byUp = Math.abs(estimate - up);
  const byCorner = Math.abs(estimate - corner);
  return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
}
