import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ScanReport } from '../../../src/core/dataset/scanResult.js';
import type { Report } from '../../../src/core/inspection/report.js';
import { ROOT } from '../../support/shared.js';

/** What the command line, as users have it, says about a prediction. */
export async function commandLineReport(prediction: string, ...args: string[]): Promise<Report> {
  const command = [join(ROOT, 'dist', 'cli.js'), 'inspect', prediction, ...args, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, command, { maxBuffer: 64e6 });
  return JSON.parse(stdout) as Report;
}

/** The same for everything below a folder. */
export async function commandLineScan(folder: string, ...args: string[]): Promise<ScanReport> {
  const command = [join(ROOT, 'dist', 'cli.js'), 'scan', folder, ...args, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, command, { maxBuffer: 64e6 });
  return JSON.parse(stdout) as ScanReport;
}
