import { grouped } from '../grouped.js';
import { sumsOf } from '../record.js';
import { type DatasetFinding, type DatasetRule, MOST_EXAMPLES } from './types.js';

/** Classes that labels have and no prediction ever has. */
export const neverPredicted: DatasetRule = ({ all, evaluated, records }) => {
  if (!all || evaluated.length < 2) {
    return [];
  }
  const { confusion, label, numClasses } = all;
  const missing = evaluated[0].classes.names.filter((_, id) => {
    let predicted = 0;
    for (let row = 0; row < numClasses; row++) {
      predicted += confusion[row * numClasses + id];
    }
    return label[id] > 0 && predicted === 0;
  });
  return missing.length === 0
    ? []
    : [
        {
          code: 'class-never-predicted',
          severity: 'warning',
          message: `No prediction of ${evaluated.length} has a pixel of ${missing.join(', ')}, which the labels have.`,
          hint: 'Look at the class weights, or whether the class list is the one the model was trained with.',
          on: 'dataset',
          count: records.length,
          examples: [],
        },
      ];
};

/** Classes of the list that no label has: nothing of this dataset can say how good they are. */
export const neverLabelled: DatasetRule = ({ all, evaluated }) => {
  const missing = all && evaluated.length > 1 ? evaluated[0].classes.names.filter((_, id) => all.label[id] === 0) : [];
  const finding: DatasetFinding = {
    code: 'class-never-labelled',
    severity: 'info',
    message: `No label of ${evaluated.length} has a pixel of ${missing.join(', ')}.`,
    hint: 'Check that the class list belongs to these labels; means over classes differ in what they do with such a class.',
    on: 'dataset',
    count: evaluated.length,
    examples: [],
  };
  return missing.length > 0 ? [finding] : [];
};

/** Pairs with another number of classes than most. */
export const unequalClasses: DatasetRule = ({ records }) => {
  const counts = grouped(records, record => sumsOf(record)?.label.length ?? null);
  counts.delete(null);
  if (counts.size < 2) {
    return [];
  }
  const [[usual], ...others] = [...counts].sort((a, b) => b[1].length - a[1].length);
  return others.map(([count, pairs]) => ({
    code: 'dataset-classes',
    severity: 'error',
    message: `${pairs.length} pairs have ${count} classes where the others have ${usual}; they are left out of the sums.`,
    hint: 'Give them a dataset of their own in segmentationLoss.datasets.',
    on: { path: pairs[0].prediction },
    count: pairs.length,
    examples: pairs.slice(0, MOST_EXAMPLES).map(one => one.prediction),
  }));
};
