import { describeValues } from '../describe.js';
import type { InferenceRule } from './types.js';

/** Ids 0..C for C classes: either 0 is "nothing" and the classes begin at 1, or C is void. Both occur; nobody knows. */
export const oneTooMany: InferenceRule = ({ values }, { spec, options, numClasses }) => {
  const plain = !spec.remap && !spec.reduceZeroLabel && options.encoding !== 'rgb' && options.encoding !== 'binary255';
  const outside = [...(values?.keys() ?? [])].filter(
    value => value >= numClasses && !spec.ignoreValues.includes(value),
  );
  if (!values || !plain || outside.length !== 1 || outside[0] !== numClasses) {
    return [];
  }
  const evidence = [`${describeValues(values)} for ${numClasses} classes`];
  return [
    { options: { reduceZeroLabel: true }, title: '0 is ignored, class k is stored as k + 1', evidence, certain: false },
    {
      options: { ignoreIndex: [...spec.ignoreValues, numClasses] },
      title: `${numClasses} is ignored`,
      evidence,
      certain: false,
    },
  ];
};
