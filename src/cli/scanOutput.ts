import { writeFileSync } from 'node:fs';
import type { CheckpointSeries } from '../core/dataset/checkpoints.js';
import type { ModelComparison } from '../core/dataset/compareModels.js';
import { pairsCsv } from '../core/dataset/csvReport.js';
import { type DatasetReport, worstFirst } from '../core/dataset/datasetReport.js';
import { sentence } from '../core/dataset/html/comparison.js';
import { htmlReport } from '../core/dataset/htmlReport.js';
import type { ScanReport, ScanResult } from '../core/dataset/scanResult.js';
import { InspectionError } from '../core/errors.js';
import { SEVERITIES } from '../core/findings/registry.js';
import { fromJsonNumber } from '../core/inspection/jsonNumber.js';
import type { Severity } from '../core/inspection/report.js';
import type { Threshold } from './scanOptions.js';
import { classTable, show, TOTALS } from './textReport.js';

/** Standard output, or what stands for it. */
export interface TextOutput {
  write(text: string): Promise<void>;
}

export interface ReportOptions {
  json: boolean;
  html?: string;
  csv?: string;
  /** The model that others of its dataset are compared with. */
  baseline?: string;
  thresholds: readonly Threshold[];
  failOn?: Severity;
}

/** Worst pairs listed for a terminal. */
const WORST = 10;

/** Writes the report where it is wanted; a part of a scan prints its records, which merge. Overwrites nothing. */
export async function print(
  report: ScanReport,
  { json, html, csv, thresholds }: ReportOptions,
  part: ScanResult | null,
  output: TextOutput,
): Promise<void> {
  if (html !== undefined) {
    writeNew(html, htmlReport(report), '--html');
  }
  if (csv !== undefined) {
    writeNew(csv, pairsCsv(report), '--csv');
  }
  await output.write(json ? `${JSON.stringify(part ?? report, null, part ? 0 : 2)}\n` : textOf(report, thresholds));
}

/**
 * 1 where a threshold is crossed or a finding is as grave as asked for, else 0. Who asks for either does not want to
 * hear that all is well where nothing was found.
 *
 * @param found pairs, or datasets, of all parts
 */
export function exitStatus({ reports }: ScanReport, { thresholds, failOn }: ReportOptions, found: number): number {
  if (found === 0) {
    return failOn !== undefined || thresholds.length > 0 ? 1 : 0;
  }
  const level = failOn === undefined ? -1 : SEVERITIES.indexOf(failOn);
  const grave = reports.some(
    ({ failed, findings, all }) =>
      (failed.length > 0 && level >= 0) ||
      findings.some(({ severity }) => SEVERITIES.indexOf(severity) <= level) ||
      all.some(({ severity }) => severity !== null && SEVERITIES.indexOf(severity) <= level),
  );
  return grave || reports.some(report => crossed(report, thresholds).length > 0) ? 1 : 0;
}

/** The thresholds that the pooled value of a dataset crosses. */
function crossed({ pooled }: DatasetReport, thresholds: readonly Threshold[]): Threshold[] {
  return thresholds.filter(({ term, above, value }) => {
    const found = pooled && fromJsonNumber(pooled[term]);
    return found !== null && (above ? found > value : found < value);
  });
}

function textOf(report: ScanReport, thresholds: readonly Threshold[]): string {
  const { reports, comparisons, checkpoints, unmatched, complete } = report;
  const lines = reports.flatMap(one => [...datasetLines(one, thresholds), '']);
  lines.push(...comparisons.flatMap(comparisonLines), ...checkpoints.flatMap(checkpointLines));
  for (const { dataset, predictions, labels, ambiguous } of unmatched) {
    if (predictions.length + labels.length + ambiguous.length > 0) {
      lines.push(
        `${dataset}: ${predictions.length} predictions without a label, ${labels.length} labels without a prediction, ` +
          `${ambiguous.length} that fit several labels`,
      );
    }
  }
  if (!complete) {
    lines.push('There are more files than are looked at: name the datasets in a config.');
  }
  return reports.length === 0 ? 'No pair of a prediction and a label was found.\n' : `${lines.join('\n')}\n`;
}

function datasetLines(report: DatasetReport, thresholds: readonly Threshold[]): string[] {
  const { dataset, model, pairs, failed, pooled, perPair, classes, conventions, findings, all } = report;
  const lines = [`${dataset}${model ? `, ${model}` : ''}: ${pairs} pairs, ${failed.length} not evaluated`];
  if (pooled) {
    lines.push('', `${''.padEnd(16)}${'all pixels'.padEnd(14)}mean of pairs`);
    for (const [title, key] of TOTALS) {
      const mean = key in perPair ? show(perPair[key as keyof typeof perPair].mean) : '';
      lines.push(`${title.padEnd(16)}${show(pooled[key]).padEnd(14)}${mean}`);
    }
    lines.push('', ...classTable(classes), '');
    lines.push(...conventions.map(({ title, value }) => `${title.padEnd(54)}${show(value)}`), '');
    for (const { prediction, totals } of worstFirst(all, totalOrIou(report)).slice(0, WORST)) {
      lines.push(`${show(totals[totalOrIou(report)]).padEnd(10)}${prediction}`);
    }
  }
  for (const { severity, code, message, hint } of findings) {
    lines.push('', `${severity} ${code}: ${message}`, `  ${hint}`);
  }
  for (const { prediction, code, message, hint } of failed) {
    lines.push('', `error ${code}: ${prediction}: ${message}`, `  ${hint}`);
  }
  for (const { term, above, value } of crossed(report, thresholds)) {
    lines.push('', `error threshold: ${term} ${show(pooled?.[term] ?? null)} is ${above ? 'above' : 'below'} ${value}`);
  }
  return lines;
}

function comparisonLines(found: ModelComparison): string[] {
  const { dataset, a, b, term, totals, ranked, images } = found;
  return [
    `${dataset}, ${b} against ${a}: ${term} ${show(totals[term].base)} -> ${show(totals[term].value)}`,
    sentence(found),
    ...ranked
      .slice(0, Math.min(WORST, images.worse))
      .map(
        ({ b: prediction, totals: { [term]: one } }) =>
          `${show(one.base).padEnd(10)}-> ${show(one.value).padEnd(10)}${prediction}`,
      ),
    '',
  ];
}

function checkpointLines({ dataset, name, points, terms }: CheckpointSeries): string[] {
  const term = terms.total.some(value => value !== null) ? 'total' : 'meanIoU';
  return [
    `${dataset}, ${name}: ${term}, mean IoU`,
    ...points.map(({ model }, k) => `${show(terms[term][k]).padEnd(10)}${show(terms.meanIoU[k]).padEnd(10)}${model}`),
    '',
  ];
}

function totalOrIou({ pooled }: DatasetReport): 'total' | 'meanIoU' {
  return pooled?.total === null ? 'meanIoU' : 'total';
}

function writeNew(path: string, text: string, flag: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new InspectionError(
      exists ? 'output-exists' : 'output-not-writable',
      exists ? `${path} exists already.` : `The report could not be written (${(error as Error).message}).`,
      `Give ${flag} another file.`,
      { cause: error },
    );
  }
}
