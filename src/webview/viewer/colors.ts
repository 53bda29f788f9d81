import { rgb } from 'd3-color';
import { interpolateCividis, interpolateMagma } from 'd3-scale-chromatic';
import { CONFUSED, CORRECT, FALSE, IGNORED, MISSED } from '../../core/inspection/errorTypes.js';
import { IGNORED_CODE, LOSS_CODE_INFINITE, LOSS_CODE_MAX, LOSS_CODE_NAN } from '../../core/inspection/layers.js';

export type Rgb = readonly [number, number, number];

/** Codes are 16 bits wide, so one table of 65536 colours turns any layer into pixels. */
export type ColorTable = Uint32Array;
const CODES = 0x10000;

/** Okabe-Ito colours: apart for all common kinds of colour blindness, and on dark and bright pictures. */
export const ERROR_COLORS: Record<number, Rgb | null> = {
  [CORRECT]: null,
  [MISSED]: [213, 94, 0],
  [FALSE]: [86, 180, 233],
  [CONFUSED]: [240, 228, 66],
  [IGNORED]: [128, 128, 128],
};

/** Neither value lies on a loss map. */
export const INFINITE_COLOR: Rgb = [255, 64, 64];
export const NAN_COLOR: Rgb = [0, 230, 230];
export const IGNORED_COLOR: Rgb = [128, 128, 128];
/** An id without a class. */
export const UNKNOWN_COLOR: Rgb = [255, 0, 255];

/** Both are perceptually uniform and safe for colour-blind readers; two maps tell the two losses apart. */
const MAPS = { crossEntropy: interpolateCividis, focal: interpolateMagma };
export type LossLayer = keyof typeof MAPS;

export function lossColor(layer: LossLayer, t: number): Rgb {
  const { r, g, b } = rgb(MAPS[layer](t));
  return [r, g, b];
}

/** Opaque pixel as canvas ImageData holds it, seen as little-endian 32 bits. */
export function packed([r, g, b]: Rgb, alpha = 255): number {
  return ((alpha << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

export function css([r, g, b]: Rgb): string {
  return `rgb(${r}, ${g}, ${b})`;
}

const lossTables = new Map<LossLayer, ColorTable>();

export function lossTable(layer: LossLayer): ColorTable {
  let table = lossTables.get(layer);
  if (!table) {
    table = new Uint32Array(CODES);
    // 1024 steps are finer than 8-bit colour can show, and far cheaper than 65534 interpolations.
    const steps = Array.from({ length: 1024 }, (_, step) => packed(lossColor(layer, step / 1023)));
    for (let code = 0; code <= LOSS_CODE_MAX; code++) {
      table[code] = steps[Math.round((code / LOSS_CODE_MAX) * 1023)]!;
    }
    table[LOSS_CODE_INFINITE] = packed(INFINITE_COLOR);
    table[LOSS_CODE_NAN] = packed(NAN_COLOR);
    lossTables.set(layer, table);
  }
  return table;
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
