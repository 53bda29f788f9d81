import { parseArgs } from 'node:util';
import type { ClassOptions } from '../core/inspection/job.js';
import type { Layout, LossSettings, PredictionKind, Severity } from '../core/inspection/report.js';
import { choice, joinNegative } from './arguments.js';
import { CLASS_FLAGS, classOptions } from './classOptions.js';
import { LOSS_FLAGS, lossSettings } from './lossOptions.js';
import { toNumber, usage } from './values.js';

export interface InspectOptions {
  prediction: string;
  label?: string;
  image?: string;
  /** Names of the arrays within files that hold several. */
  predictionArray?: string;
  labelArray?: string;
  classes?: string;
  classOptions: ClassOptions;
  kind: PredictionKind | 'auto';
  layout: Layout | 'auto';
  sample?: number;
  slice?: number;
  loss: LossSettings;
  boundaryWidth?: number;
  maps?: string;
  /** Dialect keys, library prefixes or "all", separated by commas. */
  dialect?: string;
  /** Two dialect keys, separated by a comma. */
  explainGap?: string;
  /** Dialect key whose gradient is written to `out`. */
  gradient?: string;
  out?: string;
  activation: Activation;
  labelSmoothing?: number;
  json: boolean;
  failOn?: Severity;
}

/** What turns the values into probabilities; undefined: as the kind of prediction says. */
export type Activation = 'softmax' | 'sigmoid' | undefined;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

const FLAGS = {
  label: text,
  image: text,
  'prediction-array': text,
  'label-array': text,
  classes: text,
  ...CLASS_FLAGS,
  kind: text,
  layout: text,
  sample: text,
  slice: text,
  ...LOSS_FLAGS,
  threshold: text,
  json: flag,
  'boundary-width': text,
  maps: text,
  dialect: text,
  'explain-gap': text,
  gradient: text,
  out: text,
  activation: text,
  'label-smoothing': text,
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
  const optional = (name: keyof typeof FLAGS) => (values[name] === undefined ? undefined : number(name, 0));
  return {
    prediction: positionals[0],
    label: values.label,
    image: values.image,
    predictionArray: values['prediction-array'],
    labelArray: values['label-array'],
    classes: values.classes,
    classOptions: classOptions(values),
    ...reading(values.kind, values.activation),
    layout: choice(values.layout, 'layout', ['auto', 'CHW', 'HWC', 'HW', 'CDHW']),
    sample: optional('sample'),
    slice: optional('slice'),
    loss: lossSettings(values, values.threshold),
    boundaryWidth: optional('boundary-width'),
    maps: values.maps,
    dialect: values.dialect,
    explainGap: values['explain-gap'],
    ...gradientOptions(values.gradient, values.out),
    labelSmoothing: values['label-smoothing'] === undefined ? undefined : smoothing(number('label-smoothing', 0)),
    json: values.json ?? false,
    failOn:
      values['fail-on'] === undefined ? undefined : choice(values['fail-on'], 'fail-on', ['error', 'warning', 'info']),
  };
}

/** --kind and --activation say the same thing from two sides: no activation is left where probabilities are given. */
function reading(
  kind: string | undefined,
  activation: string | undefined,
): Pick<InspectOptions, 'kind' | 'activation'> {
  const found = choice(kind, 'kind', ['auto', 'logits', 'probabilities', 'mask']);
  if (activation === undefined) {
    return { kind: found, activation: undefined };
  }
  const chosen = choice(activation, 'activation', ['softmax', 'sigmoid', 'none']);
  const wanted = chosen === 'none' ? 'probabilities' : 'logits';
  if (found !== 'auto' && found !== wanted) {
    throw usage(`--activation ${chosen} means ${wanted}, but --kind is ${found}.`, 'Leave one of the two out.');
  }
  return { kind: wanted, activation: chosen === 'none' ? undefined : chosen };
}

function gradientOptions(key: string | undefined, out: string | undefined): Pick<InspectOptions, 'gradient' | 'out'> {
  if ((key === undefined) !== (out === undefined)) {
    throw usage('--gradient and --out belong together.', '--gradient KEY --out F.npy');
  }
  return { gradient: key, out };
}

function smoothing(value: number): number {
  if (!(value >= 0 && value <= 1)) {
    throw usage(`--label-smoothing is ${value}.`, 'It lies between 0 and 1.');
  }
  return value;
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: FLAGS, allowPositionals: true });
  } catch (error) {
    throw usage((error as Error).message.split('. ')[0], 'See seg-loss --help.');
  }
}
