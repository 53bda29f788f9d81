/** A mask of category ids as detectron2 writes it: one record for each id but `unset`. */
export interface Mask {
  name: string;
  shape: readonly [height: number, width: number];
  data: ArrayLike<number>;
}

/** Bytes of a sem_seg_predictions.json. `compressed: false`: the run lengths as lists. */
export function write(masks: readonly Mask[], { unset = 255, compressed = true } = {}): Uint8Array {
  const records = masks.flatMap(({ name, shape, data }) =>
    [...new Set(Array.from(data))]
      .filter(id => id !== unset)
      .map(id => {
        const runs = runsOf(shape, data, id);
        const counts = compressed ? textOfRuns(runs) : runs;
        return { file_name: name, category_id: id, segmentation: { size: shape, counts } };
      }),
  );
  return new TextEncoder().encode(JSON.stringify(records));
}

/** Numbers of pixels that are not, are, are not, … of an id, column by column. */
function runsOf([height, width]: readonly [number, number], data: ArrayLike<number>, id: number): number[] {
  const runs = [0];
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) {
      const inside = data[y * width + x] === id ? 1 : 0;
      if (runs.length % 2 === 1 - inside) {
        runs[runs.length - 1]++;
      } else {
        runs.push(1);
      }
    }
  }
  return runs;
}

/** COCO's compressed text (cocoapi, rleToString). */
export function textOfRuns(runs: readonly number[]): string {
  let text = '';
  runs.forEach((run, k) => {
    let rest = k > 2 ? run - runs[k - 2] : run;
    for (let more = true; more; ) {
      const bits = rest & 31;
      rest >>= 5;
      more = bits & 16 ? rest !== -1 : rest !== 0;
      text += String.fromCharCode((more ? bits | 32 : bits) + 48);
    }
  });
  return text;
}
