import type { DatasetFinding } from '../../../core/dataset/findings/types.js';
import type { Severity } from '../../../core/inspection/report.js';
import type { ScannedDataset } from '../../scan/types.js';
import type { DiagnosticsSettings } from '../../settings/diagnostics.js';
import type { Entry } from '../entries.js';
import { type PairEntry, severityOf } from './pairEntries.js';
import type { ScanWords } from './words.js';

/** Where entries about a whole dataset are put. */
export interface DatasetPlace {
  uri: string;
  /** Line of a settings file, from 0. */
  line?: number;
}

/** From so many files on, the same cause is one entry with a count. */
const MANY = 10;

/** Entries of a dataset at most. */
export const MOST_ENTRIES = 100;

/** Files named by an entry that stands for many. */
const EXAMPLES = 10;

const RANK: readonly Severity[] = ['error', 'warning', 'info'];

/**
 * What is said of a dataset in Problems: an entry on each file where a cause is rare, one entry with a count where many
 * files share it, and what is said of the dataset as a whole. Never more than stays readable.
 *
 * @param said of its pairs
 * @param fileOf URI of a file by its path in the records
 */
export function datasetEntries(
  dataset: ScannedDataset,
  said: readonly PairEntry[],
  place: DatasetPlace,
  settings: DiagnosticsSettings,
  words: ScanWords,
): Entry[] {
  const byCode = new Map<string, PairEntry[]>();
  for (const entry of said) {
    const same = byCode.get(entry.code);
    if (same) {
      same.push(entry);
    } else {
      byCode.set(entry.code, [entry]);
    }
  }
  const whole = [...wholeEntries(dataset, new Set(byCode.keys()), place, settings, words)];
  const causes = [...byCode.values()];
  // The largest groups collapse first, until the rest can be read.
  causes.sort((a, b) => b.length - a.length);
  let left = causes.reduce((sum, same) => sum + same.length, whole.length);
  const entries = causes.flatMap(same => {
    if (same.length > 1 && (same.length > MANY || left > MOST_ENTRIES)) {
      left -= same.length - 1;
      return [collapsed(same, dataset, place, words)];
    }
    return same.map((entry): Entry => ({ ...entry, pair: namesOf(entry) }));
  });
  return [...whole, ...entries]
    .sort((a, b) => RANK.indexOf(a.severity) - RANK.indexOf(b.severity))
    .slice(0, MOST_ENTRIES);
}

function namesOf({ pair: { prediction, label } }: PairEntry): Entry['pair'] {
  return { prediction, label };
}

/** On the dataset, or on the one file that all of them are about, such as a class list. */
function collapsed(same: readonly PairEntry[], dataset: ScannedDataset, place: DatasetPlace, words: ScanWords): Entry {
  const [first] = same;
  const files = new Set(same.map(({ uri }) => uri));
  const pairs = new Set(same.map(({ pair }) => pair.key)).size;
  const severity = RANK.find(one => same.some(entry => entry.severity === one)) ?? first.severity;
  return {
    ...(files.size === 1 ? { uri: first.uri } : place),
    code: first.code,
    severity,
    message: words.collapsed(pairs, dataset.pairs.length, first.message),
    related: [...files].slice(0, EXAMPLES).map(uri => ({ uri, message: words.example })),
    pair: namesOf(first),
  };
}

function* wholeEntries(
  dataset: ScannedDataset,
  codesOfPairs: ReadonlySet<string>,
  place: DatasetPlace,
  settings: DiagnosticsSettings,
  words: ScanWords,
): Generator<Entry> {
  const files = new Map(
    dataset.pairs.flatMap(pair => [
      [pair.planned.label ?? '', pair.label],
      [pair.name, pair.prediction],
    ]),
  );
  const severe = (code: string, own: Severity) => severityOf(code, own, settings);
  for (const { models, finding } of ofModels(dataset)) {
    const { code, message, hint, on, examples } = finding;
    const severity = severe(code, finding.severity);
    // What many pairs have in common is collapsed here, where settings and files are known.
    if (severity && !codesOfPairs.has(code)) {
      const file = on === 'dataset' ? undefined : files.get(on.path);
      const name = models.length < dataset.models.length ? `${models.join(', ')}: ` : '';
      const uris = examples.flatMap(path => files.get(path) ?? []);
      yield {
        ...(file === undefined ? place : { uri: file }),
        code,
        severity,
        message: `${name}${words.said(`${message} ${hint}`)}`,
        related: uris.filter(uri => uri !== file).map(uri => ({ uri, message: words.example })),
      };
    }
  }
  yield* missing(dataset, place, severe, words);
}

/** What is said of several models in the same words is said once. */
function ofModels({ findings }: ScannedDataset): { models: string[]; finding: DatasetFinding }[] {
  const said = new Map<string, { models: string[]; finding: DatasetFinding }>();
  for (const { model, findings: own } of findings) {
    for (const finding of own) {
      const key = `${finding.code} ${finding.message}`;
      const known = said.get(key) ?? { models: [], finding };
      known.models.push(model);
      said.set(key, known);
    }
  }
  return [...said.values()];
}

/** Files without a partner, and models that lack what others have. */
function* missing(
  dataset: ScannedDataset,
  place: DatasetPlace,
  severe: (code: string, own: Severity) => Severity | null,
  words: ScanWords,
): Generator<Entry> {
  const { predictions, labels, ambiguous } = dataset.unmatched;
  const { name } = dataset;
  const about = (
    code: string,
    own: Severity,
    uris: readonly string[],
    say: (count: number, name: string, example: string) => string,
  ): Entry[] => {
    const severity = severe(code, own);
    const related = uris.slice(0, EXAMPLES).map(uri => ({ uri, message: words.example }));
    return severity && uris.length > 0
      ? [{ ...place, code, severity, message: say(uris.length, name, words.displayName(uris[0])), related }]
      : [];
  };
  yield* about('label-not-found', 'warning', predictions, words.noLabel);
  const unclear = ambiguous.map(one => one.prediction);
  yield* about('label-ambiguous', 'warning', unclear, words.ambiguous);
  // Predictions of one split only are as it should be.
  yield* about('prediction-missing', 'info', labels, words.noPrediction);
  const all = new Map(dataset.pairs.map(pair => [pair.label, pair]));
  for (const model of dataset.models.length > 1 ? dataset.models : []) {
    const has = new Set(dataset.pairs.filter(pair => pair.model === model).map(pair => pair.label));
    const lacks = [...all.keys()].filter(label => !has.has(label));
    // A model of another split shares nothing with the others, and lacks nothing.
    const shared = dataset.pairs.some(pair => pair.model !== model && has.has(pair.label));
    if (shared) {
      yield* about('pairs-missing', 'warning', lacks, (count, _, example) =>
        words.incomplete(model, count, all.size, example),
      );
    }
  }
}
