import { parseArgs } from 'node:util';
import { TERMS, type Term } from '../core/dataset/datasetReport.js';
import type { Severity } from '../core/inspection/report.js';
import { type DatasetSetting, withDataset } from '../core/settings/datasets.js';
import type { Settings } from '../core/settings/settings.js';
import { choice, joinNegative } from './arguments.js';
import { type Config, readConfig } from './config.js';
import { SETTING_FLAGS, withFlags } from './settingFlags.js';
import { usage } from './values.js';

export interface ScanOptions {
  folders: string[];
  config: Config;
  /** What holds for the pairs of a dataset of the config; undefined: for all others. */
  settings(dataset: DatasetSetting | undefined): Settings;
  json: boolean;
  html?: string;
  csv?: string;
  baseline?: string;
  /** Whether models are compared pixel by pixel as well. */
  countPixels: boolean;
  /** File of records, one a line: written as pairs are done, and read first. */
  jsonl?: string;
  shard: { index: number; of: number } | null;
  thresholds: Threshold[];
  failOn?: Severity;
  progress: boolean;
  threads?: number;
}

/** A bound on a term: crossing it counts as an error. */
export interface Threshold {
  term: Term;
  above: boolean;
  value: number;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

const SCAN_FLAGS = {
  ...SETTING_FLAGS,
  'f-score-threshold': text,
  json: flag,
  html: text,
  csv: text,
  baseline: text,
  'count-pixels': flag,
  jsonl: text,
  shard: text,
  threshold: { type: 'string', multiple: true },
  'fail-on': text,
  progress: flag,
  threads: text,
} as const;

/** Reads the arguments after `scan`. Throws usage. */
export function parseScan(args: string[]): ScanOptions {
  const { values, positionals } = parseWith(args);
  if (positionals.length === 0) {
    throw usage('No folder is given.', 'seg-loss scan DIR');
  }
  const config = readConfig(values.config);
  const settings = (dataset: DatasetSetting | undefined) =>
    withFlags(withDataset(config.settings, dataset), values, values['f-score-threshold']);
  settings(undefined); // Wrong flags are said before anything is looked for.
  return {
    folders: positionals,
    config,
    settings,
    json: values.json ?? false,
    html: values.html,
    csv: values.csv,
    baseline: values.baseline,
    countPixels: values['count-pixels'] ?? false,
    jsonl: values.jsonl,
    shard: values.shard === undefined ? null : shardOf(values.shard),
    thresholds: (values.threshold ?? []).map(thresholdOf),
    failOn: severityOf(values['fail-on']),
    progress: values.progress ?? false,
    threads: values.threads === undefined ? undefined : wholeNumber(values.threads, 'threads'),
  };
}

function parseWith(args: string[]) {
  try {
    return parseArgs({ args: joinNegative(args), options: SCAN_FLAGS, allowPositionals: true });
  } catch (error) {
    throw usage(`${(error as Error).message.split('. ')[0].replace(/\.$/, '')}.`, 'See seg-loss --help.');
  }
}

/** "3/8": the third of eight parts. */
function shardOf(given: string): { index: number; of: number } {
  const found = /^(\d+)\/(\d+)$/.exec(given);
  const [index, of] = found ? [Number(found[1]), Number(found[2])] : [0, 0];
  if (index < 1 || index > of) {
    throw usage(`--shard is "${given}".`, 'It is i/n with i from 1 to n: --shard 3/8.');
  }
  return { index, of };
}

/** "meanIoU<0.5" or "total>2". */
export function thresholdOf(given: string): Threshold {
  const found = /^\s*(\w+)\s*([<>])\s*(\S+)\s*$/.exec(given);
  const term = TERMS.find(one => one === found?.[1]);
  const value = Number(found?.[3]);
  if (!found || !term || Number.isNaN(value)) {
    throw usage(`--threshold is "${given}".`, `It is TERM<NUMBER or TERM>NUMBER, with one of ${TERMS.join(', ')}.`);
  }
  return { term, above: found[2] === '>', value };
}

export function severityOf(given: string | undefined): Severity | undefined {
  return given === undefined ? undefined : choice(given, 'fail-on', ['error', 'warning', 'info']);
}

function wholeNumber(given: string, name: string): number {
  const value = Number(given);
  if (!Number.isInteger(value) || value < 1) {
    throw usage(`--${name} is "${given}".`, 'It is a whole number from 1.');
  }
  return value;
}
