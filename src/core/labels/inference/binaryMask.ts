import { describeValues } from '../describe.js';
import type { InferenceRule } from './types.js';

/** Values 0 and 255 where there are two classes: a mask whose 255 is class 1, not the ignore value. */
export const binaryMask: InferenceRule = ({ values }, { spec, options, numClasses }) => {
  const isMask = values?.has(255) && [...values.keys()].every(value => value === 0 || value === 255);
  const plain = !spec.remap && !spec.reduceZeroLabel && options.encoding === undefined;
  if (!values || !isMask || !plain || numClasses !== 2) {
    return [];
  }
  // Somebody who says that 255 is ignored may mean it; a mask of 255 alone may be void all over.
  const certain = values.has(0) && !(spec.ignoreIsSet && spec.ignoreValues.includes(255));
  return [
    {
      options: { encoding: 'binary255' },
      title: '255 is class 1',
      evidence: certain ? [] : [`${describeValues(values)} for 2 classes`],
      certain,
    },
  ];
};
