import type { TermResult } from '../../dialects/evaluate.js';
import type { TermOf } from '../../dialects/types.js';
import { IGNORED_CODE } from '../../inspection/layers.js';
import type { OverlapCoefficients } from '../../kernels/kernel.js';
import { scaledTo } from '../../ledger/contributions.js';
import { overlapShares } from '../../ledger/overlapShares.js';
import type { Checkpoint } from '../../statistics/blocks.js';
import { overlapPass } from '../../statistics/overlapMap.js';
import type { Overlap } from '../../statistics/types.js';
import type { Total } from './evaluate.js';
import { termOverlap } from './overlaps.js';

/**
 * What each pixel adds to a total, so that the shares sum to it. Null where the total is no finite number, or no sum
 * over pixels: of a mask, and of losses that are a power or a logarithm of a sum, or sort pixels.
 */
export async function pixelShares({ value, terms }: Total, checkpoint: Checkpoint): Promise<Float64Array | null> {
  if (!Number.isFinite(value)) {
    return null;
  }
  let shares: Float64Array | null = null;
  for (const { lambda, result } of terms) {
    const map = result && (await shareMap(result, checkpoint));
    if (!map) {
      return null;
    }
    const own = scaledTo(map, lambda * result.found.value);
    if (shares) {
      for (let k = 0; k < own.length; k++) {
        shares[k] += own[k];
      }
    } else {
      shares = own;
    }
  }
  return shares;
}

/** A map that is proportional to what each pixel adds to the term; null where there is none. */
async function shareMap({ term, frame, found }: TermResult, checkpoint: Checkpoint): Promise<Float32Array | null> {
  if (found.map) {
    return await found.map();
  }
  const coefficients = term.family === 'overlap' ? await coefficientsOf({ term, frame, found }) : null;
  if (!coefficients) {
    return null;
  }
  const { view, label, alignCorners } = frame;
  const map = await overlapPass(view, label, coefficients, checkpoint, alignCorners);
  if ((term as TermOf<'overlap'>).conventions.ignore === 'drop') {
    for (let k = 0; k < map.length; k++) {
      map[k] = label.codes[k] === IGNORED_CODE ? 0 : map[k];
    }
  }
  return map;
}

/** See overlapShares; null where the conventions make the loss no sum over pixels. */
export async function coefficientsOf(result: TermResult): Promise<OverlapCoefficients | null> {
  const { conventions } = result.term as TermOf<'overlap'>;
  const { activation, membership, ignore, scope, exponent, form, floor } = conventions;
  const plain =
    activation === 'softmax' &&
    membership === 'soft' &&
    exponent === 1 &&
    form === 'oneMinus' &&
    floor === 0 &&
    conventions.smoothNumerator === conventions.smoothDenominator &&
    conventions.classPower === 1 &&
    conventions.power === 1 &&
    conventions.finish === 'none' &&
    conventions.weights === 'none' &&
    (ignore === 'falsePositive' || ignore === 'drop' || ignore === 'toClass0') &&
    (scope === 'batch' || result.frame.lossSamples === 1);
  if (!plain) {
    return null;
  }
  const overlap = await termOverlap(result);
  const { hit, falsePositive, falseNegative, smoothDenominator: smooth } = conventions;
  return overlapShares(overlap, { hit, falsePositive, falseNegative, smooth }, classShares(overlap, result));
}

/** What the loss of each class is multiplied by. */
function classShares({ label }: Overlap, result: TermResult): Float64Array {
  const { absent, classes, reduction } = (result.term as TermOf<'overlap'>).conventions;
  const first = classes === 'all' ? 0 : 1;
  const inMean = Array.from(label, (pixels, c) => c >= first && !(absent === 'leftOut' && pixels === 0));
  const divisor = reduction === 'sum' ? 1 : inMean.filter(Boolean).length;
  return label.map((pixels, c) => (inMean[c] && !(absent === 'zero' && pixels === 0) ? 1 / divisor : 0));
}
