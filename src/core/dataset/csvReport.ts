import type { ReportNumber } from '../inspection/report.js';
import type { ScanReport } from './scanResult.js';
import { TERMS } from './terms.js';

/** Every pair of every dataset and model, one a line, after RFC 4180, in full precision; also those that failed. */
export function pairsCsv({ reports }: ScanReport): string {
  const rows = reports.flatMap(({ dataset, model, all, failed }) => [
    ...all.map(({ prediction, label, image, totals, findings }) => [
      ...[dataset, model, prediction, label ?? '', image ?? ''].map(field),
      ...TERMS.map(term => exact(totals[term])),
      exact(totals.meanIoUOrigin),
      field([...new Set(findings.map(({ code }) => code))].join(' ')),
    ]),
    ...failed.map(({ prediction, code }) => [
      ...[dataset, model, prediction, '', ''].map(field),
      ...TERMS.map(() => ''),
      '',
      field(code),
    ]),
  ]);
  return lines([['dataset', 'model', 'prediction', 'label', 'image', ...TERMS, 'meanIoUOrigin', 'findings'], ...rows]);
}

/** Every class of every dataset and model, over all pixels as one. */
export function classesCsv({ reports }: ScanReport): string {
  const NUMBERS = [
    ...(['pixels', 'pixelShare', 'crossEntropy', 'crossEntropyShare', 'focal', 'focalShare'] as const),
    ...(['dice', 'fScore', 'iou', 'precision', 'recall'] as const),
  ];
  const rows = reports.flatMap(({ dataset, model, classes }) =>
    classes.map(row => [
      ...[dataset, model, String(row.id), row.name].map(field),
      ...NUMBERS.map(name => exact(row[name])),
    ]),
  );
  return lines([['dataset', 'model', 'id', 'class', ...NUMBERS], ...rows]);
}

/** Every image of every two models compared: each term with A and with B, and the pixels that are right. */
export function modelsCsv({ comparisons }: ScanReport): string {
  const rows = comparisons.flatMap(({ dataset, a, b, ranked }) =>
    ranked.map(one => [
      ...[dataset, a, b, one.label, one.a, one.b].map(field),
      ...TERMS.flatMap(term => [exact(one.totals[term].base), exact(one.totals[term].value)]),
      ...[one.rightA, one.rightB, one.changes?.fixed ?? null, one.changes?.broken ?? null].map(exact),
    ]),
  );
  const terms = TERMS.flatMap(term => [`${term} A`, `${term} B`]);
  const counts = ['rightA', 'rightB', 'fixed', 'broken'];
  return lines([['dataset', 'A', 'B', 'label', 'prediction A', 'prediction B', ...terms, ...counts], ...rows]);
}

/** Every checkpoint of every series: each term, and each class by each measure. */
export function checkpointsCsv({ checkpoints }: ScanReport): string {
  const rows = checkpoints.flatMap(({ dataset, name, points, terms, classes }) =>
    points.flatMap(({ model, number }, k) => {
      const of = [dataset, name, model].map(field).concat(String(number));
      return [
        ...TERMS.map(term => [...of, '', term, exact(terms[term][k])]),
        ...classes.flatMap(one =>
          (['iou', 'dice', 'crossEntropy'] as const).map(measure => [
            ...of,
            field(one.name),
            measure,
            exact(one[measure][k]),
          ]),
        ),
      ];
    }),
  );
  return lines([['dataset', 'series', 'model', 'number', 'class', 'measure', 'value'], ...rows]);
}

/** What is absent is empty. */
function exact(value: ReportNumber | null): string {
  return value === null ? '' : String(value);
}

/** A name that a spreadsheet would take for a formula is led by an apostrophe. */
function field(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function lines(rows: readonly (readonly string[])[]): string {
  return rows.map(row => `${row.join(',')}\r\n`).join('');
}
