import { InspectionError } from '../../errors.js';
import { countWithShare } from '../../words.js';
import { valueCodes } from '../codes.js';
import { describeValues } from '../describe.js';
import { greyCodes, index } from './byIndex.js';
import type { LabelEncoding } from './types.js';

/** A mask of 0 and 255: 255 is class 1. */
export const binary255: LabelEncoding = {
  id: 'binary255',
  title: '0 and 255 are classes 0 and 1',
  idOf: stored => (stored === 255 ? 1 : stored),
  unfit: index.unfit,
  read(survey, spec, numClasses) {
    const values = survey.values as ReadonlyMap<number, number>;
    const between = [...values].filter(([value]) => value !== 0 && value !== 255);
    const moved = between.reduce((sum, [, count]) => sum + count, 0);
    if (moved > 0 && !(spec.nearestColour && between.every(([value]) => value > 0 && value < 255))) {
      throw new InspectionError(
        'label-binary-values',
        `${survey.name} is read as a mask of 0 and 255, but ${countWithShare(moved, survey.pixels)} have other values ` +
          `(${describeValues(new Map(between))}).`,
        'Choose another label encoding (--encoding), or allow the nearest colour (--nearest-colour) to cut the mask in the middle.',
      );
    }
    const remap = Object.fromEntries([...values.keys()].map(value => [value, value < 128 ? 0 : 1]));
    const table = valueCodes(values, { ...spec, ignoreValues: [], remap }, numClasses, survey.name);
    return {
      ...greyCodes(survey, table),
      moved,
      evidence: [`${describeValues(values)} for ${numClasses} classes: 255 is class 1`],
    };
  },
};
