import { InspectionError } from '../errors.js';
import { describeArray, isFloat, type NdArray } from '../formats/ndarray.js';
import { fullScale, mapsKind } from './integerMaps.js';
import type { PredictionKind } from './report.js';
import { CHANNEL_SUM_TOLERANCE, channelSums, type SampleGrid, sumsToOne } from './sampleGrid.js';
import type { ValueScan } from './valueScan.js';

/** What the values of a prediction are, and what has to be done to read them so. */
export interface KindFound {
  kind: PredictionKind;
  /** Probabilities kept as integers are divided by this. */
  divisor?: number;
  /** Maps that are class ids in another form: one channel per class, or ranks of which the first counts. */
  ids?: 'one-hot' | 'ranking';
}

export interface Values {
  array: NdArray;
  channels: number;
  scan: ValueScan;
  grid: SampleGrid;
}

/** Softmax and interpolation round: values this little outside [0, 1] are still probabilities. */
const UNIT_TOLERANCE = 1e-5;
/** Channel sums beyond this are no rounding of a softmax. */
const SIGMOID_SUMS = 0.1;

/** Decides what the values are: as set, else by the rules of docs/formats.md; says why in `evidence`. */
export function inferKind(
  values: Values,
  wanted: PredictionKind | 'auto',
  name: string,
  evidence: string[],
): KindFound {
  return wanted === 'auto' ? guessKind(values, evidence) : checkKind(values, wanted, name, evidence);
}

function checkKind(values: Values, wanted: PredictionKind, name: string, evidence: string[]): KindFound {
  const { array, scan, channels, grid } = values;
  const range = rangeOf(scan);
  if (wanted === 'mask') {
    const ids = channels > 1 && scan.integral ? idsIn(values) : undefined;
    if (!scan.integral || (channels > 1 && !ids)) {
      throw new InspectionError(
        'mask-not-ids',
        `${name} is read as a mask, but ${describeArray(array)} ${channels > 1 ? `has ${channels} channels` : 'holds fractions'}.`,
        'Set the prediction kind to logits or probabilities (--kind).',
      );
    }
    evidence.push(`mask: set; ${range}`);
    return { kind: 'mask', ids };
  }
  if (wanted === 'probabilities' && !isUnit(scan)) {
    const scale = fullScale(array.dtype);
    if (scale === null || scan.finite === 0) {
      throw new InspectionError(
        'probabilities-range',
        `${name} is read as probabilities, but has ${range} where [0, 1] is expected.`,
        'Set the prediction kind to logits (--kind logits).',
      );
    }
    evidence.push(`probabilities: set; ${array.dtype} ${range}, read as value / ${scale}`);
    return { kind: 'probabilities', divisor: scale };
  }
  evidence.push(`${wanted}: set; ${range}${channels > 1 && isUnit(scan) ? `, ${sumEvidence(grid)}` : ''}`);
  return { kind: wanted };
}

function guessKind(values: Values, evidence: string[]): KindFound {
  const { array, scan, channels, grid } = values;
  const range = rangeOf(scan);
  const found = (kind: PredictionKind, why: string, more: Partial<KindFound> = {}): KindFound => {
    evidence.push(`${why}: ${kind}`);
    return { kind, ...more };
  };
  if (channels === 1) {
    if (!isFloat(array.dtype)) {
      evidence.push(`${array.dtype} without channels: mask of class ids`);
      return { kind: 'mask' };
    }
    return found(isUnit(scan) ? 'probabilities' : 'logits', range);
  }
  const ids = scan.integral ? idsIn(values) : undefined;
  if (ids === 'one-hot') {
    return found('mask', '0 and 1 only, one channel set at each pixel (one-hot)', { ids });
  }
  if (ids === 'ranking') {
    evidence.push(
      `${channels} different ids at each pixel: the best ${channels} classes, of which the first is read as mask`,
    );
    return { kind: 'mask', ids };
  }
  if (!isFloat(array.dtype) && mapsKind(grid, array.dtype) === 'scaled') {
    const divisor = fullScale(array.dtype) as number;
    return found('probabilities', `${array.dtype}, channel sums ${divisor}, read as value / ${divisor}`, { divisor });
  }
  if (isUnit(scan) && isFloat(array.dtype)) {
    const sums = channelSums(grid);
    const sigmoid = sums[0] < 1 - SIGMOID_SUMS || sums[1] > 1 + SIGMOID_SUMS;
    const why = `${range}, ${sumEvidence(grid)}`;
    evidence.push(sigmoid ? `${why}: sigmoid probabilities (multi-label)` : `${why}: probabilities`);
    if (sumsToOne(sums)) {
      evidence.push(
        `a loss that applies softmax to them once more cannot fall below ${short(softmaxTwiceFloor(channels))}`,
      );
    }
    return { kind: 'probabilities' };
  }
  if (scan.finite > 0 && scan.max <= UNIT_TOLERANCE && sumsToOne(channelSums(grid, Math.exp))) {
    return found(
      'logits',
      `${range}, channel sums of exp 1 ± ${CHANNEL_SUM_TOLERANCE} (log-probabilities, read as they are)`,
    );
  }
  return found('logits', range);
}

function idsIn({ grid, array }: Values): KindFound['ids'] {
  const maps = mapsKind(grid, array.dtype);
  return maps === 'one-hot' || maps === 'ranking' ? maps : undefined;
}

/** The lowest cross entropy a softmax over C probabilities can reach: they are 1 and 0 at best, so ln(e + C − 1) − 1. */
export function softmaxTwiceFloor(classes: number): number {
  return Math.log(Math.E + classes - 1) - 1;
}

export function isUnit({ finite, min, max }: ValueScan): boolean {
  return finite > 0 && min >= -UNIT_TOLERANCE && max <= 1 + UNIT_TOLERANCE;
}

function rangeOf({ finite, min, max }: ValueScan): string {
  return finite > 0 ? `values in [${short(min)}, ${short(max)}]` : 'no finite value';
}

/** "channel sums 1 ± 0.001", or their range where they are no distribution. */
function sumEvidence(grid: SampleGrid): string {
  const [min, max] = channelSums(grid);
  return sumsToOne([min, max])
    ? `channel sums 1 ± ${CHANNEL_SUM_TOLERANCE}`
    : `channel sums ${min.toPrecision(3)} to ${max.toPrecision(3)}`;
}

function short(value: number): string {
  return Number(value.toPrecision(4)).toString();
}
