import type { Finding, Severity } from '../inspection/report.js';
import { affineMismatch } from './affineMismatch.js';
import { channelConstant } from './channelConstant.js';
import { absentClasses, everythingIgnored, labelIdOutOfRange, singlePixel } from './labelFindings.js';
import { labelFlipped } from './labelFlipped.js';
import { labelOffByOne } from './labelOffByOne.js';
import { labelPaletteAsIds } from './labelPaletteAsIds.js';
import { coloursMoved } from './labelReadingFindings.js';
import { labelSixteenBit } from './labelSixteenBit.js';
import { layoutSwapped } from './layoutSwapped.js';
import { predictionCollapsed } from './predictionCollapsed.js';
import {
  maskIdOutOfRange,
  noProbabilities,
  notADistribution,
  predictionInfinite,
  predictionNaN,
  singleClass,
} from './predictionFindings.js';
import { predictionStale } from './predictionStale.js';
import { probabilitiesAsLogits } from './probabilitiesAsLogits.js';
import { scoresSorted } from './scoresSorted.js';
import { aspectRatio, batchPicture, imageSize, imageUnreadable, logitsResized } from './sizeFindings.js';
import type { FindingRule, Inspected } from './types.js';
import { voidAsClass } from './voidAsClass.js';

/** Every rule there is. Adding one: a function beside these, a line here, a section in docs/findings.md. */
export const FINDING_RULES: readonly FindingRule[] = [
  labelSixteenBit,
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
  voidAsClass,
  singleClass,
  singlePixel,
  predictionStale,
  noProbabilities,
  absentClasses,
  batchPicture,
];

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** All findings of an inspected pair, the gravest first. */
export function findingsOf(inspected: Inspected): Finding[] {
  return FINDING_RULES.map(rule => rule(inspected))
    .filter(finding => finding !== null)
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
