import { parseArgs } from 'node:util';
import { mergeResults, reportOf } from '../core/dataset/scanResult.js';
import { InspectionError } from '../core/errors.js';
import { type Part, readRecords } from './records.js';
import { severityOf, thresholdOf } from './scanOptions.js';
import { exitStatus, print, type ReportOptions, type TextOutput } from './scanOutput.js';
import { usage } from './values.js';

const MERGE_FLAGS = {
  partial: { type: 'boolean' },
  json: { type: 'boolean' },
  html: { type: 'string' },
  csv: { type: 'string' },
  baseline: { type: 'string' },
  threshold: { type: 'string', multiple: true },
  'fail-on': { type: 'string' },
} as const;

/** `seg-loss merge`: the parts of a scan as one. Returns the exit status. */
export async function mergeCommand(args: string[], output: TextOutput): Promise<number> {
  const { values, positionals } = parse(args);
  if (positionals.length === 0) {
    throw usage('No parts are given.', 'seg-loss merge part*.json');
  }
  const parts = positionals.map(readRecords);
  const missing = values.partial ? [] : missingIn(parts);
  if (missing.length > 0) {
    throw new InspectionError(
      'parts-missing',
      `These parts are not all of the scan: ${missing.join('; ')}.`,
      'Run what is missing (with the same --jsonl it goes on where it was), or merge what there is with --partial.',
    );
  }
  const options: ReportOptions = {
    json: values.json ?? false,
    html: values.html,
    csv: values.csv,
    baseline: values.baseline,
    thresholds: (values.threshold ?? []).map(thresholdOf),
    failOn: severityOf(values['fail-on']),
  };
  const report = reportOf(mergeResults(parts), options.baseline === undefined ? [] : [options.baseline]);
  await print(report, options, null, output);
  return exitStatus(report, options, report.reports.length);
}

/** What is missing for the parts to be whole scans. */
function missingIn(parts: readonly Part[]): string[] {
  const unfinished = parts.filter(part => !part.finished).map(part => `${part.path} was not finished`);
  const shards = parts.map(part => part.shard).filter(shard => shard !== null);
  const gaps = [...new Set(shards.map(shard => shard.of))].flatMap(of => {
    const there = new Set(shards.filter(shard => shard.of === of).map(shard => shard.index));
    const gone = Array.from({ length: of }, (_, k) => k + 1).filter(index => !there.has(index));
    return gone.length > 0 ? [`${gone.map(index => `${index}/${of}`).join(', ')} not given`] : [];
  });
  return unfinished.length > 0 ? unfinished : gaps;
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: MERGE_FLAGS, allowPositionals: true });
  } catch (error) {
    throw usage((error as Error).message.split('. ')[0], 'See seg-loss --help.');
  }
}
