import type { Frame } from '../frame.js';
import type { RegionStatistics } from './regionStatistics.js';

/** I, P and Y with the binary logit d = z₁ − z₀ in the place of its probability, as class 1 of [samples, 2]. */
export async function rawStatistics(frame: Frame): Promise<RegionStatistics> {
  const { width, height, codes } = frame.label;
  const [intersection, prediction] = [0, 1].map(() => new Float64Array(frame.samples * 2));
  await frame.eachRow((n, y, row) => {
    for (let x = 0; x < width; x++) {
      const pixel = (n * height + y) * width + x;
      if (frame.isValid(pixel)) {
        const d = row[width + x] - row[x];
        prediction[2 * n + 1] += d;
        intersection[2 * n + 1] += codes[pixel] === 1 ? d : 0;
      }
    }
  });
  return { inputs: { intersection, prediction }, label: frame.counts.slice(), shape: [frame.samples, 2] };
}
