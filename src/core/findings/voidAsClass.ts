import type { FindingRule } from './types.js';
import { countWithShare } from './words.js';

/** Names that data sets give to what should not count. Whole names only: "other vehicle" is a class. */
const VOID =
  /^[\s_-]*(void|unlabell?ed|un-?annotated|ignored?|ignore[ _-]?(label|region|class)|no[ _-]?data|don'?t[ _-]?care|undefined)[\s_-]*$/i;

/** A class that is called void, unlabelled or the like, but is counted as a class. */
export const voidAsClass: FindingRule = ({ spec, stats, labelName }) => {
  const id = Array.from({ length: stats.numClasses }, (_, c) => c).find(
    c => VOID.test(spec.names[c] ?? '') && stats.label[c] > 0,
  );
  if (id === undefined) {
    return null;
  }
  return {
    code: 'void-as-class',
    severity: 'warning',
    role: 'label',
    message:
      `${countWithShare(stats.label[id], stats.valid)} of ${labelName} are class ${id}, "${spec.names[id]}", and count ` +
      'like any class: the model is told to predict what nobody labelled.',
    hint: `Set segmentationLoss.ignoreIndex (--ignore-index) to ${id} if these pixels should not count.`,
    evidence: { class: id, pixels: stats.label[id] },
    fix: { setting: 'segmentationLoss.ignoreIndex', value: [...spec.ignoreValues, id] },
  };
};
