import {
  ABSENT_POLICIES,
  IGNORE_POLICIES,
  LAYER_NAMES,
  SLICE_AXES,
  TERM_LOSSES,
  WEIGHT_PRESETS,
} from '../core/analysis/names.js';
import type { QuestionName } from '../core/analysis/questions.js';
import {
  type Check,
  either,
  finite,
  isRecord,
  list,
  nullable,
  oneOf,
  optional,
  shape,
  shortText,
  string,
  whole,
} from './shapes.js';

/** Shapes of the questions' parameters; what they may mean for a pair is checked where they are answered. */
const settings = shape({
  weights: optional(
    nullable(either(list(finite), shape({ preset: oneOf(...WEIGHT_PRESETS), beta: optional(finite) }))),
  ),
  alpha: optional(nullable(finite)),
  gamma: optional(finite),
  beta: optional(finite),
  smooth: optional(finite),
  threshold: optional(finite),
  labelSmoothing: optional(finite),
  ignore: optional(oneOf(...IGNORE_POLICIES)),
  absent: optional(oneOf(...ABSENT_POLICIES)),
  terms: optional(list(shape({ loss: oneOf(...TERM_LOSSES), lambda: finite }))),
  dialect: optional(nullable(shortText)),
});
const turned = { settings: optional(settings) };
const axis = { axis: optional(oneOf(...SLICE_AXES)) };

const term = oneOf(...TERM_LOSSES, 'total');
const rule = shape({ term, minPixels: optional(whole), mass: optional(finite) });
const piece = shape({
  label: optional(whole),
  prediction: optional(whole),
  kind: optional(shortText),
  band: optional(oneOf('boundary', 'interior')),
  boundaryWidth: optional(finite),
});

/** What a layer needs beyond its name. */
const LAYER_FIELDS: Partial<Record<(typeof LAYER_NAMES)[number], Check>> = {
  probability: shape({ class: whole }),
  loss: shape({ term }),
  gradient: shape({ term, channel: either(whole, oneOf('magnitude')) }),
  piece: shape({ piece }),
  regions: shape({ rule }),
  difference: shape({ term: oneOf('crossEntropy', 'focal') }),
};

const layer: Check = value => {
  const id = isRecord(value) ? LAYER_NAMES.find(name => name === value.id) : undefined;
  return id !== undefined && (LAYER_FIELDS[id]?.(value) ?? true);
};

export const PARAMS: Record<QuestionName, Check> = {
  probe: shape({ x: whole, y: whole, sample: whole, radius: optional(whole), ...turned }),
  layer: shape({ layer, sample: whole, comparison: optional(shortText), ...axis, ...turned }),
  whatIf: shape({ settings, ledger: nullable(finite) }),
  ledger: shape({ boundaryWidth: finite, ...turned }),
  dialects: shape({ keys: optional(shortText), base: shortText }),
  dialectKeys: shape(turned),
  gap: shape({ from: shortText, to: shortText }),
  curves: shape({ bins: optional(whole), ...turned }),
  regions: shape({ rule, sample: optional(whole), limit: optional(whole), ...turned }),
  compare: shape({ comparison: optional(shortText) }),
  slices: shape({ ...axis, ...turned }),
  deepFindings: shape({}),
  snippet: shape(turned),
};

/** The least an answer must have to be handed to a view. */
export const ANSWERS: Record<QuestionName, Check> = {
  probe: shape({ x: whole, y: whole, sample: whole, top: list(whole), neighbours: isRecord }),
  layer: shape({ info: shape({ width: whole, height: whole }), codes: value => value instanceof Uint16Array }),
  whatIf: shape({ numbers: isRecord, terms: Array.isArray, classes: Array.isArray, says: Array.isArray }),
  ledger: shape({ ledger: nullable(isRecord) }),
  dialects: shape({ base: isRecord, rows: Array.isArray, of: whole }),
  dialectKeys: shape({ rows: Array.isArray }),
  gap: shape({ from: isRecord, to: isRecord, steps: Array.isArray }),
  curves: shape({ thresholds: nullable(isRecord), reliability: nullable(isRecord), distance: nullable(isRecord) }),
  regions: shape({ regions: Array.isArray, found: whole, smaller: whole, suspicion: isRecord }),
  compare: shape({ numbers: isRecord, classes: Array.isArray, outcomes: isRecord, gains: Array.isArray }),
  slices: shape({ count: whole, worst: Array.isArray }),
  deepFindings: shape({ findings: Array.isArray }),
  snippet: shape({ code: string, notes: Array.isArray }),
};
