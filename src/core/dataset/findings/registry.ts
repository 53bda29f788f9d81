import { neverLabelled, neverPredicted, unequalClasses } from './classes.js';
import { collapsed } from './collapsed.js';
import { oddSizes, repeatedLabels } from './labels.js';
import { repeatedPredictions } from './predictions.js';
import type { DatasetFinding, DatasetRule, DatasetView } from './types.js';

export type { DatasetFinding } from './types.js';

/** Every rule about whole datasets. Adding one: a function in a file here and a line. */
const RULES: readonly DatasetRule[] = [
  unequalClasses,
  repeatedLabels,
  repeatedPredictions,
  neverPredicted,
  neverLabelled,
  oddSizes,
  collapsed,
];

const RANK = ['error', 'warning', 'info'];

/** What is worth saying of a dataset, the gravest first. */
export function datasetFindings(view: DatasetView): DatasetFinding[] {
  return RULES.flatMap(rule => rule(view)).sort(
    (a, b) => RANK.indexOf(a.severity) - RANK.indexOf(b.severity) || b.count - a.count,
  );
}
