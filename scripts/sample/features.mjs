// What the sample's models see of a picture, at half its size: colours, edges and roughness, each near and far.
import { clamp } from './numbers.mjs';

/** What a model looks at: radii of the surroundings, and of edges, in pixels of the half-size picture. */
export const COARSE = { colors: [2, 8], edges: [], rough: [3], column: false };
export const FINE = { colors: [0, 1, 4, 10], edges: [1, 3], rough: [1, 4], column: true };

/**
 * Features of a picture, one plane after the other.
 *
 * @returns {{ width: number, height: number, count: number, planes: Float32Array[] }} planes of half the size, of
 *   about unit scale
 */
export function features({ width, height, rgb }, { colors, edges, rough, column }) {
  const w = width / 2;
  const h = height / 2;
  const channels = [0, 1, 2].map(channel => halved(rgb, width, w, h, channel));
  const grey = channels[0].map((value, index) => (value + channels[1][index] + channels[2][index]) / 3);
  const across = grey.map((value, index) => Math.abs(value - grey[index % w === 0 ? index : index - 1]) * 6);
  const down = grey.map((value, index) => Math.abs(value - grey[index < w ? index : index - w]) * 6);
  const squares = grey.map(value => value * value);
  const planes = [];
  for (const radius of colors) {
    planes.push(...channels.map(channel => blurred(channel, w, h, radius)));
  }
  for (const radius of edges) {
    planes.push(blurred(across, w, h, radius), blurred(down, w, h, radius));
  }
  for (const radius of rough) {
    const mean = blurred(grey, w, h, radius);
    planes.push(
      blurred(squares, w, h, radius).map((value, i) => 4 * Math.sqrt(clamp(value - mean[i] * mean[i], 0, 9))),
    );
  }
  if (column) {
    // Thin upright things stand out from what is left and right of them.
    const near = blurred(grey, w, h, 0, 4);
    const wide = blurred(grey, w, h, 4, 4);
    planes.push(near.map((value, index) => 4 * (value - wide[index])));
    planes.push(near.map((value, index) => 8 * Math.abs(value - wide[index])));
  }
  const x = new Float32Array(w * h).map((_, index) => Math.abs(((index % w) + 0.5) / w - 0.5) * 4 - 1);
  const y = new Float32Array(w * h).map((_, index) => ((Math.floor(index / w) + 0.5) / h) * 4 - 2);
  planes.push(x, y);
  return { width: w, height: h, count: planes.length, planes };
}

/** One channel at half size, -1 to 1. */
function halved(rgb, width, w, h, channel) {
  const plane = new Float32Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const at = (2 * y * width + 2 * x) * 3 + channel;
      const sum = rgb[at] + rgb[at + 3] + rgb[at + width * 3] + rgb[at + width * 3 + 3];
      plane[y * w + x] = sum / 510 - 1;
    }
  }
  return plane;
}

/** Means over a box, taken twice; a radius for each direction. */
export function blurred(plane, w, h, radiusX, radiusY = radiusX) {
  let result = plane;
  for (let time = 0; time < 2; time++) {
    result = radiusX > 0 ? means(result, h, w, w, 1, radiusX) : result;
    result = radiusY > 0 ? means(result, w, h, 1, w, radiusY) : result;
  }
  return result;
}

/** Running means along lines; the outermost value stands for what lies beyond. */
function means(plane, lines, length, lineStep, step, radius) {
  const result = new Float32Array(plane.length);
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    const at = index => plane[start + clamp(index, 0, length - 1) * step];
    let sum = 0;
    for (let index = -radius; index <= radius; index++) {
      sum += at(index);
    }
    for (let index = 0; index < length; index++) {
      result[start + index * step] = sum / (2 * radius + 1);
      sum += at(index + radius + 1) - at(index - radius);
    }
  }
  return result;
}
