/**
 * Names and codes that worker, host and panel share. This file imports nothing by value, so that it weighs nothing
 * wherever it is used.
 */
export const QUESTION_NAMES = [
  'probe',
  'layer',
  'whatIf',
  'ledger',
  'dialects',
  'dialectKeys',
  'gap',
  'curves',
  'regions',
  'compare',
  'slices',
  'deepFindings',
  'snippet',
] as const;

/** Losses that can be added up to a total. */
export const TERM_LOSSES = ['crossEntropy', 'focal', 'dice', 'jaccard'] as const;

export const WEIGHT_PRESETS = ['uniform', 'inverseFrequency', 'medianFrequency', 'effectiveNumber'] as const;
export const IGNORE_POLICIES = ['origin', 'drop', 'background'] as const;
export const ABSENT_POLICIES = ['kept', 'leftOut', 'zero'] as const;

export const LAYER_NAMES = [
  'label',
  'prediction',
  'confidence',
  'margin',
  'entropy',
  'boundaryDistance',
  'probability',
  'loss',
  'gradient',
  'piece',
  'regions',
  'otherPrediction',
  'difference',
  'outcome',
] as const;

/** The axis a volume is cut across; 'sample' for slices (or samples of a batch) as they lie in the file. */
export const SLICE_AXES = ['sample', 'row', 'column'] as const;

export const WHAT_IF_NUMBERS = ['total', 'crossEntropy', 'focal', 'dice', 'fScore'] as const;

/** Codes of the 'outcome' layer: what the other prediction does where this one is right or wrong. */
export const OUTCOMES = ['ignored', 'bothRight', 'fixed', 'broken', 'bothWrong', 'wrongOtherwise'] as const;

/** Code of a probe's neighbour beyond the edge of the picture. */
export const OUTSIDE_CODE = 0xfffe;
