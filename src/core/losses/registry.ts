import { crossEntropy } from './crossEntropy.js';
import { dice } from './dice.js';
import { focal } from './focal.js';
import { fScore } from './fScore.js';
import type { PixelLoss, RegionLoss } from './types.js';

/** Every loss there is. Adding one: a file beside this one and a line here. */
export const PIXEL_LOSSES: readonly PixelLoss[] = [crossEntropy, focal];
export const REGION_LOSSES: readonly RegionLoss[] = [dice, fScore];
