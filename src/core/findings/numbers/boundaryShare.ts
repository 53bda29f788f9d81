import { distanceProfile } from '../../analysis/curves/distanceProfile.js';
import { percent } from '../words.js';
import { finite, type NumberRule } from './types.js';

const WIDTH = 2;
const SHARE = 0.5;

/** Most of the loss is spent where labels are least exact. */
export const boundaryShare: NumberRule = async (pair, checkpoint) => {
  if (pair.isMask || pair.stats.valid === 0) {
    return null;
  }
  const { bands } = await distanceProfile(pair, {}, checkpoint);
  const near = bands.filter(({ to }) => typeof to === 'number' && to <= WIDTH);
  const loss = near.reduce((sum, { lossShare }) => sum + (finite(lossShare) ?? 0), 0);
  const pixels = near.reduce((sum, band) => sum + band.pixels, 0) / pair.stats.valid;
  if (loss < SHARE || pixels > SHARE) {
    return null;
  }
  return {
    code: 'boundary-share',
    severity: 'info',
    role: 'prediction',
    message: `${percent(loss)} of the loss lies within ${WIDTH} pixels of a border between labels, on ${percent(pixels)} of the pixels.`,
    hint: 'Check how exact the borders of the label are before training on them longer.',
    evidence: { width: WIDTH, lossShare: loss, pixelShare: pixels },
    show: { layer: { id: 'boundaryDistance' }, tab: 'curves' },
  };
};
