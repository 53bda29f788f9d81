/** What is drawn above a pixel's colour, in screen space so that patterns look the same at every zoom. */
export const PATTERNS = ['none', 'dots', 'diagonals', 'hatch', 'dim'] as const;
export type Pattern = (typeof PATTERNS)[number];
export const NONE = 0;
const DOTS = 1;
const DIAGONALS = 2;
export const HATCH = 3;
export const DIM = 4;

/** By error kind: missed is plain, false dotted, confused striped, ignored hatched. */
export const ERROR_PATTERNS = [NONE, NONE, DOTS, DIAGONALS, HATCH] as const;

/** Tile edge in CSS pixels; small enough that a thin object still shows its pattern. */
const TILE = 6;

/** The repeatable tiles of all patterns below each other, as straight RGBA. */
export interface PatternTiles {
  /** Edge of one tile in device pixels. */
  size: number;
  data: Uint8ClampedArray<ArrayBuffer>;
}

function tileSize(ratio: number): number {
  return Math.max(4, Math.round(TILE * ratio));
}

const sheets = new Map<number, PatternTiles>();

export function patternTiles(ratio: number): PatternTiles {
  let sheet = sheets.get(ratio);
  if (!sheet) {
    const size = tileSize(ratio);
    const canvas = document.createElement('canvas');
    canvas.width = size;
    canvas.height = size * PATTERNS.length;
    const context = canvas.getContext('2d', { willReadFrequently: true })!;
    for (const [index, pattern] of PATTERNS.entries()) {
      context.drawImage(patternTile(pattern, ratio), 0, index * size);
    }
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    sheet = { size, data: data as Uint8ClampedArray<ArrayBuffer> };
    sheets.set(ratio, sheet);
  }
  return sheet;
}

/** One repeatable tile. */
export function patternTile(pattern: Pattern, ratio: number): HTMLCanvasElement {
  const size = tileSize(ratio);
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
