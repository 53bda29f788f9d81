import type { LossSettings } from '../core/inspection/report.js';
import { oneOf, toNumber } from './values.js';

const text = { type: 'string' } as const;

/** Flags of the losses, whatever the command. */
export const LOSS_FLAGS = {
  weights: text,
  alpha: text,
  gamma: text,
  beta: text,
  smooth: text,
  base: text,
  'no-dice': { type: 'boolean' },
} as const;

export type LossFlags = Partial<Record<Exclude<keyof typeof LOSS_FLAGS, 'no-dice'>, string>> & { 'no-dice'?: boolean };

/**
 * What is given, on top of what holds otherwise.
 *
 * @param threshold that of the F-score
 */
export function lossSettings(flags: LossFlags, threshold: string | undefined, otherwise: LossSettings): LossSettings {
  const number = (name: 'gamma' | 'beta' | 'smooth') => {
    const given = flags[name];
    return given === undefined ? otherwise[name] : toNumber(given, name);
  };
  const { weights, alpha, base } = flags;
  return {
    weights: weights === undefined ? otherwise.weights : weights.split(',').map(one => toNumber(one, 'weights')),
    alpha: alpha === undefined ? otherwise.alpha : alpha.toLowerCase() === 'none' ? null : toNumber(alpha, 'alpha'),
    gamma: number('gamma'),
    beta: number('beta'),
    smooth: number('smooth'),
    threshold: threshold === undefined ? otherwise.threshold : toNumber(threshold, 'threshold'),
    base: base === undefined ? otherwise.base : oneOf(base, 'base', ['crossEntropy', 'focal']),
    includeDice: flags['no-dice'] ? false : otherwise.includeDice,
  };
}
