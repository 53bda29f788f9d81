import type { Finding, Severity } from '../inspection/report.js';
import { absentClasses, everythingIgnored, labelIdOutOfRange, singlePixel } from './labelFindings.js';
import {
  maskIdOutOfRange,
  noProbabilities,
  notADistribution,
  predictionInfinite,
  predictionNaN,
  singleClass,
} from './predictionFindings.js';
import { aspectRatio, batchPicture, imageSize, imageUnreadable, logitsResized } from './sizeFindings.js';
import type { FindingRule, Inspected } from './types.js';

/** Every rule there is. Adding one: a function beside these, a line here, a section in docs/findings.md. */
export const FINDING_RULES: readonly FindingRule[] = [
  labelIdOutOfRange,
  everythingIgnored,
  predictionNaN,
  maskIdOutOfRange,
  predictionInfinite,
  notADistribution,
  logitsResized,
  aspectRatio,
  imageSize,
  imageUnreadable,
  singleClass,
  singlePixel,
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
