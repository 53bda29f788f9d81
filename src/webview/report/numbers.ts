import type { Report } from '../../core/inspection/report.js';
import { definition, type Term } from '../definitions.js';
import { formatNumber } from '../format.js';
import { strings } from '../strings.js';
import { type Markup, markup, numeric, plain, table, text } from './markup.js';

const NUMBERS = [
  'total',
  'crossEntropy',
  'focal',
  'dice',
  'fScore',
  'meanIoU',
  'meanIoUOrigin',
  'pixelAccuracy',
] as const;

/** The totals, each with its equation. */
export function numberTable(report: Report): Markup {
  const words = strings.pairReport;
  const head = [
    { title: words.number, numeric: false },
    { title: words.value, numeric: true },
    { title: words.equation, numeric: false },
  ];
  const rows = NUMBERS.map(name => {
    const { title, equation } = definition(name satisfies Term, report);
    const value = report.totals[name];
    return [plain(title), numeric(value, formatNumber(value)), plain(equation)];
  });
  return table(null, head, rows);
}

/** What every number means: its mean, ignored pixels, absent classes, parameters. */
export function definitionList(report: Report): Markup {
  const names = strings.definition;
  const entries = NUMBERS.map(name => {
    const { title, equation, mean, ignored, absent, parameters } = definition(name, report);
    const lines = [
      `<code>${text(equation)}</code>`,
      `${text(names.mean)}: ${text(mean)}`,
      `${text(names.ignored)}: ${text(ignored)}`,
      `${text(names.absent)}: ${text(absent)}`,
      ...(parameters.length > 0 ? [`${text(names.parameters)}: ${text(parameters.join(' · '))}`] : []),
    ];
    return `<dt>${text(title)}</dt>${lines.map(line => `<dd>${line}</dd>`).join('')}`;
  });
  return markup(`<dl class="definitions">${entries.join('\n')}</dl>`);
}
