import type { Size, Transform } from './transform.js';

/** From here on, in CSS pixels per image pixel, pixels get a grid; from the second on also captions. */
const GRID_FROM = 12;
const CAPTION_FROM = 28;
/** Height of a caption's text in CSS pixels. */
const SMALLEST_TEXT = 9;
const LARGEST_TEXT = 16;

export interface HudFrame {
  transform: Transform;
  image: Size;
  /** Device pixels per CSS pixel. */
  ratio: number;
  /** Text inside a pixel at high zoom; null for none. */
  caption: ((x: number, y: number) => string) | null;
  /** The pinned pixel, framed. */
  pinned: { x: number; y: number } | null;
  /** A cross at the centre, shown when the picture is read by keyboard. */
  cross: boolean;
}

/** What lies above the picture and is drawn as vectors: pixel grid, class ids, the cross of the keyboard. */
export function drawHud(canvas: HTMLCanvasElement, frame: HudFrame): void {
  const context = canvas.getContext('2d')!;
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (frame.image.width === 0) {
    return;
  }
  drawGrid(context, canvas, frame);
  if (frame.pinned) {
    drawPinned(context, frame, frame.pinned);
  }
  if (frame.cross) {
    drawCross(context, canvas, frame.ratio);
  }
}

function drawGrid(
  context: CanvasRenderingContext2D,
  view: Size,
  { transform: { scale, x, y }, image, ratio, caption }: HudFrame,
): void {
  if (scale < GRID_FROM * ratio) {
    return;
  }
  const x0 = Math.max(0, Math.floor(-x / scale));
  const y0 = Math.max(0, Math.floor(-y / scale));
  const x1 = Math.min(image.width, Math.ceil((view.width - x) / scale));
  const y1 = Math.min(image.height, Math.ceil((view.height - y) / scale));
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
  const height = Math.min(LARGEST_TEXT * ratio, Math.max(SMALLEST_TEXT * ratio, scale * 0.28));
  context.font = `600 ${Math.round(height)}px sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 3 * ratio;
  context.strokeStyle = 'rgba(0, 0, 0, 0.75)';
  context.fillStyle = '#ffffff';
  const widths = new Map<string, number>();
  for (let row = y0; row < y1; row++) {
    for (let column = x0; column < x1; column++) {
      const text = caption(column, row);
      let width = widths.get(text);
      if (width === undefined) {
        width = context.measureText(text).width;
        widths.set(text, width);
      }
      if (width > scale - 4 * ratio) {
        continue;
      }
      const cx = x + (column + 0.5) * scale;
      const cy = y + (row + 0.5) * scale;
      context.strokeText(text, cx, cy);
      context.fillText(text, cx, cy);
    }
  }
}

/** A frame around one pixel, never smaller than can be seen. */
function drawPinned(
  context: CanvasRenderingContext2D,
  { transform: { scale, x, y }, ratio }: HudFrame,
  pinned: { x: number; y: number },
): void {
  const size = Math.max(scale, 8 * ratio);
  const [cx, cy] = [x + (pinned.x + 0.5) * scale, y + (pinned.y + 0.5) * scale];
  for (const [color, width] of [
    ['#000000', 3 * ratio],
    ['#ffffff', ratio],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.strokeRect(cx - size / 2, cy - size / 2, size, size);
  }
}

function drawCross(context: CanvasRenderingContext2D, view: Size, ratio: number): void {
  const cx = Math.floor(view.width / 2);
  const cy = Math.floor(view.height / 2);
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
