import type { ClassRow, Report, ReportNumber } from '../../core/inspection/report.js';
import { type DefinitionKey, definition } from '../definitions.js';
import { fullPrecision } from '../format.js';
import { reason } from '../reasons.js';
import { strings } from '../strings.js';
import type { Tip, TipLine } from './tooltip.js';

/** The definition a number follows and, when a number is given, all its digits or why there are none. */
export function definitionTip(
  key: DefinitionKey,
  report: Report,
  value?: ReportNumber | null,
  row: ClassRow | null = null,
): Tip {
  const { title, equation, mean, ignored, absent, parameters } = definition(key, report);
  const names = strings.definition;
  const lines: TipLine[] = [];
  if (value !== undefined && !(key === 'meanIoU' && typeof value === 'number')) {
    const why = reason(key, value, report, row);
    lines.push(why === null ? { text: fullPrecision(value), kind: 'value' } : { text: why, kind: 'reason' });
  }
  if (key === 'meanIoU') {
    const { meanIoU, meanIoUOrigin } = report.totals;
    lines.push({ name: names.overFound, text: names.overFoundMeans(fullPrecision(meanIoU) || strings.none) });
    lines.push({ name: names.overAll, text: names.overAllMeans(fullPrecision(meanIoUOrigin) || strings.none) });
  }
  lines.push(
    { text: equation, kind: 'equation' },
    { name: names.mean, text: mean },
    { name: names.ignored, text: ignored },
    { name: names.absent, text: absent },
  );
  if (parameters.length > 0) {
    lines.push({ name: names.parameters, text: parameters.join(' · ') });
  }
  return { title: row ? strings.named(title, row.name) : title, lines };
}
