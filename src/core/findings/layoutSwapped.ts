import { type Axes, layoutAxes } from '../inspection/layout.js';
import type { PredictionView } from '../inspection/reading.js';
import { sampleGrid } from '../inspection/sampleGrid.js';
import { atOnce } from '../inspection/steps.js';
import { agreement, type ClassGrid, classGrid } from './gridAgreement.js';
import { CLEAR, GOOD } from './labelFlipped.js';
import type { FindingRule } from './types.js';
import { percent } from './words.js';

/** A reading that agrees as well as this needs no doubt. */
const DOUBTFUL = 0.3;

/**
 * Channels read as columns or the other way round: the layout that was set, or an array that was reshaped where it
 * should have been transposed (its shape then says one thing, its elements another).
 */
export const layoutSwapped: FindingRule = ({ grid, view, label, predictionName }) => {
  if (!grid || view.kind === 'mask' || view.channels < 2) {
    return null;
  }
  const asIs = agreement(grid.label, grid.predicted, grid.classes);
  if (asIs.kappa > DOUBTFUL) {
    return null;
  }
  const shape = label.height / label.width;
  const likely = otherReadings(view).filter(({ axes }) => Math.abs(Math.log(axes.height / axes.width / shape)) < 0.05);
  for (const { axes, other, set } of likely) {
    const again = { ...view, ...axes, numClasses: axes.channels, grid: atOnce(sampleGrid(view.array, axes)) };
    const seen = classGrid(again, label, Math.max(axes.channels, grid.classes)) as ClassGrid;
    const swapped = agreement(seen.label, seen.predicted, seen.classes);
    if (swapped.kappa >= GOOD && swapped.kappa >= asIs.kappa + CLEAR) {
      return {
        code: 'layout-swapped',
        severity: 'error',
        role: 'prediction',
        message:
          `${predictionName} is read as ${view.layout}, but ${other} its classes fit the label far better: ` +
          `${percent(swapped.accuracy)} of the pixels are then predicted right, as it is ${percent(asIs.accuracy)}.`,
        hint: set
          ? `Set the layout to ${set} (--layout ${set}).`
          : 'Transpose the array before it is saved, np.moveaxis(a, -1, 0), where it was only reshaped.',
        evidence: { accuracy: asIs.accuracy, accuracySwapped: swapped.accuracy, kappaSwapped: swapped.kappa },
        ...(set ? { fix: { setting: 'segmentationLoss.prediction.layout', value: set } } : {}),
      };
    }
  }
  return null;
};

function otherReadings(view: PredictionView): { axes: Axes; other: string; set?: 'CHW' | 'HWC' }[] {
  const { array, layout, samples, channels, height, width } = view;
  if (layout !== 'CHW' && layout !== 'HWC') {
    return [];
  }
  const set = layout === 'CHW' ? 'HWC' : 'CHW';
  const area = height * width * channels;
  const reshaped =
    layout === 'CHW'
      ? { sample: area, channel: 1, row: width * channels, column: channels }
      : { sample: area, channel: height * width, row: width, column: 1 };
  return [
    { axes: layoutAxes(array, set), other: `as ${set}`, set },
    {
      axes: { samples, channels, height, width, strides: reshaped },
      other: `with its elements in the order of ${set}`,
    },
  ];
}
