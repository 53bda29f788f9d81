import { classes } from './strings/classes.js';
import type { Tab } from './views/tabs.js';

/** Every sentence and label the panel shows, in one place so that it can be localised. */
export const strings = {
  appName: 'Segmentation loss',

  // Header
  prediction: 'prediction',
  label: 'label',
  image: 'image',
  noImage: 'no image found',
  resizedTo: (size: string) => `resized to ${size}`,
  resizedHint: 'Bilinear with aligned corners, before the softmax.',
  sampleOf: (samples: number) => `sample 1 of ${samples} shown, numbers over all`,
  nothingIgnored: 'nothing ignored',
  ignored: (share: string) => `${share} ignored`,
  stale: 'Out of date',
  staleHint: 'A file changed since these numbers were computed.',
  dialect: 'Dialect',
  dialects: { origin: 'origin' } as Record<string, string>,
  dialectHint: 'Numbers follow the definitions of the origin (bubbliiiing/deeplabv3-plus-pytorch), quirks included.',
  readAs: 'Read as',
  kind: 'Kind of prediction',
  layout: 'Axis order of the prediction',
  auto: (value: string) => `${value} (auto)`,
  autoUnknown: 'auto',
  evidence: 'Why',
  evidenceTitle: 'Why it was read so',
  showDetails: 'Details',
  classCount: (count: string) => `${count} classes`,
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
    prediction: 'Prediction',
    label: 'Label',
    none: 'No overlay',
  },
  layerNeedsLogits: (layer: string) => `${layer} (needs logits)`,
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
  isolating: (name: string) => `Showing only ${name}`,
  viewerLabel: (pair: string, layer: string, detail: string) => `${pair}, ${layer}${detail ? `: ${detail}` : ''}`,
  viewerKeys: 'Arrows pan, plus and minus zoom, 0 fits, 1 shows one to one, brackets change the overlay.',

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
  lossScale: 'per pixel, linear to the largest value',
  pixelUnit: (count: string) => `${count} px`,

  // Table
  tabTitles: {
    classes: 'Classes',
    findings: 'Findings',
  } satisfies Record<Tab, string>,
  tabs: 'What to look at',
  classes,
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
  noFindings: 'Nothing odd found in this pair.',
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
  ofTheLoss: (share: string, term: string) => `${share} of the ${term} sum`,
  approximately: (value: string) => `≈ ${value}`,
  quantised: 'Read from the overlay, exact to 1/65533 of its range.',
  ignoredPixel: 'ignored',

  // Loading and error
  preparing: 'Opening the pair',
  cancel: 'Cancel',
  cancelling: 'Cancelling',
  errorTitle: 'This pair could not be inspected',

  // Live region
  announcedTerms: { crossEntropy: 'cross entropy', meanIoU: 'mean IoU' },
  announceReady: (term: string, value: string, findings: number) =>
    `Ready: ${term} ${value}, ${findings} ${findings === 1 ? 'finding' : 'findings'}.`,
  announceError: (message: string) => `Failed: ${message}`,
  announceIsolated: (name: string) => `Showing only ${name}. Press Escape to show all.`,
  announceAll: 'Showing all classes.',
  announceLayer: (layer: string) => `Overlay: ${layer}`,
};
