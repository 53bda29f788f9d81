import { DEFAULT_LOSS } from '../core/inspection/job.js';
import type { LossSettings } from '../core/inspection/report.js';
import { choice } from './arguments.js';
import { toNumber } from './values.js';

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

type Given = { [K in keyof typeof LOSS_FLAGS]?: string | boolean };

/** The origin's defaults, with what is given; `threshold` is that of the F-score. */
export function lossSettings(values: Given, threshold: string | undefined): LossSettings {
  const number = (name: keyof Given, otherwise: number) =>
    values[name] === undefined ? otherwise : toNumber(String(values[name]), name);
  const { weights, alpha, base } = values;
  return {
    weights:
      weights === undefined
        ? null
        : String(weights)
            .split(',')
            .map(weight => toNumber(weight, 'weights')),
    alpha: String(alpha).toLowerCase() === 'none' ? null : number('alpha', DEFAULT_LOSS.alpha as number),
    gamma: number('gamma', DEFAULT_LOSS.gamma),
    beta: number('beta', DEFAULT_LOSS.beta),
    smooth: number('smooth', DEFAULT_LOSS.smooth),
    threshold: threshold === undefined ? DEFAULT_LOSS.threshold : toNumber(threshold, 'threshold'),
    base: choice(base as string | undefined, 'base', ['crossEntropy', 'focal']),
    includeDice: !values['no-dice'],
  };
}
