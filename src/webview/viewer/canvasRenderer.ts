import { patternTiles } from './patterns.js';
import { imageRect, type Rect, raster } from './raster.js';
import { NO_PICTURE, type Renderer } from './renderer.js';
import { EMPTY_SCENE, type Frame, type Scene } from './scene.js';

/** Where WebGL 2 is missing: picture and overlay computed for each device pixel, on the processor. */
export class CanvasRenderer implements Renderer {
  readonly kind = 'canvas2d';
  readonly #context: CanvasRenderingContext2D;
  readonly #scratch = document.createElement('canvas');
  #scene: Scene = EMPTY_SCENE;

  constructor(readonly canvas: HTMLCanvasElement) {
    // Kept in main memory, where all of its pixels come from.
    this.#context = canvas.getContext('2d', { willReadFrequently: true })!;
  }

  setScene(scene: Scene): void {
    this.#scene = scene;
  }

  draw(frame: Frame): void {
    const context = this.#context;
    const rect = imageRect(this.#scene, frame, this.canvas);
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    if (rect.width > 0 && rect.height > 0) {
      drawPicture(context, this.#scene, frame, rect);
      putOver(context, this.#scratch, raster(this.#scene, frame, patternTiles(frame.ratio), rect), rect);
    }
  }

  dispose(): void {}
}

/** Lays straight RGBA over what is there. */
export function putOver(
  context: CanvasRenderingContext2D,
  scratch: HTMLCanvasElement,
  pixels: Uint8ClampedArray<ArrayBuffer>,
  { x, y, width, height }: Rect,
): void {
  scratch.width = width;
  scratch.height = height;
  scratch.getContext('2d', { willReadFrequently: true })!.putImageData(new ImageData(pixels, width, height), 0, 0);
  context.drawImage(scratch, x, y);
}

/** Pixels of the picture are averaged where they are smaller than those of the screen, exact from there on. */
export function drawPicture(context: CanvasRenderingContext2D, scene: Scene, frame: Frame, rect: Rect): void {
  const { size, picture } = scene;
  const { scale, x, y } = frame.transform;
  if (!picture) {
    context.fillStyle = `rgb(${NO_PICTURE.join(', ')})`;
    context.fillRect(rect.x, rect.y, rect.width, rect.height);
    return;
  }
  const smaller = Math.max(picture.width / size.width, picture.height / size.height) > scale;
  if (smaller || frame.draft) {
    context.imageSmoothingEnabled = smaller;
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, x, y, size.width * scale, size.height * scale);
  } else {
    context.putImageData(exactPicture(picture, scene, frame, rect), rect.x, rect.y);
  }
}

/** What drawImage() does without smoothing, but for the very pixels that are hovered: it chooses others at times. */
function exactPicture(picture: ImageBitmap, { size }: Scene, { transform }: Frame, rect: Rect): ImageData {
  const columns = nearest(rect.x, rect.width, transform.x, transform.scale, picture.width / size.width, picture.width);
  const rows = nearest(rect.y, rect.height, transform.y, transform.scale, picture.height / size.height, picture.height);
  // No larger than the screen: every pixel of the picture covers one of the screen's at least.
  const [left, top] = [columns[0]!, rows[0]!];
  const part = new OffscreenCanvas(columns.at(-1)! - left + 1, rows.at(-1)! - top + 1);
  const context = part.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(picture, -left, -top);
  const from = new Uint32Array(context.getImageData(0, 0, part.width, part.height).data.buffer);
  const pixels = new Uint32Array(rect.width * rect.height);
  for (let row = 0, to = 0; row < rect.height; row++) {
    const start = (rows[row]! - top) * part.width - left;
    for (let column = 0; column < rect.width; column++, to++) {
      pixels[to] = from[start + columns[column]!]!;
    }
  }
  return new ImageData(new Uint8ClampedArray(pixels.buffer), rect.width, rect.height);
}

/** Column (or row) of the picture below the middle of each device pixel. */
function nearest(from: number, count: number, offset: number, scale: number, ratio: number, length: number) {
  return Uint32Array.from({ length: count }, (_, i) => {
    const at = (from + i + 0.5 - offset) / scale;
    return Math.min(length - 1, Math.max(0, ratio === 1 ? Math.floor(at) : Math.floor(at * ratio)));
  });
}
