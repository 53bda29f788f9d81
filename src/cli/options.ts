import { parseArgs } from 'node:util';
import { InspectionError } from '../core/errors.js';
import { DEFAULT_BOUNDARY_WIDTH, DEFAULT_LOSS } from '../core/inspection/job.js';
import type { Layout, LossSettings, PredictionKind, Severity } from '../core/inspection/report.js';

export interface InspectOptions {
  prediction: string;
  label?: string;
  image?: string;
  classes?: string;
  numClasses?: number;
  ignoreIndex?: number;
  reduceZeroLabel?: boolean;
  kind: PredictionKind | 'auto';
  layout: Layout | 'auto';
  loss: LossSettings;
  boundaryWidth: number;
  maps?: string;
  json: boolean;
  failOn?: Severity;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

const FLAGS = {
  label: text,
  image: text,
  classes: text,
  'num-classes': text,
  'ignore-index': text,
  'reduce-zero-label': flag,
  kind: text,
  layout: text,
  weights: text,
  alpha: text,
  gamma: text,
  beta: text,
  smooth: text,
  threshold: text,
  base: text,
  'no-dice': flag,
  json: flag,
  'boundary-width': text,
  maps: text,
  'fail-on': text,
} as const;

/** Reads the arguments after `inspect`. Throws usage with what is wrong and how it is written. */
export function parseInspect(args: string[]): InspectOptions {
  const { values, positionals } = parse(joinNegative(args));
  if (positionals.length !== 1) {
    throw usage(
      positionals.length === 0 ? 'No prediction file is given.' : `Unexpected argument: ${positionals[1]}.`,
      'seg-loss inspect PREDICTION [--label F]',
    );
  }
  const number = (name: keyof typeof FLAGS, otherwise: number): number => {
    const given = values[name];
    return given === undefined ? otherwise : toNumber(String(given), name);
  };
  return {
    prediction: positionals[0],
    label: values.label,
    image: values.image,
    classes: values.classes,
    numClasses: values['num-classes'] === undefined ? undefined : number('num-classes', 0),
    ignoreIndex: values['ignore-index'] === undefined ? undefined : number('ignore-index', 0),
    reduceZeroLabel: values['reduce-zero-label'],
    kind: choice(values.kind, 'kind', ['auto', 'logits', 'probabilities', 'mask']),
    layout: choice(values.layout, 'layout', ['auto', 'CHW', 'HWC', 'HW']),
    loss: {
      weights: values.weights?.split(',').map(weight => toNumber(weight, 'weights')) ?? null,
      alpha: values.alpha?.toLowerCase() === 'none' ? null : number('alpha', DEFAULT_LOSS.alpha as number),
      gamma: number('gamma', DEFAULT_LOSS.gamma),
      beta: number('beta', DEFAULT_LOSS.beta),
      smooth: number('smooth', DEFAULT_LOSS.smooth),
      threshold: number('threshold', DEFAULT_LOSS.threshold),
      base: choice(values.base, 'base', ['crossEntropy', 'focal']),
      includeDice: !values['no-dice'],
    },
    boundaryWidth: number('boundary-width', DEFAULT_BOUNDARY_WIDTH),
    maps: values.maps,
    json: values.json ?? false,
    failOn:
      values['fail-on'] === undefined ? undefined : choice(values['fail-on'], 'fail-on', ['error', 'warning', 'info']),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: FLAGS, allowPositionals: true });
  } catch (error) {
    throw usage((error as Error).message.split('. ')[0], 'See seg-loss --help.');
  }
}

/** `--ignore-index -1`: parseArgs wants negative values joined with "=". */
function joinNegative(args: string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1);
    if (/^-\d/.test(arg) && before && /^--[a-z-]+$/.test(before)) {
      joined[joined.length - 1] = `${before}=${arg}`;
    } else {
      joined.push(arg);
    }
  }
  return joined;
}

function toNumber(given: string, name: string): number {
  const value = Number(given);
  if (given.trim() === '' || Number.isNaN(value)) {
    throw usage(`--${name} is "${given}", which is no number.`, 'See seg-loss --help.');
  }
  return value;
}

/** The first choice is the default. */
function choice<const T extends string>(given: string | undefined, name: string, choices: readonly T[]): T {
  const found = given === undefined ? choices[0] : choices.find(c => c.toLowerCase() === given.toLowerCase());
  if (!found) {
    throw usage(`--${name} is "${given}".`, `It is one of ${choices.join(', ')}.`);
  }
  return found;
}

export function usage(message: string, hint: string): InspectionError {
  return new InspectionError('usage', message, hint);
}
