import type { NdArray } from '../../formats/ndarray.js';
import type { Fix } from '../../inspection/report.js';
import { atOnce } from '../../inspection/steps.js';
import { idCounts, instance256, instance1000 } from '../encodings/instances.js';
import type { EncodingId } from '../ids.js';
import { type LabelSurvey, surveyLabel } from '../survey.js';
import { binaryMask } from './binaryMask.js';
import { instances } from './instances.js';
import { oneTooMany } from './oneTooMany.js';
import { presets } from './presets.js';
import type { InferenceContext, InferenceRule, LabelProposal } from './types.js';

export type { LabelProposal } from './types.js';

/** Every rule there is, the most telling first. Adding one: a file beside this one and a line here. */
const RULES: readonly InferenceRule[] = [binaryMask, presets, instances, oneTooMany];

/** What may be offered where the classes themselves were said. */
const ENCODING_RULES: readonly InferenceRule[] = [instances];

/** At most so many proposals are worth asking about. */
const MOST = 4;

/** Other readings of a label, with their evidence. Pure: nothing is read but the array. */
export function proposeLabelReading(array: NdArray, name: string, context: InferenceContext): LabelProposal[] {
  const { applied, proposals } = proposalsFor(atOnce(surveyLabel(array, name)), context);
  return applied ? [applied, ...proposals] : proposals;
}

/**
 * The proposal that is applied by itself, being the only certain one, and the others. What was asked for is never
 * overruled: with an encoding, preset, remap or zero reduction set, proposals are only offered.
 */
export function proposalsFor(
  survey: LabelSurvey,
  context: InferenceContext,
): { applied: LabelProposal | null; proposals: LabelProposal[] } {
  const { encoding, preset, remap, reduceZeroLabel } = context.options;
  const said = preset !== undefined || remap !== undefined;
  const asked = encoding !== undefined || reduceZeroLabel !== undefined;
  const read = withoutInstances(survey, encoding);
  const found = (said ? ENCODING_RULES : RULES)
    .flatMap(rule => rule(read, context))
    .map(one => ({
      ...one,
      certain: one.certain && !asked,
      fixes: fixesOf(one.options),
    }));
  const certain = found.filter(one => one.certain);
  const applied = certain.length === 1 ? certain[0] : null;
  return { applied, proposals: found.filter(one => one !== applied).slice(0, MOST) };
}

/** Datasets are known by their ids: without the instances, where it was said that there are some. */
function withoutInstances(survey: LabelSurvey, encoding: EncodingId | undefined): LabelSurvey {
  const form = [instance256, instance1000].find(({ id }) => id === encoding);
  return form?.idOf && survey.values ? { ...survey, values: idCounts(survey, form.idOf) } : survey;
}

/** Settings below "segmentationLoss." by option. */
const SETTINGS: Record<keyof LabelProposal['options'], string> = {
  preset: 'classes.preset',
  encoding: 'label.encoding',
  reduceZeroLabel: 'reduceZeroLabel',
  ignoreIndex: 'ignoreIndex',
};

function fixesOf(options: LabelProposal['options']): Fix[] {
  const entries = Object.entries(options) as [keyof LabelProposal['options'], Fix['value']][];
  return entries.map(([option, value]) => ({ setting: `segmentationLoss.${SETTINGS[option]}`, value }));
}
