import type { Checkpoint } from '../../statistics/blocks.js';
import type { Analysed } from '../analysed.js';
import { boundaryDistances } from '../boundaryDistances.js';
import { confidenceOf } from '../confidence.js';
import { lossMapOf } from '../lossMapOf.js';
import type { Region, RegionRule, RegionsAnswer } from '../regions.js';
import type { WhatIfSettings } from '../settings.js';
import { components } from './components.js';
import { Gathered } from './gathered.js';
import { type HighLoss, highLoss } from './highLoss.js';
import { suspicionOf } from './suspicion.js';

const MIN_PIXELS = 16;
const MASS = 0.5;
/** Ranks are 16-bit codes. */
const MOST_REGIONS = 0xfffe;

export interface FoundRegions {
  /** All regions, the costliest first. */
  regions: Region[];
  /** Rank of each pixel's region; 0: none. */
  ranks: Uint16Array;
  high: HighLoss;
  /** Components that are too small to be told. */
  smaller: number;
  suspicion: RegionsAnswer['suspicion'];
}

/** The regions of high loss of a pair; the latest are kept, since question and layer ask for the same. */
export function findRegions(
  pair: Analysed,
  rule: RegionRule,
  settings: WhatIfSettings,
  checkpoint: Checkpoint,
): Promise<FoundRegions> {
  return pair.kept.last('regions', JSON.stringify([rule, settings]), () => find(pair, rule, settings, checkpoint));
}

async function find(
  pair: Analysed,
  { term, minPixels = MIN_PIXELS, mass = MASS }: RegionRule,
  settings: WhatIfSettings,
  checkpoint: Checkpoint,
): Promise<FoundRegions> {
  const { map } = await lossMapOf(pair, term, settings, checkpoint);
  const distances = await boundaryDistances(pair, checkpoint);
  const confidence = await confidenceOf(pair, checkpoint);
  const suspicion = suspicionOf(pair, confidence);
  const high = highLoss(map, mass);
  const gathered = new Gathered(pair, map, distances, confidence, high.mask);
  const kept: Omit<Region, 'rank' | 'suspicious'>[] = [];
  let smaller = 0;
  const visitor = {
    begin: () => gathered.clear(),
    pixel: (k: number) => gathered.add(k),
    end: (pixels: number) => {
      const large = pixels >= minPixels;
      if (large) {
        kept.push(gathered.take(high.all));
      } else {
        smaller++;
      }
      return large;
    },
  };
  const numbers = await components(high.mask, pair.label, visitor, checkpoint);
  const order = [...kept.keys()].sort((a, b) => sumOf(kept[b]) - sumOf(kept[a])).slice(0, MOST_REGIONS);
  const rankOf = new Uint16Array(kept.length + 1);
  const regions = order.map((number, k): Region => {
    rankOf[number + 1] = k + 1;
    return { rank: k + 1, ...kept[number], suspicious: suspicion.holds(kept[number]) };
  });
  const ranks = new Uint16Array(numbers.length);
  for (let k = 0; k < ranks.length; k++) {
    ranks[k] = rankOf[numbers[k]];
  }
  return { regions, ranks, high, smaller, suspicion: suspicion.rule };
}

/** Infinite ones first. */
function sumOf({ sum }: Pick<Region, 'sum'>): number {
  return typeof sum === 'number' ? sum : Number.POSITIVE_INFINITY;
}
