import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DialectContext } from '../../src/core/dialects/context.js';
import { bytesSource } from '../../src/core/formats/byteSource.js';
import { elementReader, type NdArray } from '../../src/core/formats/ndarray.js';
import { readNpy } from '../../src/core/formats/npy.js';
import { type PredictionView, readPrediction } from '../../src/core/inspection/reading.js';
import { makeLabelMap } from '../../src/core/labels/labelMap.js';
import { readJson, SHARED } from './shared.js';

export interface TableEntry {
  value: number | string;
  value64?: number | string | null;
  message?: string;
  how: string;
}

export interface DialectCase {
  case: string;
  shape: [n: number, c: number, h: number, w: number];
  files: { logits: string; label: string; logitsLow?: string };
  weights: number[] | null;
  values: Record<string, TableEntry>;
  gradients: Record<string, { file: string; nan: number; maxAbs: number | string }>;
  maps: Record<string, { file: string }>;
}

export const DIALECT_FOLDER = join(SHARED, 'reference', 'dialects');

export const DIALECT_CASES = [
  'p1_golden',
  'p2_absent_ignored_weights',
  'p3_binary_confident',
  'p4_sigmoid_single',
  'p5_all_ignored',
  'p6_realistic_19',
];

export function readCase(name: string): DialectCase {
  return readJson<DialectCase>(DIALECT_FOLDER, name, 'case.json');
}

export function readArrayOf(...path: string[]): NdArray {
  const file = join(DIALECT_FOLDER, ...path);
  return readNpy(bytesSource(file, readFileSync(file)));
}

export function numbersIn(array: NdArray): Float64Array {
  const read = elementReader(array);
  return Float64Array.from({ length: array.data.length }, (_, k) => read(k));
}

/** A case as the inspection reads it: view, label codes, weights, and the low-resolution input where there is one. */
export function contextOf(found: DialectCase, shareExtended = true): DialectContext {
  const [, channels, height, width] = found.shape;
  const view = (file: string): PredictionView =>
    readPrediction(readArrayOf(found.case, file), file, {
      kind: 'logits',
      layout: 'CHW',
      classCount: null,
      labelSize: [height, width],
    });
  const label = makeLabelMap(readArrayOf(found.case, found.files.label), found.files.label, {
    numClasses: Math.max(2, channels),
    ignoreIndex: 255,
    reduceZeroLabel: false,
  });
  const lowRes = found.files.logitsLow ? view(found.files.logitsLow) : undefined;
  return new DialectContext({ view: view(found.files.logits), label, weights: found.weights, lowRes, shareExtended });
}
