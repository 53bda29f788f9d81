const LEFT_OUT = 'Ignored pixels are left out.';
const NOT_MASKED = 'Probabilities at ignored pixels are not masked: they count as false positives.';
const OWN_PIXELS = "Mean over the class's own counted pixels.";
const ABSENT_NO_VALUE = 'An absent class has no value.';
const ABSENT_NO_PART = 'Absent classes have no pixels and take no part.';
const ABSENT_IN_DICE = 'An absent class scores about 0 as soon as any probability falls on it, so it adds about 1/C';

/** What each number means: its title, the mean it takes, what it does with ignored pixels and absent classes. */
export const definitions = {
  parameters: {
    weightsOne: 'w = 1 for every class',
    noAlpha: 'no α',
    hard: 'p = 1 for the predicted class',
    noClassWeights: 'no class weights',
    weightsNotDice: 'class weights change the pixel loss only, not Dice',
  },
  noneAbsent: `${ABSENT_IN_DICE}. None is absent here.`,
  absentAddUp: (absent: string, all: string, sum: string) =>
    `${ABSENT_IN_DICE}: ${absent} absent of ${all} add up to ${sum}.`,
  meanOver: (score: string) => `mean over c of ${score}`,

  total: {
    title: 'Total loss',
    equation: (pixelLoss: string, dice: boolean) => `${pixelLoss}${dice ? ' + Dice loss' : ''}`,
    sum: 'A plain sum, 1 : 1.',
    alone: 'The pixel loss alone.',
    weighted: 'A sum, each loss times the λ that is set in What-if.',
    dialect: (key: string) => `${key}, as that library declares it`,
    ofDialect: 'The tab Dialects says in which conventions it differs. The other numbers stay those of the origin.',
    ignored: 'Each part keeps its own rule.',
    absent: 'Each part keeps its own rule.',
  },
  crossEntropy: {
    title: 'Cross entropy',
    mean: 'Weighted mean over the counted pixels, in nats.',
    ignored: `${LEFT_OUT} With none counted it is NaN (0/0).`,
    absent: ABSENT_NO_PART,
  },
  focal: {
    title: 'Focal loss',
    equation: (terms: string) => `Σ ${terms} / number of all pixels`,
    mean: 'Mean over ALL pixels, ignored ones included. The weight sits inside pt: pt = p[y]^w[y].',
    ignored: 'Ignored pixels add 0 to the sum and 1 to the count, so they lower the mean.',
    absent: ABSENT_NO_PART,
  },
  dice: {
    title: 'Dice loss',
    mean: 'Sums over all pixels by class, then the plain mean over all C classes, background included.',
    ignored: NOT_MASKED,
  },
  diceScore: {
    title: 'Mean Dice score',
    mean: 'Plain mean of this column, absent classes included. The Dice loss is 1 − this.',
    ignored: NOT_MASKED,
  },
  fScore: {
    title: 'F-score',
    mean: 'As Dice, with a threshold instead of the probability, and not the largest class: a pixel may count for none.',
    ignored: NOT_MASKED,
    absent: 'An absent class scores 1 when nothing passes the threshold, else about 0.',
  },
  meanIoU: {
    title: 'Mean IoU',
    mean: 'Mean over the classes found in label or prediction, by the largest class of each pixel.',
    ignored: LEFT_OUT,
    absent: 'A class found in neither is left out of the mean.',
  },
  meanIoUOrigin: {
    title: 'Mean IoU, by the origin',
    mean: 'Mean over all C classes, by the largest class of each pixel.',
    ignored: LEFT_OUT,
    absent: 'A class found in neither counts as 0.',
  },
  pixelAccuracy: {
    title: 'Pixel accuracy',
    equation: 'Σ TP / counted pixels',
    mean: 'Mean over the counted pixels, by the largest class of each pixel.',
    ignored: LEFT_OUT,
    absent: ABSENT_NO_PART,
  },
  classPixelShare: {
    title: 'Share of the pixels',
    equation: 'label pixels of the class / counted pixels',
    mean: 'No mean: the shares add to 100 %.',
    ignored: LEFT_OUT,
    absent: 'An absent class has no counted label pixel.',
  },
  classLossShare: {
    titleOf: { crossEntropy: 'Share of the cross entropy', focal: 'Share of the focal loss' },
    equationOf: {
      crossEntropy: 'Σ w[y]·(−log p[y]) on the class / the same over all',
      focal: 'Σ focal on the class / Σ focal',
    },
    mean: "Share of the summed loss map that falls on the class's pixels; the shares add to 100 %.",
    ignored: LEFT_OUT,
    absent: ABSENT_NO_VALUE,
  },
  classCrossEntropy: {
    title: 'Cross entropy of the class',
    equation: 'Σ (−log p[y]) / pixels of the class',
    mean: `${OWN_PIXELS} The class weight cancels.`,
    ignored: LEFT_OUT,
    absent: ABSENT_NO_VALUE,
  },
  classFocal: {
    title: 'Focal loss of the class',
    equation: (terms: string) => `Σ ${terms} / pixels of the class`,
    mean: OWN_PIXELS,
    ignored: `${LEFT_OUT} (The total divides by all pixels instead.)`,
    absent: ABSENT_NO_VALUE,
  },
  classDice: {
    title: 'Dice score of the class',
    mean: 'No mean: one score from sums over all pixels. The Dice loss is 1 − the mean of this column.',
    ignored: NOT_MASKED,
    absent: 'Scores about 0 as soon as any probability falls on it, and enters the mean.',
  },
  classFScore: {
    title: 'F-score of the class',
    mean: 'No mean: one score from sums over all pixels, with a threshold, not the largest class.',
    ignored: NOT_MASKED,
    absent: 'Scores 1 when nothing passes the threshold, else about 0, and enters the mean.',
  },
  classIoU: {
    title: 'IoU of the class',
    mean: 'No mean: counts over all counted pixels, by the largest class of each pixel.',
    ignored: LEFT_OUT,
    absent: 'No value for a class found in neither label nor prediction.',
  },
  classPrecision: {
    title: 'Precision of the class',
    mean: 'No mean: of the pixels predicted as the class, how many are.',
    ignored: LEFT_OUT,
    absent: 'No value for a class that is never predicted.',
  },
  classRecall: {
    title: 'Recall of the class',
    mean: "No mean: of the class's pixels, how many are predicted as it.",
    ignored: LEFT_OUT,
    absent: ABSENT_NO_VALUE,
  },
};

/** Why a value is missing, NaN or infinite. */
export const reasons = {
  infinite: 'Infinite: at least one counted pixel gives its label class probability 0.',
  mask: 'No probabilities, so no cross entropy.',
  neverPredicted: 'The class is never predicted.',
  inNeither: 'The class is found in neither label nor prediction.',
  absent: 'Absent: no counted label pixel has this class.',
  noPixel: 'No pixel is counted.',
  missing: 'This value does not exist for this pair.',
  allIgnored: 'NaN: every pixel is ignored, so the mean is 0/0.',
  nanOrWeights: 'NaN: the prediction holds NaN or infinite values, or every weight met is 0 (0/0).',
  nan: 'NaN: the prediction holds NaN or infinite values.',
};
