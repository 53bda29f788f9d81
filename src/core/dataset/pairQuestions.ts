import type { InspectionHost } from '../inspection/host.js';
import type { InspectionJob } from '../inspection/job.js';
import { countChanges } from './pixelChanges.js';
import { type DecodeSmall, makeThumbnail } from './thumbnail.js';

/** What a report asks about a pair beyond its sums. */
export type PairQuestion =
  | { about: 'thumbnail'; job: InspectionJob }
  /** Pixels that the prediction of `other` mends and breaks. */
  | { about: 'changes'; job: InspectionJob; other: InspectionJob };

/** A Thumbnail, or the counts of PixelChanges. */
export function askPair(question: PairQuestion, host: InspectionHost, decode: DecodeSmall): Promise<object> {
  return question.about === 'thumbnail'
    ? makeThumbnail(question.job, host, decode)
    : countChanges(question.job, question.other, host);
}
