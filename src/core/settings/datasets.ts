import type { ClassOptions } from '../inspection/job.js';
import { configuredAs } from '../pairing/byDataset.js';
import type { DatasetFiles } from '../pairing/dataset.js';
import { joinPath } from '../pairing/paths.js';
import { parseTemplate, type Template } from '../pairing/template.js';
import { boolean, type Getter, oneOf, wrong } from './check.js';
import { CLASS_KEYS, KINDS, LAYOUTS, parseClasses, type Settings } from './settings.js';

/** One entry of the setting `datasets`: where its files are, and how they are read. */
export interface DatasetSetting {
  files: DatasetFiles;
  /** Path of the class list it names. */
  classesFile: string | null;
  classes: ClassOptions;
  kind: Settings['kind'];
  layout: Settings['layout'];
  resizeProbabilities?: boolean;
}

/** Fields of an entry, by the class option each one is. */
const CLASS_FIELDS: Record<keyof typeof CLASS_KEYS, string> = {
  count: 'numClasses',
  names: 'classes',
  colors: 'colors',
  preset: 'preset',
  encoding: 'encoding',
  remap: 'remap',
  nearestColour: 'nearestColour',
  ignoreIndex: 'ignoreIndex',
  reduceZeroLabel: 'reduceZeroLabel',
  background: 'background',
};

const OTHER_FIELDS: Readonly<Record<string, string>> = {
  'prediction.kind': 'kind',
  'prediction.layout': 'layout',
  'prediction.resizeProbabilities': 'resizeProbabilities',
};

/** The field of a dataset that says what a general setting says ("label.encoding": "encoding"); null: there is none. */
export function fieldOfDataset(key: string): string | null {
  const [option] = Object.entries(CLASS_KEYS).find(([, general]) => general === key) ?? [];
  if (option !== undefined) {
    return CLASS_FIELDS[option as keyof typeof CLASS_KEYS];
  }
  return OTHER_FIELDS[key] ?? null;
}

/** The setting with a field of one dataset changed; all else stays as it was written. */
export function withField(datasets: unknown, name: string, field: string, value: unknown): unknown {
  const isMeant = (entry: unknown): boolean => (entry as { name?: unknown } | null)?.name === name;
  return Array.isArray(datasets)
    ? datasets.map((entry: unknown) => (isMeant(entry) ? { ...(entry as object), [field]: value } : entry))
    : datasets;
}

export const DATASET_FIELDS: readonly string[] = [
  ...['name', 'labels', 'images', 'predictions', ...Object.values(OTHER_FIELDS)],
  ...Object.values(CLASS_FIELDS),
];

/**
 * The setting `datasets`; relative templates start at `root`, the workspace folder. Without one (a window of single
 * files) there is nothing they could be relative to, and there are no datasets. Wrong entries are InspectionErrors that
 * name the field.
 */
export function parseDatasets(get: Getter, root: string | undefined): DatasetSetting[] {
  const value = get('datasets');
  if (value === undefined || value === null || root === undefined) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw wrong('datasets', value, 'a list of datasets, {"name": …, "labels": …}');
  }
  const found = value.map((entry: unknown, k) => parseDataset(entry, `datasets[${k}]`, root));
  const names = found.map(({ files }) => files.name);
  const twice = names.findIndex((name, k) => names.indexOf(name) !== k);
  if (twice >= 0) {
    throw wrong(`datasets[${twice}].name`, names[twice], 'a name that no other dataset has');
  }
  return found;
}

function parseDataset(entry: unknown, key: string, root: string): DatasetSetting {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    throw wrong(key, entry, 'a dataset, {"name": …, "labels": …}');
  }
  const fields = entry as Record<string, unknown>;
  const unknown = Object.keys(fields).find(field => !DATASET_FIELDS.includes(field));
  if (unknown !== undefined) {
    throw wrong(`${key}.${unknown}`, fields[unknown], `no such field, but one of ${DATASET_FIELDS.join(', ')}`);
  }
  const get: Getter = path => fields[path.slice(key.length + 1)];
  const template = (field: string, value = fields[field]) => templateOf(`${key}.${field}`, value, root);
  if (typeof fields.name !== 'string' || fields.name.trim() === '') {
    throw wrong(`${key}.name`, fields.name, 'a name');
  }
  const listFile = typeof fields.classes === 'string' ? fields.classes.trim() : '';
  const classKeys = mapValues(CLASS_FIELDS, field => `${key}.${field}`);
  return {
    files: {
      name: fields.name.trim(),
      labels: template('labels'),
      images: fields.images === undefined ? null : template('images'),
      predictions: predictionsOf(fields.predictions, `${key}.predictions`, root),
    },
    classesFile: listFile === '' ? null : /^([a-z]:)?\//i.test(listFile) ? listFile : joinPath(root, listFile),
    classes: parseClasses(path => (path === classKeys.names && listFile !== '' ? undefined : get(path)), classKeys),
    kind: oneOf(get, `${key}.kind`, KINDS) ?? 'auto',
    layout: oneOf(get, `${key}.layout`, LAYOUTS) ?? 'auto',
    ...given('resizeProbabilities', boolean(get, `${key}.resizeProbabilities`)),
  };
}

/** The field with its value, or nothing where there is none. */
function given<K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, V>);
}

function predictionsOf(value: unknown, key: string, root: string): DatasetFiles['predictions'] {
  if (value === undefined) {
    return [];
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).map(([model, one]) => ({ model, template: templateOf(`${key}.${model}`, one, root) }));
  }
  const several = Array.isArray(value) ? value : [value];
  return several.map((one: unknown, k) => {
    return { model: null, template: templateOf(Array.isArray(value) ? `${key}[${k}]` : key, one, root) };
  });
}

function templateOf(key: string, value: unknown, root: string): Template {
  const example = 'a path with *, **, {stem}, {split} or {model}, such as "labels/{split}/{stem}.png"';
  if (typeof value !== 'string') {
    throw wrong(key, value, example);
  }
  try {
    return parseTemplate(value, root);
  } catch (error) {
    throw wrong(key, value, `${example}; this one ${error instanceof Error ? error.message : String(error)}`);
  }
}

function mapValues<K extends string>(record: Record<K, string>, change: (value: string) => string): Record<K, string> {
  const entries = Object.entries(record) as [K, string][];
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value)])) as Record<K, string>;
}

/** The dataset of a pair: that of the prediction's template, else that of the label's. Paths. */
export function datasetOf(
  datasets: readonly DatasetSetting[],
  { prediction, label }: { prediction: string; label: string | null },
): DatasetSetting | undefined {
  const files = datasets.map(one => one.files);
  const found = configuredAs(prediction, files, 'prediction') ?? (label ? configuredAs(label, files, 'label') : null);
  return datasets.find(one => one.files === found?.dataset);
}

/**
 * What a dataset says outdoes what is set for all; one that says its classes (`classes`, `preset`) is read by its own
 * fields alone, so that the classes of another dataset never mix with them.
 */
export function withDataset(settings: Settings, dataset: DatasetSetting | undefined): Settings {
  if (!dataset) {
    return settings;
  }
  const { classes, classesFile } = dataset;
  const whole = classes.names !== undefined || classes.preset !== undefined || classesFile !== null;
  return {
    ...settings,
    classes: whole ? classes : { ...settings.classes, ...classes },
    kind: dataset.kind === 'auto' ? settings.kind : dataset.kind,
    layout: dataset.layout === 'auto' ? settings.layout : dataset.layout,
    ...given('resizeProbabilities', dataset.resizeProbabilities),
  };
}
