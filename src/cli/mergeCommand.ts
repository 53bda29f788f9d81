import { parseArgs } from 'node:util';
import { mergeResults, reportOf } from '../core/dataset/scanResult.js';
import { readRecords } from './records.js';
import { severityOf, thresholdOf } from './scanOptions.js';
import { exitStatus, print, type TextOutput } from './scanOutput.js';
import { usage } from './values.js';

export const MERGE_FLAGS = {
  json: { type: 'boolean' },
  html: { type: 'string' },
  threshold: { type: 'string', multiple: true },
  'fail-on': { type: 'string' },
} as const;

/** `seg-loss merge`: the parts of a scan as one. Returns the exit status. */
export async function mergeCommand(args: string[], output: TextOutput): Promise<number> {
  const { values, positionals } = parse(args);
  if (positionals.length === 0) {
    throw usage('No parts are given.', 'seg-loss merge part*.json');
  }
  const report = reportOf(mergeResults(positionals.map(readRecords)));
  const options = {
    json: values.json ?? false,
    html: values.html,
    thresholds: (values.threshold ?? []).map(thresholdOf),
    failOn: severityOf(values['fail-on']),
  };
  await print(report, options, null, output);
  return exitStatus(report, options);
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: MERGE_FLAGS, allowPositionals: true });
  } catch (error) {
    throw usage((error as Error).message.split('. ')[0], 'See seg-loss --help.');
  }
}
