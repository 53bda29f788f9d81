import { rgb } from 'd3-color';
import {
  interpolateCividis,
  interpolateMagma,
  interpolatePuOr,
  interpolateRdBu,
  interpolateViridis,
} from 'd3-scale-chromatic';
import { LOSS_CODE_INFINITE, LOSS_CODE_NAN, SIGNED_NEGATIVE_INFINITE } from '../../core/inspection/layers.js';
import type { DivergingMap, SequentialMap } from '../ui.js';
import { CODES, type ColorTable, INFINITE_COLOR, NAN_COLOR, packed, type Rgb } from './colors.js';
import { lastCode, type NumberEncoding, type Scale } from './scales.js';

export type ColorMap = SequentialMap | DivergingMap;

/** All perceptually uniform and safe for colour-blind readers. Diverging ones have warm colours for what is above 0. */
const MAPS: Record<ColorMap, (t: number) => string> = {
  cividis: interpolateCividis,
  viridis: interpolateViridis,
  magma: interpolateMagma,
  purpleOrange: interpolatePuOr,
  redBlue: t => interpolateRdBu(1 - t),
};

/** 1024 steps are finer than 8-bit colour can show, and far cheaper than 65534 interpolations. */
const STEPS = 1024;
const ramps = new Map<ColorMap, Uint32Array>();

export function mapColor(map: ColorMap, t: number): Rgb {
  const { r, g, b } = rgb(MAPS[map](t));
  return [r, g, b];
}

function ramp(map: ColorMap): Uint32Array {
  let found = ramps.get(map);
  if (!found) {
    found = Uint32Array.from({ length: STEPS }, (_, step) => packed(mapColor(map, step / (STEPS - 1))));
    ramps.set(map, found);
  }
  return found;
}

/** The colour of every code of a layer of numbers. */
export function numberTable(encoding: NumberEncoding, map: ColorMap, { positions }: Scale): ColorTable {
  const colors = ramp(map);
  const table = new Uint32Array(CODES);
  for (let code = 0; code <= lastCode(encoding); code++) {
    table[code] = colors[Math.round(positions[code]! * (STEPS - 1))]!;
  }
  if (encoding === 'signed') {
    table[SIGNED_NEGATIVE_INFINITE] = packed(INFINITE_COLOR);
  }
  table[LOSS_CODE_INFINITE] = packed(INFINITE_COLOR);
  table[LOSS_CODE_NAN] = packed(NAN_COLOR);
  return table;
}
