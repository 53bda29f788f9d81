import { parseArgs } from 'node:util';
import type { Severity } from '../core/inspection/report.js';
import { type DatasetSetting, withDataset } from '../core/settings/datasets.js';
import type { Settings } from '../core/settings/settings.js';
import { choice, joinNegative } from './arguments.js';
import { type Config, readConfig } from './config.js';
import { SETTING_FLAGS, withFlags } from './settingFlags.js';
import { toNumber, usage } from './values.js';

export interface InspectOptions {
  prediction: string;
  label?: string;
  image?: string;
  /** Names of the arrays within files that hold several. */
  predictionArray?: string;
  labelArray?: string;
  classes?: string;
  config: Config;
  /** What holds for a pair of a dataset of the config; undefined: for any other. */
  settings(dataset: DatasetSetting | undefined): Settings;
  sample?: number;
  slice?: number;
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
  array: text,
  'prediction-array': text,
  'label-array': text,
  classes: text,
  ...SETTING_FLAGS,
  sample: text,
  slice: text,
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
  const config = readConfig(values.config);
  const { kind, activation } = reading(values.kind, values.activation);
  const settings = (dataset: DatasetSetting | undefined) =>
    withFlags(withDataset(config.settings, dataset), { ...values, kind }, values.threshold);
  settings(undefined); // Wrong flags are said before anything is read.
  return {
    prediction: positionals[0],
    label: values.label,
    image: values.image,
    predictionArray: values['prediction-array'] ?? values.array,
    labelArray: values['label-array'],
    classes: values.classes,
    config,
    settings,
    activation,
    sample: optional('sample'),
    slice: optional('slice'),
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
): { kind: string | undefined; activation: Activation } {
  if (activation === undefined) {
    return { kind, activation };
  }
  const found = choice(kind, 'kind', ['auto', 'logits', 'probabilities', 'mask']);
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
    throw usage(`${(error as Error).message.split('. ')[0].replace(/\.$/, '')}.`, 'See seg-loss --help.');
  }
}
