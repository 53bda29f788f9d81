import type { ArraySlice } from '../../core/arrays/slice.js';
import { mapColor } from '../viewer/colorMaps.js';
import { packed } from '../viewer/colors.js';

const STEPS = 256;
let colours: Uint32Array | undefined;

/** viridis as pixels of ImageData. */
function table(): Uint32Array {
  colours ??= Uint32Array.from({ length: STEPS }, (_, k) => packed(mapColor('viridis', k / (STEPS - 1))));
  return colours;
}

/** Values that no colour stands for: NaN and infinities are left transparent. */
export function drawSlice(
  canvas: HTMLCanvasElement,
  { values, width, height }: ArraySlice,
): { min: number; max: number } {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (Number.isFinite(value)) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context && width > 0 && height > 0) {
    const image = context.createImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    const scale = max > min ? (STEPS - 1) / (max - min) : 0;
    const map = table();
    for (let k = 0; k < values.length; k++) {
      pixels[k] = Number.isFinite(values[k]) ? map[Math.round((values[k] - min) * scale)] : 0;
    }
    context.putImageData(image, 0, 0);
  }
  return { min, max };
}

/** Counts as bars, in the colour of text; small ones stay visible since height is their logarithm. */
export function drawHistogram(canvas: HTMLCanvasElement, histogram: Float64Array): void {
  const context = canvas.getContext('2d');
  if (!context) {
    return;
  }
  const [width, height] = [canvas.width, canvas.height];
  const most = Math.log1p(histogram.reduce((a, b) => Math.max(a, b), 0));
  context.clearRect(0, 0, width, height);
  context.fillStyle = getComputedStyle(canvas).color;
  const step = width / histogram.length;
  histogram.forEach((count, k) => {
    const bar = most > 0 ? (Math.log1p(count) / most) * height : 0;
    context.fillRect(k * step, height - bar, Math.max(1, step - 1), bar);
  });
}
