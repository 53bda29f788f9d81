import { InspectionError } from '../errors.js';
import { jsonNumber } from '../inspection/jsonNumber.js';
import type { ReportNumber } from '../inspection/report.js';
import type { Answerer } from './asking.js';
import { findRegions } from './regions/findRegions.js';
import type { LossTerm, WhatIfSettings } from './settings.js';

/** Which pixels are "of high loss": the costliest ones that together hold `mass` of the summed loss. */
export interface RegionRule {
  term: LossTerm;
  /** Smaller components are left out of the ranking; 16 unless said. */
  minPixels?: number;
  /** 0 to 1; 0.5 unless said. */
  mass?: number;
}

export interface RegionsParams {
  rule: RegionRule;
  /** Only regions of this sample of a batch, or slice; ranks are among all of them. */
  sample?: number;
  /** Regions told one by one; 100 unless said. */
  limit?: number;
  settings?: WhatIfSettings;
}

/** An 8-connected component of pixels of high loss. */
export interface Region {
  /** From 1, by falling sum: the code in the region layer. */
  rank: number;
  sample: number;
  /** Bounds in pixels, right and bottom included, and the pixel of largest loss. */
  left: number;
  top: number;
  right: number;
  bottom: number;
  peak: { x: number; y: number };
  pixels: number;
  /** Summed loss, and its share of the whole. */
  sum: ReportNumber;
  share: ReportNumber;
  /** The most frequent label → prediction, and the share of the region's pixels it has. */
  label: number;
  prediction: number;
  pairShare: number;
  /** Mean probability of the predicted class. */
  confidence: ReportNumber;
  /** Largest distance to another label within the region, in pixels. */
  depth: ReportNumber;
  /** Share of its pixels that are surrounded by the region: 0 for a thin line. */
  innerShare: number;
  /** Whether the label may be wrong here; see RegionsAnswer.suspicion. */
  suspicious: boolean;
}

export interface RegionsAnswer {
  /** Pixels above it are of high loss, in nats; they are this share of the counted pixels and hold that of the loss. */
  threshold: ReportNumber;
  pixelShare: ReportNumber;
  lossShare: ReportNumber;
  regions: Region[];
  /** How many there are of minPixels and more, and how many smaller ones. */
  found: number;
  smaller: number;
  /**
   * What makes a region suspicious: one pair has this share of it, depth and inner share are at least these, and its
   * confidence at least the mean probability of that class at the class's own label pixels (cleanlab's), by class.
   */
  suspicion: { pairShare: number; depth: number; innerShare: number; confidence: Float64Array };
}

const LIMIT = 100;

/** Where to look next: connected pixels of high loss, the costliest region first. */
export const regions: Answerer<'regions'> = async (pair, { rule, sample, limit = LIMIT, settings = {} }, asking) => {
  checkRule(rule);
  const found = await findRegions(pair, rule, settings, asking.checkpoint);
  const { threshold, pixels, sum, all } = found.high;
  const told = sample === undefined ? found.regions : found.regions.filter(region => region.sample === sample);
  return {
    threshold: jsonNumber(threshold),
    pixelShare: jsonNumber(pixels / pair.stats.valid),
    lossShare: jsonNumber(sum / all),
    regions: told.slice(0, Math.max(0, limit)),
    found: told.length,
    smaller: found.smaller,
    suspicion: { ...found.suspicion, confidence: found.suspicion.confidence.slice() },
  };
};

function checkRule({ mass = 0.5, minPixels = 1 }: RegionRule): void {
  if (!(mass > 0 && mass <= 1 && minPixels >= 1)) {
    throw new InspectionError(
      'question-params',
      `Regions of ${minPixels} pixels and more that hold ${mass} of the loss make no sense.`,
      'The share is between 0 and 1, the pixels are 1 or more.',
    );
  }
}
