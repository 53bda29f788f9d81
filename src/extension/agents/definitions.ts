import type { Term } from '../../core/dataset/terms.js';

/** What each number means, for who reads it without the panel: after the origin's definitions, in English. */
export const DEFINITIONS: Record<Term, string> = {
  total:
    'The base loss (cross entropy, or focal where set) plus the Dice loss where it is switched on. Lower is better.',
  crossEntropy:
    'Weighted mean of -log p at the label over counted pixels, in nats; ignored pixels are left out. Lower is better.',
  focal: 'Mean over all pixels of -alpha (1 - p)^gamma log p at the label; ignored pixels add 0. Lower is better.',
  dice: 'Dice LOSS: 1 - the mean over all classes of the soft F-beta score; an absent class scores almost 0. Lower is better.',
  fScore: 'Mean over all classes of the F-beta score where p is above the threshold. Higher is better.',
  meanIoU:
    'Mean over the classes found in label or prediction of intersection over union of the argmax. Higher is better.',
  pixelAccuracy: 'Share of counted pixels whose argmax is the label. Higher is better.',
};
