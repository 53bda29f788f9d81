import type { TermLoss, WhatIfSettings } from '../../../core/analysis/settings.js';
import type { Report, SettingsReport } from '../../../core/inspection/report.js';

/** A number that can be turned. */
export const KNOBS = {
  gamma: { min: 0, max: 5, step: 0.05, most: 100, log: false, mask: false },
  alpha: { min: 0, max: 1, step: 0.01, most: 100, log: false, mask: false },
  labelSmoothing: { min: 0, max: 0.5, step: 0.01, most: 1, log: false, mask: false },
  beta: { min: 0.1, max: 4, step: 0.05, most: 100, log: false, mask: true },
  smooth: { min: -8, max: 3, step: 0.25, most: 1e6, log: true, mask: true },
  threshold: { min: 0, max: 1, step: 0.01, most: 1, log: false, mask: false },
} as const satisfies Record<string, Knob>;

export type KnobName = keyof typeof KNOBS;
export const KNOB_NAMES = Object.keys(KNOBS) as KnobName[];

export interface Knob {
  /** Ends and step of the slider; of a logarithmic one, of the exponent to 10. */
  min: number;
  max: number;
  step: number;
  /** Largest number that the field takes. */
  most: number;
  log: boolean;
  /** Whether it changes anything where there are no probabilities. */
  mask: boolean;
}

export const LOSSES = ['crossEntropy', 'focal', 'dice', 'jaccard'] as const satisfies readonly TermLoss[];

/** The inspection's own value of a setting. */
export function baseOf(settings: SettingsReport, name: KnobName): number | null {
  return name === 'labelSmoothing' ? 0 : settings[name];
}

export function settingOf(settings: SettingsReport, turned: WhatIfSettings, name: KnobName): number | null {
  const value = turned[name];
  return value === undefined ? baseOf(settings, name) : value;
}

/** The settings with one changed; what is as inspected is left out, so that {} stays the base. */
export function withSetting<K extends keyof WhatIfSettings>(
  turned: WhatIfSettings,
  name: K,
  value: WhatIfSettings[K],
  base: WhatIfSettings[K],
): WhatIfSettings {
  const { [name]: _, ...others } = turned;
  return JSON.stringify(value) === JSON.stringify(base) || value === undefined ? others : { ...others, [name]: value };
}

/** What each loss is multiplied by in the total; 0: not in it. */
export function lambdasOf(settings: SettingsReport, turned: WhatIfSettings): Record<TermLoss, number> {
  const lambdas = { crossEntropy: 0, focal: 0, dice: 0, jaccard: 0 };
  for (const { loss, lambda } of turned.terms ?? baseTerms(settings)) {
    lambdas[loss] += lambda;
  }
  return lambdas;
}

/** The settings with one loss multiplied otherwise. A total of nothing is none: the last loss cannot be left out. */
export function withLambda(
  settings: SettingsReport,
  turned: WhatIfSettings,
  loss: TermLoss,
  lambda: number,
): WhatIfSettings {
  const lambdas = { ...lambdasOf(settings, turned), [loss]: lambda };
  const terms = LOSSES.filter(name => lambdas[name] !== 0).map(name => ({ loss: name, lambda: lambdas[name] }));
  return terms.length === 0 ? turned : withSetting(turned, 'terms', terms, baseTerms(settings));
}

function baseTerms({ base, includeDice }: SettingsReport): NonNullable<WhatIfSettings['terms']> {
  const pixel = { loss: base, lambda: 1 };
  return includeDice ? [pixel, { loss: 'dice', lambda: 1 }] : [pixel];
}

/** Where the slider stands for a value, and the value for where it stands. */
export function toSlider({ log, min, max }: Knob, value: number): number {
  const at = log ? (value > 0 ? Math.log10(value) : min) : value;
  return Math.min(max, Math.max(min, at));
}

/** At its left end, a logarithmic slider means 0. */
export function fromSlider({ log, min }: Knob, at: number): number {
  return log ? (at <= min ? 0 : Number((10 ** at).toPrecision(3))) : at;
}

/** One class's weight changed, over those in use. */
export function withWeight(weights: readonly number[] | null, report: Report, index: number, weight: number): number[] {
  return report.classes.map((_, c) => (c === index ? weight : (weights?.[c] ?? 1)));
}
