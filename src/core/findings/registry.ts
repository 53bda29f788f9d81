import type { Finding, Severity } from '../inspection/report.js';
import { absentClasses } from './absentClasses.js';
import { affineMismatch } from './affineMismatch.js';
import { aspectRatio } from './aspectRatio.js';
import { batchPicture } from './batchPicture.js';
import { channelConstant } from './channelConstant.js';
import { coloursMoved } from './coloursMoved.js';
import { everythingIgnored } from './everythingIgnored.js';
import { imageSize } from './imageSize.js';
import { imageUnreadable } from './imageUnreadable.js';
import { labelBinary255 } from './labelBinary255.js';
import { labelFlipped } from './labelFlipped.js';
import { labelIdOutOfRange } from './labelIdOutOfRange.js';
import { labelOffByOne } from './labelOffByOne.js';
import { labelOtherReading } from './labelOtherReading.js';
import { labelPaletteAsIds } from './labelPaletteAsIds.js';
import { labelSixteenBit } from './labelSixteenBit.js';
import { layoutSwapped } from './layoutSwapped.js';
import { logitsResized } from './logitsResized.js';
import { maskIdOutOfRange } from './maskIdOutOfRange.js';
import { noProbabilities } from './noProbabilities.js';
import { notADistribution } from './notADistribution.js';
import { predictionCollapsed } from './predictionCollapsed.js';
import { predictionInfinite } from './predictionInfinite.js';
import { predictionNaN } from './predictionNaN.js';
import { predictionStale } from './predictionStale.js';
import { probabilitiesAsLogits } from './probabilitiesAsLogits.js';
import { scoresSorted } from './scoresSorted.js';
import { singleClass } from './singleClass.js';
import { singlePixel } from './singlePixel.js';
import type { FindingRule, Inspected } from './types.js';
import { voidAsClass } from './voidAsClass.js';

/** Every rule there is. Adding one: a function beside these, a line here, a section in docs/findings.md. */
const FINDING_RULES: readonly FindingRule[] = [
  labelSixteenBit,
  labelOtherReading,
  labelPaletteAsIds,
  labelIdOutOfRange,
  everythingIgnored,
  layoutSwapped,
  labelOffByOne,
  labelFlipped,
  probabilitiesAsLogits,
  scoresSorted,
  coloursMoved,
  predictionNaN,
  maskIdOutOfRange,
  predictionInfinite,
  notADistribution,
  logitsResized,
  aspectRatio,
  imageSize,
  imageUnreadable,
  affineMismatch,
  predictionCollapsed,
  channelConstant,
  labelBinary255,
  voidAsClass,
  singleClass,
  singlePixel,
  predictionStale,
  noProbabilities,
  absentClasses,
  batchPicture,
];

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** All findings of an inspected pair, the gravest first; of those that the same setting mends the first is enough. */
export function findingsOf(inspected: Inspected): Finding[] {
  return FINDING_RULES.map(rule => rule(inspected))
    .filter(finding => finding !== null)
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
    .filter((one, k, all) => !one.fix || all.findIndex(other => isDeepEqual(one.fix, other.fix)) === k);
}

function isDeepEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
