import { isFloat, memoryArray, type NdArray, stridesOf } from '../formats/ndarray.js';
import type { Steps } from '../inspection/steps.js';
import type { ClassSpec } from './classSpec.js';
import { classOf, codePixels } from './codes.js';
import { encodingOf } from './encodings/registry.js';
import { ownEncoding } from './readLabel.js';
import { type LabelSurvey, surveyLabel } from './survey.js';

/** More classes than any list: colours of a mask are judged without a prediction's channels. */
const ANY = 65_534;

/**
 * A prediction as it can be read by index: a colour picture becomes a mask of class ids by the class colours (or by its
 * grey values), everything else stays as it is. Void becomes 65535, which is no class. Throws as the label would.
 */
export function* maskOfPicture(
  array: NdArray,
  name: string,
  spec: ClassSpec,
): Steps<{ array: NdArray; evidence: string[] }> {
  if (!array.colour) {
    return { array, evidence: [] };
  }
  const survey = yield* surveyLabel(array, name);
  const numClasses = spec.count ?? ANY;
  const plain = { ...spec, ignoreValues: [], remap: null, reduceZeroLabel: false };
  const encoding = encodingOf(ownEncoding(survey, plain, numClasses));
  const table = encoding.read(survey, plain, encoding.id === 'rgb' ? numClasses : ANY);
  const ids = yield* codePixels(survey, table);
  const shape = array.shape.slice(0, -1);
  return { array: memoryArray({ shape, strides: stridesOf(shape), dtype: 'uint16' }, ids), evidence: table.evidence };
}

/** How many classes a label shows: one more than the largest id, or those of its colours. */
export function classesIn({ values, array }: LabelSurvey, spec: ClassSpec): number {
  if (!values || isFloat(array.dtype)) {
    return spec.colors.length;
  }
  const isMask = values.size > 1 && [...values.keys()].every(value => value === 0 || value === 255);
  if (isMask && !spec.ignoreIsSet) {
    return 2;
  }
  const ids = [...values.keys()].map(value => classOf(value, spec) ?? -1).filter(Number.isFinite);
  return Math.max(-1, ...ids) + 1;
}
