import { type ClassOptions, DEFAULT_LOSS } from '../inspection/job.js';
import type { Layout, LossSettings, PredictionKind } from '../inspection/report.js';
import { ENCODINGS, PRESETS } from '../labels/ids.js';
import { DEFAULT_FOLDERS, type FolderPatterns } from '../pairing/folders.js';
import {
  boolean,
  classTable,
  colorList,
  type Getter,
  integerOrNull,
  integersOrNull,
  list,
  number,
  oneOf,
  text,
} from './check.js';

/** Everything the settings say about one inspection. */
export interface Settings {
  classes: ClassOptions;
  loss: LossSettings;
  kind: PredictionKind | 'auto';
  layout: Layout | 'auto';
  /** Set only where it is wanted. */
  resizeProbabilities?: boolean;
}

export const KINDS = ['auto', 'logits', 'probabilities', 'mask'] as const;
export const LAYOUTS = ['auto', 'CHW', 'HWC', 'HW', 'CDHW'] as const;
const MAX_CLASSES = 65_534;

/**
 * Settings as an inspection needs them. `get` answers only what someone set (undefined otherwise), because an unset
 * class setting leaves the word to classes.json while a set one overrules it. The values come from a workspace and
 * are data: each is checked, and a wrong one is an InspectionError that names the setting.
 */
export function parseSettings(get: Getter): Settings {
  return {
    classes: parseClasses(get, CLASS_KEYS),
    loss: parseLoss(get),
    kind: oneOf(get, 'prediction.kind', KINDS) ?? 'auto',
    layout: oneOf(get, 'prediction.layout', LAYOUTS) ?? 'auto',
    ...(boolean(get, 'prediction.resizeProbabilities') ? { resizeProbabilities: true } : {}),
  };
}

/** Where the class options stand among the settings; a dataset of its own has them under other names. */
export const CLASS_KEYS = {
  count: 'classes.count',
  names: 'classes.names',
  colors: 'classes.colors',
  preset: 'classes.preset',
  encoding: 'label.encoding',
  remap: 'label.remap',
  nearestColour: 'label.nearestColour',
  ignoreIndex: 'ignoreIndex',
  reduceZeroLabel: 'reduceZeroLabel',
  background: 'background',
} as const;

export function parseClasses(get: Getter, keys: Readonly<Record<keyof typeof CLASS_KEYS, string>>): ClassOptions {
  const numClasses = integerOrNull(get, keys.count, 1, MAX_CLASSES);
  const background = integerOrNull(get, keys.background, -1, MAX_CLASSES);
  const names = list(get, keys.names, 'names', text);
  const colors = colorList(get, keys.colors);
  const preset = oneOf(get, keys.preset, ['auto', ...PRESETS] as const) ?? 'auto';
  const encoding = oneOf(get, keys.encoding, ['auto', ...ENCODINGS] as const) ?? 'auto';
  const ignoreIndex = integersOrNull(get, keys.ignoreIndex);
  const reduceZeroLabel = boolean(get, keys.reduceZeroLabel);
  const remap = classTable(get, keys.remap);
  const nearestColour = boolean(get, keys.nearestColour);
  return {
    ...(names?.length ? { names } : {}),
    ...(colors?.length ? { colors } : {}),
    ...(typeof numClasses === 'number' ? { numClasses } : {}),
    ...(preset === 'auto' ? {} : { preset }),
    ...(encoding === 'auto' ? {} : { encoding }),
    ...(ignoreIndex === undefined ? {} : { ignoreIndex }),
    ...(typeof background === 'number' ? { background } : {}),
    ...(reduceZeroLabel === undefined ? {} : { reduceZeroLabel }),
    ...(remap === undefined ? {} : { remap }),
    ...(nearestColour ? { nearestColour } : {}),
  };
}

function parseLoss(get: Getter): LossSettings {
  const positive = { above: 0 };
  const alpha = get('loss.alpha') === null ? null : number(get, 'loss.alpha', { least: 0 });
  const weights = get('loss.weights') === null ? null : list(get, 'loss.weights', 'numbers of at least 0', weight);
  return {
    weights: weights?.length ? weights : null,
    alpha: alpha === undefined ? DEFAULT_LOSS.alpha : alpha,
    gamma: number(get, 'loss.gamma', { least: 0 }) ?? DEFAULT_LOSS.gamma,
    beta: number(get, 'loss.beta', positive) ?? DEFAULT_LOSS.beta,
    smooth: number(get, 'loss.smooth', { least: 0 }) ?? DEFAULT_LOSS.smooth,
    threshold: number(get, 'loss.threshold', { least: 0, most: 1 }) ?? DEFAULT_LOSS.threshold,
    base: oneOf(get, 'loss.base', ['crossEntropy', 'focal'] as const) ?? DEFAULT_LOSS.base,
    includeDice: boolean(get, 'loss.includeDice') ?? DEFAULT_LOSS.includeDice,
  };
}

/** All that is read here and in datasets.ts, without the section's name. */
export const SETTING_KEYS: readonly string[] = [
  'datasets',
  ...Object.values(CLASS_KEYS),
  ...['prediction.kind', 'prediction.layout', 'prediction.resizeProbabilities'],
  ...Object.keys(DEFAULT_LOSS).map(name => `loss.${name}`),
  ...['pairing.imageFolders', 'pairing.labelFolders', 'pairing.predictionFolders'],
];

/** Folder names of the pairing; an empty list counts as unset, as it would find nothing. */
export function parseFolders(get: Getter): FolderPatterns {
  const folders = (key: string, fallback: readonly string[]): readonly string[] => {
    const names = list(get, key, 'folder names', text);
    return names?.length ? names : fallback;
  };
  return {
    image: folders('pairing.imageFolders', DEFAULT_FOLDERS.image),
    label: folders('pairing.labelFolders', DEFAULT_FOLDERS.label),
    prediction: folders('pairing.predictionFolders', DEFAULT_FOLDERS.prediction),
  };
}

function weight(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}
