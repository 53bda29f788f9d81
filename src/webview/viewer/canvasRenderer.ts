import { type Overlay, PATTERNS, type Pattern } from './overlay.js';
import { patternTile } from './patterns.js';
import type { Frame, Renderer } from './renderer.js';
import type { Size } from './transform.js';

/** From here on, in CSS pixels per image pixel, pixels get a grid; from the second on also captions. */
const GRID_FROM = 12;
const CAPTION_FROM = 28;

/** Stands in for a missing picture, so that correct pixels are not the editor's background. */
const NO_PICTURE = '#6e6e6e';

export class CanvasRenderer implements Renderer {
  readonly #context: CanvasRenderingContext2D;
  readonly #scratch = document.createElement('canvas');
  #size: Size = { width: 0, height: 0 };
  #picture: ImageBitmap | null = null;
  #colors: HTMLCanvasElement | null = null;
  #masks: { pattern: Pattern; canvas: HTMLCanvasElement }[] = [];
  #tiles = new Map<string, HTMLCanvasElement>();

  constructor(readonly canvas: HTMLCanvasElement) {
    this.#context = canvas.getContext('2d')!;
  }

  setImage(size: Size, picture: ImageBitmap | null): void {
    this.#size = size;
    this.#picture = picture;
  }

  setOverlay(overlay: Overlay | null): void {
    this.#colors = overlay && toCanvas(overlay, overlay.rgba);
    this.#masks = overlay ? masksOf(overlay) : [];
  }

  draw(frame: Frame): void {
    const context = this.#context;
    const { width, height } = this.canvas;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    context.clearRect(0, 0, width, height);
    if (this.#size.width === 0) {
      return;
    }
    this.#place(context, frame);
    if (this.#picture) {
      context.drawImage(this.#picture, 0, 0, this.#size.width, this.#size.height);
    } else {
      context.fillStyle = NO_PICTURE;
      context.fillRect(0, 0, this.#size.width, this.#size.height);
    }
    if (this.#colors && frame.opacity > 0) {
      context.globalAlpha = frame.opacity;
      context.drawImage(this.#colors, 0, 0);
    }
    for (const { pattern, canvas } of this.#masks) {
      this.#drawPattern(pattern, canvas, frame);
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 1;
    this.#drawGrid(frame);
    if (frame.cross) {
      this.#drawCross(frame);
    }
  }

  /** The one transform of picture, overlay and masks. Below 1:1 pixels are averaged, from there on they stay exact. */
  #place(context: CanvasRenderingContext2D, { transform }: Frame): void {
    context.setTransform(transform.scale, 0, 0, transform.scale, transform.x, transform.y);
    context.imageSmoothingEnabled = transform.scale < 1;
    context.imageSmoothingQuality = 'high';
  }

  #drawPattern(pattern: Pattern, mask: HTMLCanvasElement, frame: Frame): void {
    const { width, height } = this.canvas;
    const scratch = this.#scratch;
    if (scratch.width !== width || scratch.height !== height) {
      scratch.width = width;
      scratch.height = height;
    }
    const context = scratch.getContext('2d')!;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalCompositeOperation = 'source-over';
    context.clearRect(0, 0, width, height);
    this.#place(context, frame);
    context.drawImage(mask, 0, 0);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalCompositeOperation = 'source-in';
    context.fillStyle = context.createPattern(this.#tile(pattern, frame.ratio), 'repeat')!;
    context.fillRect(0, 0, width, height);
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    // Dimming says which pixels are meant; it must not vanish with the overlay.
    this.#context.globalAlpha = pattern === 'dim' ? 1 : frame.opacity;
    this.#context.drawImage(scratch, 0, 0);
  }

  #tile(pattern: Pattern, ratio: number): HTMLCanvasElement {
    const key = `${pattern} ${ratio}`;
    let tile = this.#tiles.get(key);
    if (!tile) {
      tile = patternTile(pattern, ratio);
      this.#tiles.set(key, tile);
    }
    return tile;
  }

  #drawGrid({ transform, ratio, caption }: Frame): void {
    const { scale, x, y } = transform;
    if (scale < GRID_FROM * ratio) {
      return;
    }
    const { width, height } = this.canvas;
    const x0 = Math.max(0, Math.floor(-x / scale));
    const y0 = Math.max(0, Math.floor(-y / scale));
    const x1 = Math.min(this.#size.width, Math.ceil((width - x) / scale));
    const y1 = Math.min(this.#size.height, Math.ceil((height - y) / scale));
    const context = this.#context;
    context.fillStyle = 'rgba(128, 128, 128, 0.6)';
    for (let column = x0; column <= x1; column++) {
      context.fillRect(Math.round(x + column * scale), y + y0 * scale, 1, (y1 - y0) * scale);
    }
    for (let row = y0; row <= y1; row++) {
      context.fillRect(x + x0 * scale, Math.round(y + row * scale), (x1 - x0) * scale, 1);
    }
    if (!caption || scale < CAPTION_FROM * ratio) {
      return;
    }
    context.font = `${Math.round(scale * 0.28)}px monospace`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineWidth = Math.max(2, scale * 0.06);
    context.strokeStyle = 'rgba(0, 0, 0, 0.8)';
    context.fillStyle = '#ffffff';
    for (let row = y0; row < y1; row++) {
      for (let column = x0; column < x1; column++) {
        const text = caption(column, row);
        const cx = x + (column + 0.5) * scale;
        const cy = y + (row + 0.5) * scale;
        context.strokeText(text, cx, cy);
        context.fillText(text, cx, cy);
      }
    }
  }

  #drawCross({ ratio }: Frame): void {
    const context = this.#context;
    const cx = Math.floor(this.canvas.width / 2);
    const cy = Math.floor(this.canvas.height / 2);
    const arm = Math.round(8 * ratio);
    const gap = Math.round(3 * ratio);
    for (const [color, width] of [
      ['#000000', 3 * ratio],
      ['#ffffff', ratio],
    ] as const) {
      context.fillStyle = color;
      const half = Math.floor(width / 2);
      context.fillRect(cx - half, cy - arm, width, arm - gap);
      context.fillRect(cx - half, cy + gap, width, arm - gap);
      context.fillRect(cx - arm, cy - half, arm - gap, width);
      context.fillRect(cx + gap, cy - half, arm - gap, width);
    }
  }
}

function toCanvas({ width, height }: Size, rgba: Uint32Array<ArrayBuffer>): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')!.putImageData(new ImageData(new Uint8ClampedArray(rgba.buffer), width, height), 0, 0);
  return canvas;
}

/** One native-size mask for each pattern that occurs. */
function masksOf(overlay: Overlay): { pattern: Pattern; canvas: HTMLCanvasElement }[] {
  return PATTERNS.flatMap((pattern, index) => {
    if (index === 0 || !overlay.used[index]) {
      return [];
    }
    const mask = new Uint32Array(overlay.patterns.length);
    for (let i = 0; i < mask.length; i++) {
      mask[i] = overlay.patterns[i] === index ? 0xff000000 : 0;
    }
    return [{ pattern, canvas: toCanvas(overlay, mask) }];
  });
}
