import { CASING, CASING_ALPHA, dashLength, isPlain, LINE, nearBorder, plainBlocks } from './outline.js';
import { Painter } from './painter.js';
import { DIM, NONE, type PatternTiles } from './patterns.js';
import { type Codes, type Frame, type Scene, samplesPerSide } from './scene.js';
import { deviceSpan, type Size } from './transform.js';

/** A rectangle of device pixels. */
export interface Rect extends Size {
  x: number;
  y: number;
}

/** The device pixels whose middle lies on the image. */
export function imageRect({ size }: Scene, { transform }: Frame, view: Size): Rect {
  const [left, right] = deviceSpan(transform.x, transform.scale, 0, size.width, view.width);
  const [top, bottom] = deviceSpan(transform.y, transform.scale, 0, size.height, view.height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * The overlay of a rectangle of device pixels as straight RGBA, to be laid over the picture. This is what the fragment
 * shader does, on the processor: for browsers without WebGL 2, for the minimap, and for tests.
 */
export function raster(scene: Scene, frame: Frame, tiles: PatternTiles, rect: Rect): Uint8ClampedArray<ArrayBuffer> {
  const { width: columns } = scene.size;
  const { transform, opacity, divider } = frame;
  const out = new Uint8ClampedArray(rect.width * rect.height * 4);
  // The same as packed colours.
  const words = new Uint32Array(out.buffer);
  const left = new Painter(scene, scene.left);
  const right = scene.right && new Painter(scene, scene.right);
  const n = samplesPerSide(frame);
  const xs = sampled(rect.x, rect.width, n, transform.x, transform.scale, scene.size.width);
  const ys = sampled(rect.y, rect.height, n, transform.y, transform.scale, scene.size.height);
  const { size, data: tile } = tiles;
  let to = 0;
  for (let row = 0; row < rect.height; row++) {
    const tileRow = (rect.y + row) % size;
    for (let column = 0; column < rect.width; column++, to += 4) {
      const x = rect.x + column;
      const painter = right && x + 0.5 > divider ? right : left;
      const tileColumn = x % size;
      if (n === 1) {
        painter.at(ys[row]! * columns + xs[column]!);
        if (painter.pattern === NONE) {
          const { color } = painter;
          words[to >> 2] = (color & 0xffffff) | (Math.round((color >>> 24) * opacity) << 24);
          continue;
        }
      }
      let r = 0;
      let g = 0;
      let b = 0;
      let a = 0;
      for (let sy = row * n; sy < (row + 1) * n; sy++) {
        for (let sx = column * n; sx < (column + 1) * n; sx++) {
          painter.at(ys[sy]! * columns + xs[sx]!);
          const { color, pattern } = painter;
          let under = (color >>> 24) * opacity;
          if (pattern !== NONE) {
            const from = ((pattern * size + tileRow) * size + tileColumn) * 4;
            // Dimming says which pixels are meant; it must not vanish with the overlay.
            const over = tile[from + 3]! * (pattern === DIM ? 1 : opacity);
            r += tile[from]! * over;
            g += tile[from + 1]! * over;
            b += tile[from + 2]! * over;
            a += over;
            under *= 1 - over / 255;
          }
          r += (color & 0xff) * under;
          g += ((color >>> 8) & 0xff) * under;
          b += ((color >>> 16) & 0xff) * under;
          a += under;
        }
      }
      if (a > 0) {
        out[to] = r / a;
        out[to + 1] = g / a;
        out[to + 2] = b / a;
        out[to + 3] = a / (n * n);
      }
    }
  }
  drawOutlines(scene, frame, rect, out);
  return out;
}

/** Image columns (or rows) that the samples of each device pixel fall on. */
function sampled(from: number, count: number, n: number, offset: number, scale: number, length: number): Uint32Array {
  const found = new Uint32Array(count * n);
  for (let i = 0; i < found.length; i++) {
    const at = Math.floor((from + (i + 0.5) / n - offset) / scale);
    found[i] = Math.min(length - 1, Math.max(0, at));
  }
  return found;
}

function drawOutlines(scene: Scene, frame: Frame, rect: Rect, out: Uint8ClampedArray): void {
  const { label, prediction, outlines } = scene;
  if (outlines.label && label) {
    outline(scene, frame, rect, out, label, false);
  }
  if (outlines.prediction && prediction) {
    outline(scene, frame, rect, out, prediction, true);
  }
}

/** White with a dark casing, so that it is seen on everything; the prediction's is dashed. */
function outline(scene: Scene, frame: Frame, rect: Rect, out: Uint8ClampedArray, codes: Codes, dashed: boolean): void {
  const { scale, x: left, y: top } = frame.transform;
  const line = (LINE * frame.ratio) / scale;
  const casing = (CASING * frame.ratio) / scale;
  const dash = dashLength(frame.ratio);
  const plain = plainBlocks(codes, scene.size);
  let to = 0;
  for (let row = rect.y; row < rect.y + rect.height; row++) {
    const y = (row + 0.5 - top) / scale;
    for (let column = rect.x; column < rect.x + rect.width; column++, to += 4) {
      const x = (column + 0.5 - left) / scale;
      if (isPlain(plain, x, y, casing) || !nearBorder(codes, scene.size, x, y, casing)) {
        continue;
      }
      const gap = dashed && Math.floor((column + row) / dash) % 2 === 1;
      if (!gap && nearBorder(codes, scene.size, x, y, line)) {
        out.fill(255, to, to + 4);
      } else {
        darken(out, to);
      }
    }
  }
}

/** Black with the casing's opacity over straight RGBA. */
function darken(out: Uint8ClampedArray, at: number): void {
  const under = (out[at + 3]! / 255) * (1 - CASING_ALPHA);
  const alpha = CASING_ALPHA + under;
  for (let channel = 0; channel < 3; channel++) {
    out[at + channel] = (out[at + channel]! * under) / alpha;
  }
  out[at + 3] = alpha * 255;
}
