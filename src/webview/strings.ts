import { classes } from './strings/classes.js';
import { compare } from './strings/compare.js';
import { curves } from './strings/curves.js';
import { definitions, reasons } from './strings/definitions.js';
import { dialectTab } from './strings/dialects.js';
import { exporting } from './strings/exporting.js';
import { findings } from './strings/findings.js';
import { ledger } from './strings/ledger.js';
import { localised, said } from './strings/localised.js';
import { pairReport } from './strings/pairReport.js';
import { pixel } from './strings/pixel.js';
import { regions } from './strings/regions.js';
import { whatIf } from './strings/whatIf.js';
import type { Tab } from './views/tabs.js';

/** Every sentence and label the panel shows, in English; Chinese is in `strings/zh-cn/`. */
const english = {
  appName: 'Segmentation loss',

  // How texts are put together
  named: (name: string, value: string) => `${name}: ${value}`,
  sentences: (all: readonly string[]) => all.join(' '),

  // Header
  prediction: 'prediction',
  label: 'label',
  image: 'image',
  noImage: 'no image found',
  resizedTo: (size: string) => `resized to ${size}`,
  resizedHint: 'Bilinear with aligned corners, before the softmax.',
  sampleOf: (samples: number, volume: boolean) => `${samples} ${volume ? 'slices' : 'samples'}, numbers over all`,
  nothingIgnored: 'nothing ignored',
  ignored: (share: string) => `${share} ignored`,
  stale: 'Out of date',
  staleHint: 'A file changed since these numbers were computed.',
  dialect: 'Dialect',
  dialects: { origin: 'origin' } as Record<string, string>,
  totalIn: (key: string) => `total: ${key}`,
  dialectHint: 'Numbers follow the definitions of the origin (bubbliiiing/deeplabv3-plus-pytorch), quirks included.',
  readAs: 'Read as',
  kind: 'Kind of prediction',
  layout: 'Axis order of the prediction',
  sample: 'Sample or slice that is inspected',
  allSamples: 'all samples',
  allSlices: 'all slices',
  oneSample: (k: number) => `sample ${k}`,
  oneSlice: (k: number) => `slice ${k}`,
  auto: (value: string) => `${value} (auto)`,
  autoUnknown: 'auto',
  evidence: 'Why',
  evidenceTitle: 'Why it was read so',
  showDetails: 'Details',
  classCount: (count: string) => `${count} classes`,
  labelEvidence: (sentence: string) => `Label: ${sentence}`,
  classesFrom: (source: string) => `Classes: ${source}`,

  // Totals
  terms: {
    total: 'Total',
    crossEntropy: 'CE',
    focal: 'Focal',
    dice: 'Dice loss',
    fScore: 'F-score',
    meanIoU: 'mIoU',
    meanIoUOrigin: 'mIoU of the origin',
    pixelAccuracy: 'pixel acc',
  },
  totals: 'Totals',

  // Lines of a definition
  definition: {
    mean: 'Mean',
    ignored: 'Ignored',
    absent: 'Absent',
    parameters: 'In use',
    /** The two means of the IoU. */
    overFound: 'Found',
    overFoundMeans: (value: string) => `${value} over the classes found`,
    overAll: 'Origin',
    overAllMeans: (value: string) => `${value} over all classes, an absent one as 0`,
  },

  definitions,
  reasons,

  // Values
  nan: 'NaN',
  infinity: '∞',
  minusInfinity: '−∞',
  none: '–',
  absent: 'absent',
  nats: 'nats',
  loading: 'loading',

  // Viewer
  viewer: 'Picture and overlay',
  layer: 'Overlay',
  layers: {
    errors: 'Error type',
    crossEntropy: 'Cross entropy',
    focal: 'Focal',
    dice: 'Dice',
    total: 'Total loss',
    gradient: 'Gradient',
    prediction: 'Prediction',
    label: 'Label',
    probability: 'Probability',
    confidence: 'Confidence',
    margin: 'Margin',
    entropy: 'Entropy',
    boundaryDistance: 'Distance to boundary',
    otherPrediction: 'Prediction of B',
    outcome: 'Fixed and broken',
    difference: 'Loss B − A',
    none: 'No overlay',
  },
  /** With its parameters: which loss, which class. */
  layerOf: (layer: string, ...of: string[]) => [layer, ...of].join(' · '),
  layerTerm: 'Gradient of',
  layerChannel: 'With respect to',
  layerClass: 'Class',
  magnitude: 'all logits',
  layerTerms: { total: 'Total', crossEntropy: 'Cross entropy', focal: 'Focal', dice: 'Dice', jaccard: 'Jaccard' },
  layerNeedsLogits: (layer: string) => `${layer} (needs logits)`,
  layerUnavailable: (layer: string) => `${layer} (not available)`,
  swipe: 'Split',
  swipeHint: 'Split: compare two overlays (s)',
  swipeLayer: 'Overlay right of the divider',
  divider: 'Divider',
  dividerValue: (percent: number, left: string, right: string) => `${percent} %: ${left} left, ${right} right`,
  outlinesHint: (which: string) => `Outlines: ${which} (o)`,
  outlines: { off: 'Off', label: 'Label', prediction: 'Prediction', both: 'Both' },
  outlineTitle: 'Outlines',
  coloursHint: 'Colours and scale',
  colourMap: 'Colour map',
  maps: {
    cividis: 'Cividis',
    viridis: 'Viridis',
    magma: 'Magma',
    purpleOrange: 'Purple–orange',
    redBlue: 'Blue–red',
  },
  scaling: 'Scale',
  scalings: { linear: 'Linear', log: 'Logarithmic', percentile: 'Percentile' },
  minimap: 'Overview',
  slice: 'Slice',
  slicePosition: (at: number, count: number) => `${at} of ${count}`,
  sliceAxis: 'Cut across',
  axes: { sample: 'slices', row: 'rows', column: 'columns' },
  worstSlice: 'Worst',
  worstSliceHint: 'Go to the slice with the largest loss',
  sliceLoss: (position: string, loss: string) => `${position}: ${loss}`,
  layerMissing: (layer: string) => `${layer}: this layer could not be loaded.`,
  layerLoading: 'Loading the overlay',
  opacity: 'Opacity',
  percent: (percent: number) => `${percent}\u00a0%`,
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit',
  fitHint: 'Fit to the view (0)',
  oneToOne: '1:1',
  oneToOneHint: '1:1, natural size (1)',
  zoomInHint: 'Zoom in (+)',
  zoomOutHint: 'Zoom out (−)',
  clearIsolation: (name: string) => `Stop isolating ${name}`,
  isolating: (names: string) => `Showing only ${names}`,
  clearSelection: (title: string) => `Stop showing only ${title}`,
  and: (names: readonly string[]) => names.join(', '),
  viewerLabel: (pair: string, layer: string, detail: string) => `${pair}, ${layer}${detail ? `: ${detail}` : ''}`,
  viewerKeys:
    'Arrows pan, plus and minus zoom, 0 fits, 1 shows one to one, brackets change the overlay, S splits, O outlines, Enter pins the pixel, C copies it.',

  // Legend
  legend: 'Legend',
  errorKinds: {
    correct: 'Correct',
    missed: 'Missed',
    false: 'False',
    confused: 'Confused',
    ignored: 'Ignored',
  },
  errorKindHints: {
    background: {
      correct: 'Label and prediction agree.',
      missed: 'The label has a class, the prediction says background.',
      false: 'The label says background, the prediction has a class.',
      confused: 'Label and prediction are two different classes.',
      ignored: 'The label is not counted here.',
    },
    noBackground: {
      correct: 'Label and prediction agree.',
      missed: 'Needs a background or an isolated class: the label has it, the prediction does not.',
      false: 'Needs a background or an isolated class: the prediction has it, the label does not.',
      confused: 'Label and prediction are two different classes.',
      ignored: 'The label is not counted here.',
    },
    focus: (name: string) => ({
      correct: `Label and prediction are both ${name}.`,
      missed: `The label is ${name}, the prediction is not.`,
      false: `The prediction is ${name}, the label is not.`,
      confused: `Two different classes, neither of them ${name}.`,
      ignored: `Predicted ${name} where the label is not counted.`,
    }),
  },
  shareOfShown: 'Share of the pixels shown.',
  infiniteSwatch: 'infinite',
  nanSwatch: 'NaN',
  classColours: 'Colours as in the class table.',
  scaleBar: (low: string, high: string, scaling: string) => `From ${low} to ${high}, ${scaling}`,
  scaleNotes: { linear: 'linear', log: 'logarithmic', percentile: 'by percentile' },
  units: { nats: 'nats', loss: '', probability: '', pixels: 'px', gradient: '∂L/∂z' },
  unitNames: {
    nats: 'In nats, per pixel.',
    loss: 'Per pixel; the mean over the counted pixels is the loss.',
    probability: 'A probability or a difference of two.',
    pixels: 'In pixels of the label.',
    gradient: 'Of the loss with respect to a logit: positive pushes the logit down.',
  },
  statistics: { min: 'Smallest', p50: 'Median', mean: 'Mean', p99: '99 % below', max: 'Largest' },
  outcomes: ['Ignored', 'Both right', 'Fixed', 'Broken', 'Both wrong', 'Both wrong, differently'],
  pixelUnit: (count: string) => `${count} px`,

  // Table
  tabTitles: {
    classes: 'Classes',
    ledger: 'Ledger',
    findings: 'Findings',
    dialects: 'Dialects',
    curves: 'Curves',
    regions: 'Regions',
    compare: 'Compare',
    whatIf: 'What-if',
    pixel: 'Pixel',
  } satisfies Record<Tab, string>,
  tabs: 'What to look at',
  tryAgain: 'Try again',
  tabMissing: 'This tab could not be loaded.',
  asking: 'Working on it',
  pair: (label: string, prediction: string) => `${label} → ${prediction}`,
  classes,
  compare,
  ledger,
  dialectTab,
  curves,
  regions,
  exporting,
  pairReport,
  whatIf,
  pixel,
  classTable: 'Loss and metrics by class',
  columns: {
    name: 'Class',
    pixelShare: 'Pixels',
    lossShare: 'Loss share',
    crossEntropy: 'CE',
    focal: 'Focal',
    dice: 'Dice',
    fScore: 'F1',
    fScoreBeta: (beta: string) => `F${beta}`,
    iou: 'IoU',
    precision: 'Precision',
    recall: 'Recall',
  },
  classTitle: (id: number, name: string) => `${id}: ${name}`,

  // Findings
  findings,
  severity: { error: 'Error', warning: 'Warning', info: 'Note' },

  // Mask only
  maskTitle: 'No probabilities, so no cross entropy: showing confusion, IoU and hard Dice.',
  maskHint: 'Save logits to see losses:',
  maskCode: 'np.save("prediction.npy", logits.cpu().numpy())',

  // Status line
  statusIdle: 'Point at the picture to read a pixel.',
  status: 'Pixel',
  labelIs: 'label',
  predicted: 'predicted',
  otherPredicted: 'by B',
  ofTheLoss: (share: string, term: string) => `${share} of the ${term} sum`,
  approximately: (value: string) => `≈ ${value}`,
  quantised: 'Read from the overlay, exact to 1/65533 of its range.',
  ignoredPixel: 'ignored',

  // Loading and error
  noInspection: 'There is no inspection yet.',
  unknownAnswer: (question: string) => `The answer to ${question} has an unknown shape.`,
  unknownAnswerHint: 'Reload the window.',
  preparing: 'Opening the pair',
  cancel: 'Cancel',
  cancelling: 'Cancelling',
  errorTitle: 'This pair could not be inspected',

  // Live region
  announcedTerms: { crossEntropy: 'cross entropy', meanIoU: 'mean IoU' },
  announceReady: (term: string, value: string, findings: number) =>
    `Ready: ${term} ${value}, ${findings} ${findings === 1 ? 'finding' : 'findings'}.`,
  announceError: (message: string) => `Failed: ${message}`,
  announceIsolated: (names: string) => `Showing only ${names}. Press Escape to show all.`,
  announceAll: 'Showing all classes.',
  announceLayer: (layer: string) => `Overlay: ${layer}`,
  announceSplit: (left: string, right: string) => `${left} left of the divider, ${right} right of it.`,
  announceSlice: (at: number, count: number) => `Slice ${at} of ${count}`,
};

export type Strings = typeof english;

export { said };

/** The same in the language of the page. */
export const strings: Strings = localised('panel', english);
