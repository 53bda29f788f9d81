import type { NdArray } from '../formats/ndarray.js';
import { atOnce, type Steps } from '../inspection/steps.js';
import { type CodeTable, codePixels, type ValueRules, valueCodes } from './codes.js';
import type { LabelGeometry } from './geometry.js';
import { type LabelSurvey, surveyLabel } from './survey.js';

/** Labels as the losses see them: class ids 0..C-1, or IGNORED_CODE. Sample by sample, row-major. */
export interface LabelMap extends LabelGeometry {
  codes: Uint16Array;
  /** Pixels whose id was outside the classes and not the ignore value, by id as found in the file. */
  outOfRange: Map<number, number>;
}

/** A label map with what its file stores. */
export interface StoredLabel extends LabelMap {
  /** The values as stored, before anything was made of it: with pixel counts; null for colours. */
  values: ReadonlyMap<number, number> | null;
  /** Pixels in colours of no class that became the nearest class colour, because the user said so. */
  moved: number;
}

/** The label map of a surveyed label whose values or colours are known. */
export function* labelMapOf(survey: LabelSurvey, table: CodeTable): Steps<StoredLabel> {
  const codes = yield* codePixels(survey, table);
  const { geometry, values } = survey;
  return { ...geometry, codes, outOfRange: table.outOfRange, values, moved: table.moved };
}

/** Maps stored values to class ids, by index and at once: for arrays whose meaning is known. */
export function makeLabelMap(
  array: NdArray,
  name: string,
  { numClasses, ...rules }: Partial<ValueRules> & { numClasses: number; ignoreIndex?: number },
): StoredLabel {
  const survey = atOnce(surveyLabel(array, name));
  const values = survey.values as ReadonlyMap<number, number>;
  const { ignoreIndex = 255, ignoreValues = [ignoreIndex], reduceZeroLabel = false, remap = null } = rules;
  return atOnce(labelMapOf(survey, valueCodes(values, { ignoreValues, reduceZeroLabel, remap }, numClasses, name)));
}
