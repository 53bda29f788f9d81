import { known } from '../../dialects/evaluate.js';
import { InspectionError } from '../../errors.js';
import { checkLossSettings } from '../../inspection/checks.js';
import type { LossSettings } from '../../inspection/report.js';
import type { Analysed } from '../analysed.js';
import type { TermLoss, WhatIfSettings } from '../settings.js';
import { EFFECTIVE_BETA, presetWeights } from './weights.js';

/** What-if settings with nothing left open. */
export interface Resolved extends Pick<LossSettings, 'weights' | 'alpha' | 'gamma' | 'beta' | 'smooth' | 'threshold'> {
  labelSmoothing: number;
  ignore: NonNullable<WhatIfSettings['ignore']>;
  absent: NonNullable<WhatIfSettings['absent']>;
  terms: { loss: TermLoss; lambda: number }[];
  /** Key of the dialect that the total follows; null: `terms`. */
  dialect: string | null;
}

/** The settings over those of the inspection. Throws loss-setting, weights-length or dialect-unknown. */
export function resolve(pair: Analysed, settings: WhatIfSettings): Resolved {
  const { loss } = pair.job;
  const { labelSmoothing = 0, ignore = 'origin', absent = 'kept', dialect = null } = settings;
  const pick = <K extends 'gamma' | 'beta' | 'smooth' | 'threshold'>(name: K) => settings[name] ?? loss[name];
  const resolved: Resolved = {
    weights: settings.weights === undefined ? loss.weights : weightsOf(pair, settings.weights),
    alpha: settings.alpha === undefined ? loss.alpha : settings.alpha,
    gamma: pick('gamma'),
    beta: pick('beta'),
    smooth: pick('smooth'),
    threshold: pick('threshold'),
    labelSmoothing,
    ignore,
    absent,
    terms: settings.terms ?? baseTerms(loss),
    dialect,
  };
  checkLossSettings({ ...loss, ...resolved });
  if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
    throw wrong(`The label smoothing is ${labelSmoothing}; it must be from 0 to 1.`);
  }
  if (resolved.terms.length === 0 || resolved.terms.some(({ lambda }) => !Number.isFinite(lambda))) {
    throw wrong('A total needs at least one loss, each with a number it is multiplied by.');
  }
  if (dialect !== null) {
    known(dialect);
  }
  return resolved;
}

/** What the inspection's own total is made of. */
function baseTerms({ base, includeDice }: LossSettings): Resolved['terms'] {
  const pixel = { loss: base, lambda: 1 };
  return includeDice ? [pixel, { loss: 'dice', lambda: 1 }] : [pixel];
}

function weightsOf(pair: Analysed, weights: NonNullable<WhatIfSettings['weights']> | null): number[] | null {
  if (weights === null) {
    return null;
  }
  if (Array.isArray(weights)) {
    if (weights.length !== pair.numClasses) {
      throw new InspectionError(
        'weights-length',
        `There are ${weights.length} class weights for ${pair.numClasses} classes.`,
        'Give one weight per class.',
      );
    }
    return weights;
  }
  const { preset, beta = EFFECTIVE_BETA } = weights;
  if (!(beta > 0 && beta < 1)) {
    throw wrong(`The beta of the effective number is ${beta}; it must be between 0 and 1.`);
  }
  return preset === 'uniform' ? null : presetWeights(preset, beta, pair.stats.label);
}

function wrong(message: string): InspectionError {
  return new InspectionError('loss-setting', message, 'Correct the value.');
}
