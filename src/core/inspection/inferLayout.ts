import { InspectionError } from '../errors.js';
import { isFloat, type NdArray } from '../formats/ndarray.js';
import { mapsKindOf } from './integerMaps.js';
import { fitsRank, layoutAxes } from './layout.js';
import type { ReadingOptions } from './reading.js';
import type { Layout } from './report.js';

/** What decides a layout; a label of several samples is a batch or a volume. */
type Known = Pick<ReadingOptions, 'layout' | 'classCount' | 'labelSize' | 'labelSamples'>;

/** The order of the axes of a prediction of 2 to 4 axes; says why in `evidence`. Throws layout-rank. */
export function inferLayout(array: NdArray, known: Known, evidence: string[], name: string): Layout {
  const rank = array.shape.length;
  if (known.layout !== 'auto') {
    if (!fitsRank(known.layout, rank)) {
      throw new InspectionError(
        'layout-rank',
        `${name} has ${rank} axes (${array.shape.join('×')}), which cannot be ${known.layout}.`,
        'Set the layout to auto (--layout auto).',
      );
    }
    evidence.push(`${known.layout}: set`);
    return known.layout;
  }
  const named = layoutOfNames(array);
  if (named) {
    evidence.push(`axes ${array.axes?.join(', ')} as the file names them: ${named}`);
    return named;
  }
  if (rank === 2) {
    return 'HW';
  }
  const several = rank === 3 ? sameAsLabel(array, known, evidence) : slicesOfVolume(array, known, evidence);
  return several ?? inferOrder(array, known, evidence);
}

function layoutOfNames({ axes, shape }: NdArray): Layout | null {
  const at = axes?.indexOf('channel') ?? -1;
  if (!axes || axes.includes('page') || (at < 0 && shape.length > 3)) {
    return null;
  }
  if (at < 0) {
    return 'HW';
  }
  return axes.includes('z') ? 'CDHW' : 'CHW';
}

/** (N,H,W): as many maps as the label has, or maps of ids of its size that are not the channels of one prediction. */
function sameAsLabel(array: NdArray, known: Known, evidence: string[]): Layout | null {
  const [outer, middle, inner] = array.shape;
  const [height, width] = known.labelSize;
  if (outer === 1 || middle !== height || inner !== width) {
    return null;
  }
  const samples = known.labelSamples ?? 1;
  if (samples > 1 && outer === samples) {
    evidence.push(`${samples}×${height}×${width} like the label, one value per pixel: HW`);
    return 'HW';
  }
  if (isFloat(array.dtype) || known.classCount === outer || mapsKindOf(array, layoutAxes(array, 'CHW')) !== 'scores') {
    return null;
  }
  evidence.push(`${array.dtype} maps of the label's size: a batch of masks`);
  return 'HW';
}

/** (C,D,H,W): the second axis, not the first, is as long as the label is deep. */
function slicesOfVolume(array: NdArray, { labelSamples, classCount }: Known, evidence: string[]): Layout | null {
  const [first, second] = array.shape;
  const depth = labelSamples ?? 1;
  if (second !== depth || first === depth) {
    return null;
  }
  if (depth === 1 && classCount !== null && classCount !== first) {
    // (N,1,H,W): samples of one channel.
    return null;
  }
  evidence.push(
    depth === 1
      ? `${first} classes before a single slice: CDHW`
      : `the second axis has the ${depth} slices of the label: CDHW`,
  );
  return 'CDHW';
}

/** Whether the channels come first or last. */
function inferOrder({ shape }: NdArray, known: Known, evidence: string[]): Layout {
  const [outer, middle, inner] = shape.slice(-3);
  const [height, width] = known.labelSize;
  const fits = (h: number, w: number) => h === height && w === width;
  const choose = (layout: Layout, why: string): Layout => {
    evidence.push(`${why}: ${layout}`);
    return layout;
  };
  const count = known.classCount;
  if (count !== null && (outer === count) !== (inner === count)) {
    return choose(
      outer === count ? 'CHW' : 'HWC',
      `the ${outer === count ? 'first' : 'last'} axis has the ${count} classes`,
    );
  }
  if (fits(middle, inner) !== fits(outer, middle)) {
    return choose(fits(middle, inner) ? 'CHW' : 'HWC', `the other axes have the label's size ${height}×${width}`);
  }
  const skew = (h: number, w: number) => Math.abs(Math.log(h / w / (height / width)));
  const [planar, interleaved] = [skew(middle, inner), skew(outer, middle)];
  // A clear winner only: pooled sizes round, so the right one is a little off as well.
  if (Math.min(planar, interleaved) < 0.1 && Math.max(planar, interleaved) > 0.3) {
    return choose(planar < interleaved ? 'CHW' : 'HWC', "the other axes have the label's aspect ratio");
  }
  if ((middle === inner) !== (outer === middle)) {
    return choose(middle === inner ? 'CHW' : 'HWC', 'the other two axes are equal');
  }
  return choose(outer <= inner ? 'CHW' : 'HWC', `the ${outer <= inner ? 'first' : 'last'} axis is the shorter one`);
}
