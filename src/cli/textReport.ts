import { relative } from 'node:path';
import { fromJsonNumber } from '../core/inspection/jsonNumber.js';
import type { ClassRow, Report, ReportNumber } from '../core/inspection/report.js';
import { flagsOf } from '../core/labels/inference/flags.js';

export const TOTALS: [title: string, key: keyof Report['totals']][] = [
  ['Total', 'total'],
  ['Cross entropy', 'crossEntropy'],
  ['Focal', 'focal'],
  ['Dice loss', 'dice'],
  ['F-score', 'fScore'],
  ['Mean IoU', 'meanIoU'],
  ['Pixel accuracy', 'pixelAccuracy'],
];

/** The report for a terminal: totals, classes by loss share, findings. */
export function textReport(report: Report): string {
  const { settings, totals } = report;
  const { reading } = settings;
  const lines = [
    `${shownPath(report.prediction)}  ${reading.kind} ${reading.shape.join('×')} ${reading.dtype} ${reading.layout}` +
      (reading.resized ? `, resized to ${reading.labelSize.join('×')}` : ''),
    `${shownPath(report.label)}  ${labelLine(report)}`,
    '',
    ...TOTALS.map(([title, key]) => `${title.padEnd(16)}${show(totals[key])}`),
    '',
    ...classTable(report.classes),
  ];
  for (const { severity, code, message, hint } of report.findings) {
    lines.push('', `${severity} ${code}: ${message}`, `  ${hint}`);
  }
  for (const proposal of report.labelProposals) {
    lines.push('', `The label may be read otherwise: ${proposal.title}; ${proposal.evidence.join('; ')}.`);
    lines.push(`  If that is meant: ${flagsOf(proposal.options)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** From where the command runs, where the file lies there. */
function shownPath(path: string): string {
  const from = relative(process.cwd(), path);
  return from.startsWith('..') ? path : from;
}

/** "518400 pixels, 1024 ignored (255)  uint8 values 0–18 and 255: read as ids" */
function labelLine({ settings: { labelReading }, pixels }: Report): string {
  const ignored = `${pixels.all} pixels, ${pixels.ignored} ignored (${labelReading.ignoreValues.join(', ')})`;
  return [ignored, ...labelReading.evidence.slice(0, 1)].join('  ');
}

/** Longer class names (ADE20K lists synonyms) would push the numbers off the screen. */
const WIDEST = 32;

export function classTable(classes: ClassRow[]): string[] {
  const header = ['id', 'class', 'pixels', 'share', 'CE share', 'CE', 'focal', 'Dice', 'F-score', 'IoU'];
  const share = (row: ClassRow) => fromJsonNumber(row.crossEntropyShare) ?? -1;
  const rows = [...classes]
    .sort((a, b) => share(b) - share(a) || a.id - b.id)
    .map(row => [
      String(row.id),
      row.name.length > WIDEST ? `${row.name.slice(0, WIDEST - 1)}…` : row.name,
      row.absent ? 'absent' : String(row.pixels),
      percent(row.pixelShare),
      percent(row.crossEntropyShare),
      show(row.crossEntropy),
      show(row.focal),
      show(row.dice),
      show(row.fScore),
      show(row.iou),
    ]);
  const widths = header.map((title, k) => Math.max(title.length, ...rows.map(row => row[k].length)));
  const line = (cells: string[]) =>
    cells.map((cell, k) => (k === 1 ? cell.padEnd(widths[k]) : cell.padStart(widths[k]))).join('  ');
  return [header, ...rows].map(line);
}

/** Four significant digits; "-" where there is no such value. */
export function show(value: ReportNumber | null): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(4))) : (value ?? '-');
}

function percent(value: ReportNumber | null): string {
  return typeof value === 'number' ? `${(value * 100).toFixed(1)} %` : show(value);
}
