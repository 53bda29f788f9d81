import { InspectionError } from '../errors.js';
import type { ClassSpec } from '../labels/classSpec.js';
import { binaryView, isBinaryMask } from './binaryMask.js';
import { baseName, type InspectionJob } from './job.js';
import type { PredictionView } from './reading.js';
import type { Steps } from './steps.js';
import { countValues, type ValueCounts } from './valueCounts.js';

/** More different ids than any data set has in one picture, known classes apart: it may be no map of ids at all. */
const MANY_IDS = 64;
/** The confusion matrix has this many rows and columns; no data set comes near. */
const MAX_CLASSES = 4096;

/**
 * A prediction and its number of classes; `labelClasses` is how many the label shows. A mask has no channels, so its ids
 * are counted, and one of 0 and 255 for two classes becomes one of 0 and 1. Throws what `maskClasses` throws.
 */
export function* withClasses(
  view: PredictionView,
  labelClasses: number,
  spec: ClassSpec,
  job: InspectionJob,
): Steps<{ view: PredictionView; numClasses: number }> {
  if (view.kind !== 'mask') {
    return { view, numClasses: view.numClasses };
  }
  const counts = yield* countValues(view.array, view);
  if (isBinaryMask(counts, labelClasses, spec)) {
    return { view: yield* binaryView(view), numClasses: 2 };
  }
  return { view, numClasses: maskClasses(counts, labelClasses, spec, job) };
}

/**
 * The number of classes of a mask: the class list's, else one more than the largest id in mask or label, whose classes
 * are given.
 * Throws mask-many-ids for a picture that may as well hold probabilities, class-count-large.
 */
function maskClasses(mask: ValueCounts, labelClasses: number, spec: ClassSpec, job: InspectionJob): number {
  const name = baseName(job.prediction);
  const ids = [...mask.counts.keys()].filter(id => !spec.ignoreValues.includes(id) && !(spec.count && id < spec.count));
  if (job.kind === 'auto' && (ids.length > MANY_IDS || !mask.complete)) {
    const [low, high] = [Math.min(...mask.counts.keys()), Math.max(...mask.counts.keys())];
    throw new InspectionError(
      'mask-many-ids',
      `${name} has ${mask.counts.size.toLocaleString('en')} different values from ${low} to ${high}: many for class ids, ` +
        'so it may be a picture of probabilities.',
      'Set the prediction kind: probabilities (the value divided by the largest of its type), or mask (--kind).',
      {
        choice: {
          about: 'kind',
          answers: [
            { value: 'probabilities', detail: 'The value divided by the largest of its type' },
            { value: 'mask', detail: 'The value is a class id' },
          ],
        },
      },
    );
  }
  if (spec.count !== null) {
    return spec.count;
  }
  // Without a class list 255 is "ignore" in a mask as well.
  const counted = [...mask.counts.keys()].filter(id => !spec.ignoreValues.includes(id));
  const classes = Math.max(Math.floor(counted.reduce((most, id) => Math.max(most, id), 0)) + 1, labelClasses);
  if (classes > MAX_CLASSES) {
    throw new InspectionError(
      'class-count-large',
      `${name} and its label have ids up to ${(classes - 1).toLocaleString('en')}, so the number of classes cannot be told.`,
      'Set segmentationLoss.classes.count (--num-classes).',
    );
  }
  return classes;
}
