import type { Pattern } from './overlay.js';

/** Tile edge in CSS pixels; small enough that a thin object still shows its pattern. */
const TILE = 6;

/** One repeatable tile, drawn in screen space so that patterns look the same at every zoom. */
export function patternTile(pattern: Pattern, ratio: number): HTMLCanvasElement {
  const size = Math.max(4, Math.round(TILE * ratio));
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d')!;
  if (pattern === 'dots') {
    context.fillStyle = 'rgba(0, 0, 0, 0.75)';
    const dot = Math.max(1, Math.round(2 * ratio));
    const start = Math.round((size - dot) / 2);
    context.fillRect(start, start, dot, dot);
  } else if (pattern === 'diagonals') {
    stripes(context, size, 'rgba(0, 0, 0, 0.55)', 1.2 * ratio, false);
  } else if (pattern === 'hatch') {
    context.fillStyle = 'rgba(112, 112, 112, 0.35)';
    context.fillRect(0, 0, size, size);
    stripes(context, size, 'rgba(0, 0, 0, 0.55)', 2 * ratio, true);
    stripes(context, size, 'rgba(255, 255, 255, 0.8)', ratio, true);
  } else if (pattern === 'dim') {
    context.fillStyle = 'rgba(0, 0, 0, 0.62)';
    context.fillRect(0, 0, size, size);
  }
  return canvas;
}

/** Three parallel lines make one stripe that continues over the tile's edges. */
function stripes(context: CanvasRenderingContext2D, size: number, color: string, width: number, falling: boolean) {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.beginPath();
  for (const shift of [-size, 0, size]) {
    context.moveTo(shift - 1, falling ? -1 : size + 1);
    context.lineTo(shift + size + 1, falling ? size + 1 : -1);
  }
  context.stroke();
}
