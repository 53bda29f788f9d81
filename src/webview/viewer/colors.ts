import { CONFUSED, CORRECT, FALSE, IGNORED, MISSED } from '../../core/inspection/errorTypes.js';
import { IGNORED_CODE } from '../../core/inspection/layers.js';

export type Rgb = readonly [number, number, number];

/** Codes are 16 bits wide, so one table of 65536 colours turns any layer into pixels. */
export type ColorTable = Uint32Array;
export const CODES = 0x10000;

/** Okabe-Ito colours: apart for all common kinds of colour blindness, and on dark and bright pictures. */
export const ERROR_COLORS: Record<number, Rgb | null> = {
  [CORRECT]: null,
  [MISSED]: [213, 94, 0],
  [FALSE]: [86, 180, 233],
  [CONFUSED]: [240, 228, 66],
  [IGNORED]: [128, 128, 128],
};

/** By place in OUTCOMES: ignored, both right, fixed, broken, both wrong alike, both wrong otherwise. */
export const OUTCOME_COLORS: readonly (Rgb | null)[] = [
  null,
  null,
  [0, 158, 115],
  [213, 94, 0],
  [204, 121, 167],
  [240, 228, 66],
];

/** Neither value lies on a colour map. */
export const INFINITE_COLOR: Rgb = [255, 64, 64];
export const NAN_COLOR: Rgb = [0, 230, 230];
export const IGNORED_COLOR: Rgb = [128, 128, 128];
/** An id without a class. */
export const UNKNOWN_COLOR: Rgb = [255, 0, 255];

/** Opaque pixel as canvas ImageData holds it, seen as little-endian 32 bits. */
export function packed([r, g, b]: Rgb, alpha = 255): number {
  return ((alpha << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

export function css([r, g, b]: Rgb): string {
  return `rgb(${r}, ${g}, ${b})`;
}

export function classTable(classes: readonly { id: number; color: Rgb }[]): ColorTable {
  const table = new Uint32Array(CODES).fill(packed(UNKNOWN_COLOR));
  for (const { id, color } of classes) {
    if (id >= 0 && id < CODES) {
      table[id] = packed(color);
    }
  }
  table[IGNORED_CODE] = packed(IGNORED_COLOR);
  return table;
}

/** Few named codes; those without a colour leave the picture bare. */
export function codeTable(colors: readonly (Rgb | null)[]): ColorTable {
  const table = new Uint32Array(CODES);
  for (const [code, color] of colors.entries()) {
    table[code] = color ? packed(color) : 0;
  }
  return table;
}
