/** What pairs and datasets are judged by. */
export const TERMS = ['total', 'crossEntropy', 'focal', 'dice', 'fScore', 'meanIoU', 'pixelAccuracy'] as const;
export type Term = (typeof TERMS)[number];

/** Whether a larger value of a term is a worse one. */
export const WORSE_IS_LARGER: Record<Term, boolean> = {
  total: true,
  crossEntropy: true,
  focal: true,
  dice: true,
  fScore: false,
  meanIoU: false,
  pixelAccuracy: false,
};

export const TERM_TITLES: Record<Term, string> = {
  total: 'Total',
  crossEntropy: 'Cross entropy',
  focal: 'Focal',
  dice: 'Dice loss',
  fScore: 'F-score',
  meanIoU: 'Mean IoU',
  pixelAccuracy: 'Pixel accuracy',
};
