import { type ClassSpec, makeClassSpec } from '../classSpec.js';
import { describeValues } from '../describe.js';
import { idCounts, instance256, instance1000 } from '../encodings/instances.js';
import { PRESET_LIST } from '../presets/registry.js';
import { outside } from './outside.js';
import type { InferenceRule, Proposed } from './types.js';

const NAMED = /_instance(Train)?Ids\b|(^|\/)instances\//i;

/** Ids below this fit in a byte, where there is no room for instances; no picture has as many of one class. */
const BYTE = 256;

/**
 * Class and instance in one value, where that explains every pixel and the plain ids do not: by the classes as they
 * are, or by a dataset's. Never taken unasked: a depth map may look like it.
 */
export const instances: InferenceRule = (survey, { spec, options, numClasses, path }) => {
  const { values } = survey;
  const largest = [...(values?.keys() ?? [])].reduce((most, value) => Math.max(most, value), 0);
  if (!values || survey.array.colour || options.encoding !== undefined || largest < BYTE) {
    return [];
  }
  if (outside(values, spec, numClasses) === 0) {
    return [];
  }
  const counted = [...values.keys()].every(value => value < 1000 || value % 1000 < BYTE);
  return [instance256, ...(counted ? [instance1000] : [])].flatMap(({ id, title, idOf }): Proposed[] => {
    const ids = idCounts(survey, idOf as (stored: number) => number);
    const fits = (one: ClassSpec) => outside(ids, one, numClasses) === 0;
    const preset = fits(spec)
      ? null
      : PRESET_LIST.find(one => one.count === numClasses && fits(makeClassSpec({ preset: one.id })));
    if (preset === undefined || (preset && options.preset !== undefined)) {
      return [];
    }
    const named = NAMED.exec(path)?.[0];
    const evidence = [
      `${values.size} different values up to ${largest} for ${numClasses} classes`,
      `without the instances they are ${describeValues(ids)}`,
      ...(preset ? [`all of them ids of ${preset.title}`] : []),
      ...(named ? [`the path has "${named}"`] : []),
    ];
    const whose = preset ? `${preset.title}, ` : '';
    const option = preset ? { preset: preset.id } : {};
    return [{ options: { encoding: id, ...option }, title: `${whose}${title}`, evidence, certain: false }];
  });
};
