import { localised } from './localised.js';

/** What the report of datasets says. */
const english = {
  title: 'Dataset report',
  group: 'Dataset and model',
  term: 'Judged by',
  terms: {
    total: 'Total',
    crossEntropy: 'CE',
    focal: 'Focal',
    dice: 'Dice loss',
    fScore: 'F-score',
    meanIoU: 'mIoU',
    pixelAccuracy: 'Pixel acc',
  },
  noTerm: 'Masks have no probabilities, so there is no such loss.',

  // Scan
  scan: 'Scan',
  scanAgain: 'Scan again',
  pause: 'Pause',
  resume: 'Resume',
  cancel: 'Cancel',
  phases: {
    empty: 'Nothing is scanned yet.',
    finding: 'Looking for datasets…',
    evaluating: 'Scanning',
    paused: 'Paused',
    done: 'Up to date',
    cancelled: 'Stopped; the numbers are of what was done.',
  },
  progress: (done: string, of: string) => `${done} of ${of} pairs`,
  failed: (count: string) => `${count} failed`,
  left: (rate: string, time: string) => `${rate} a second, ${time} left`,
  seconds: (count: string) => `${count} s`,
  minutes: (count: string) => `${count} min`,
  empty:
    'Finds every prediction with its label in the workspace and sums their losses up: totals, classes, worst pairs.',
  nothing: 'No pair of a prediction and a label was found.',
  incomplete: 'There are more files than are looked at; name the datasets in segmentationLoss.datasets.',
  unmatched: (dataset: string, predictions: string, labels: string, ambiguous: string) =>
    `${dataset}: ${predictions} predictions without a label, ${labels} labels without a prediction, ${ambiguous} that fit several.`,

  // Export
  exporting: 'Export…',
  exportHint: 'Saves the report of everything scanned',
  exports: {
    html: 'Report as one HTML file',
    pairsCsv: 'Pairs as CSV',
    classesCsv: 'Classes as CSV',
    json: 'Everything as JSON',
  },

  // Sections
  sections: 'Sections',
  totals: 'Totals',
  totalsHint: (pairs: string, pixels: string) => `${pairs} pairs, ${pixels} counted pixels, summed exactly.`,
  term1: 'Term',
  pooled: 'All pixels',
  pooledMeans: 'The value of all pixels of all pairs as one large picture.',
  perPair: 'Mean of pairs',
  perPairMeans: 'The mean of each pair’s own value, as a training loop with batches of one prints it.',
  least: 'Min',
  median: 'Median',
  most: 'Max',
  distribution: 'Distribution',
  distributionOf: (term: string, pairs: string, low: string, high: string) =>
    `${term} of ${pairs} pairs, from ${low} to ${high}.`,
  notFinite: (count: string) => `${count} more are NaN or infinite.`,
  noValues: 'No pair has a value.',
  bar: (count: string, low: string, high: string) => `${count} pairs from ${low} to ${high}`,
  worst: 'Worst pairs',
  worstHint: 'What is wrong, in the colour of the predicted class. A click opens the inspection.',
  open: (name: string, term: string, value: string) => `Inspect ${name}: ${term} ${value}`,
  findingCount: (count: number) => (count === 1 ? '1 finding' : `${count} findings`),
  classes: 'Classes',
  class: 'Class',
  pixels: 'Pixels',
  share: 'Share',
  lossShare: 'Loss share',
  ce: 'CE',
  dice: 'Dice',
  iou: 'IoU',
  precision: 'Precision',
  recall: 'Recall',
  absent: 'absent',
  confusion: 'Confusion',
  confusionHint: 'Percent of each label’s pixels, by prediction. Rows are labels.',
  confusionMany: 'There are too many classes for a matrix; the JSON has it.',
  confusionCell: (label: string, prediction: string, count: string, share: string) =>
    `${label} taken for ${prediction}: ${count} pixels, ${share}`,
  conventions: 'Other libraries',
  conventionsHint: 'What they would print for this epoch, from the same predictions.',
  convention: 'Convention',
  value: 'Value',
  findings: 'Findings',
  noFindings: 'Nothing stands out.',
  examples: (names: string) => `For instance ${names}`,
  failures: 'Not evaluated',
  failuresSome: (shown: string, all: string) => `The first ${shown} of ${all}.`,
  prediction: 'Prediction',
  why: 'Why',

  // Models compared
  models: 'Models compared',
  baseline: 'Compared with',
  against: (b: string, a: string) => `${b} against ${a}`,
  which: 'Comparison',
  images: (all: string, better: string, worse: string, equal: string) =>
    `Of ${all} images ${better} are better, ${worse} worse and ${equal} equal.`,
  unknown: (count: string) => `${count} have no value.`,
  only: (a: string, b: string) => `${a} labels only the first predicts, ${b} only the second.`,
  unlike: (count: string) => `${count} labels are read differently for the two and left out.`,
  changedPixels: (fixed: string, broken: string) => `${fixed} pixels are fixed and ${broken} broken.`,
  netPixels: (gained: string, lost: string) =>
    `Images with more pixels right gain ${gained}, those with fewer lose ${lost}.`,
  countPixels: 'Count fixed and broken pixels',
  countPixelsHint: 'Reads both predictions of every image again: sums know how many pixels are right, not which.',
  counting: (done: string, of: string) => `${done} of ${of} images counted`,
  before: 'Before',
  after: 'After',
  difference: 'Difference',
  worsened: 'Worsened most',
  improved: 'Improved most',
  rightPixels: 'Pixels right',
  fixed: 'Fixed',
  broken: 'Broken',
  openCompared: (name: string) => `Inspect ${name} beside the other model’s prediction`,

  // Checkpoints
  checkpoints: 'Checkpoints',
  series: 'Series',
  byClass: 'By class',
  measures: { iou: 'IoU', dice: 'Dice', crossEntropy: 'CE' },
  curveOf: (term: string, series: string) => `${term} along ${series}`,
  at: (model: string, value: string) => `${model}: ${value}`,
  pairs: 'Pairs',
};

export type DatasetReportWords = typeof english;

export const words: DatasetReportWords = localised('datasetReport', english);
