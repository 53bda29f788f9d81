import { sliceAt } from '../formats/axes.js';
import type { NdArray } from '../formats/ndarray.js';
import { labelGeometry } from '../labels/geometry.js';
import { type Arranged, arrangeLabel, arrangePrediction, takeSample } from './arrange.js';
import type { InspectionJob } from './job.js';
import { layoutAxes } from './layout.js';
import type { ReadingOptions } from './reading.js';
import type { Layout } from './report.js';
import { chooseSample } from './samples.js';

interface Named {
  array: NdArray;
  name: string;
}

/** A prediction and its label with their axes named, and the same samples of each. */
export interface Matched {
  prediction: Arranged;
  label: NdArray;
  options: ReadingOptions;
  /** Layout and number of samples of the whole prediction; the one of them that was taken, null for all. */
  layout: Layout;
  samples: number;
  sample: number | null;
}

/** Names the axes of both and takes the sample or slice that is wished. Throws what arrange.ts and samples.ts throw. */
export function matchSamples(prediction: Named, label: Named, classCount: number | null, job: InspectionJob): Matched {
  const labels = arrangeLabel(label.array, label.name, job);
  const size = labelGeometry(labels, label.name);
  const options: ReadingOptions = {
    kind: job.kind,
    layout: job.layout,
    classCount,
    labelSize: [size.height, size.width],
    labelSamples: size.samples,
  };
  const whole = arrangePrediction(prediction.array, prediction.name, options, job);
  const { layout, volume, taken } = whole;
  const { samples } = layoutAxes(whole.array, layout);
  const sample = chooseSample(
    { name: prediction.name, samples, volume },
    { name: label.name, samples: size.samples },
    { sample: taken ? undefined : job.sample, slice: job.slice },
  );
  const common = { options, layout, samples, sample };
  if (sample === null) {
    return { ...common, prediction: whole, label: labels };
  }
  const taking = size.samples > 1 ? sliceAt(labels, 0, sample) : labels;
  return { ...common, prediction: takeSample(whole, sample), label: taking };
}
