import { inspectCommand } from '../../src/cli/inspectCommand.js';
import { fromJsonNumber } from '../../src/core/inspection/jsonNumber.js';
import type { Report, ReportNumber } from '../../src/core/inspection/report.js';
import { KERNEL_FOLDER } from './shared.js';

/** Runs `seg-loss inspect ARGS --json` in this process and returns its report. */
export async function inspectJson(args: string[]): Promise<Report> {
  return JSON.parse(await inspectText([...args, '--json'])) as Report;
}

/** Runs `seg-loss inspect ARGS` in this process and returns what it writes. */
export async function inspectText(args: string[]): Promise<string> {
  let text = '';
  await inspectCommand(args, KERNEL_FOLDER, {
    write: part => {
      text += part;
    },
  });
  return text;
}

/** A report number as a number; absent (null) stays null. */
export function value(number: ReportNumber | null): number | null {
  return fromJsonNumber(number);
}
