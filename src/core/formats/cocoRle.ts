/**
 * The run lengths of a compressed COCO mask (cocoapi, rleFrString): each in groups of five bits, least significant
 * first, as characters from "0" on; bit 32 says that another follows, bit 16 of the last is the sign. From the fourth
 * on a run is stored as the difference to the one before the last. Throws RangeError for what is none of this.
 */
export function runsOfText(text: string): number[] {
  const runs: number[] = [];
  for (let at = 0; at < text.length; ) {
    let value = 0;
    let shift = 0;
    for (let more = true; more; shift += 5) {
      const bits = text.charCodeAt(at++) - 48;
      if (!(bits >= 0 && bits < 64) || shift > 30) {
        throw new RangeError(`character ${at} of the run lengths is none`);
      }
      value += (bits & 31) * 2 ** shift;
      more = (bits & 32) !== 0;
      if (!more && (bits & 16) !== 0) {
        value -= 2 ** (shift + 5);
      }
    }
    runs.push(runs.length > 2 ? value + runs[runs.length - 2] : value);
  }
  return runs;
}

/**
 * Writes `id` into the pixels of a mask, column by column from the left as COCO stores them: `runs` are the numbers of
 * pixels that are not, are, are not, … in the mask. Returns how many are. Throws RangeError unless the runs fill the
 * mask exactly.
 */
export function fillRuns(mask: Uint16Array, runs: readonly number[], id: number): number {
  let at = 0;
  let filled = 0;
  for (const [k, run] of runs.entries()) {
    if (!(Number.isInteger(run) && run >= 0 && run <= mask.length - at)) {
      throw new RangeError(`its run lengths do not add up to ${mask.length} pixels`);
    }
    if (k % 2 === 1) {
      mask.fill(id, at, at + run);
      filled += run;
    }
    at += run;
  }
  if (at !== mask.length) {
    throw new RangeError(`its run lengths add up to ${at} of ${mask.length} pixels`);
  }
  return filled;
}
