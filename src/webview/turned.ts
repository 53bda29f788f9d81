import type { WhatIfSettings } from '../core/analysis/settings.js';
import type { Compared, WhatIfAnswer } from '../core/analysis/whatIf.js';
import type { Report, SettingsReport } from '../core/inspection/report.js';
import { toNumber } from './format.js';
import { ready, type State } from './state.js';
import type { Context } from './view.js';

/** Whether the user turned anything. */
export function isTurned(settings: WhatIfSettings): boolean {
  return Object.keys(settings).length > 0;
}

/** What is known of the numbers under what the user turned; null while they are as inspected. */
export function turnedAnswer(state: State, { whatIf }: Pick<Context, 'whatIf'>): WhatIfAnswer | null {
  return isTurned(state.settings) && ready(state) ? whatIf.known.answer : null;
}

/** The settings of a report as turned: what the total is made of may be neither the inspection's nor the origin's. */
export type TurnedSettings = SettingsReport & Pick<WhatIfSettings, 'terms'> & { totalDialect?: string };

const reports = new WeakMap<WhatIfAnswer, { of: Report; report: Report }>();

/** The report as it would read under what the user turned. Of one answer always the same object. */
export function turnedReport(report: Report, settings: WhatIfSettings, answer: WhatIfAnswer): Report {
  const known = reports.get(answer);
  if (known?.of === report) {
    return known.report;
  }
  const byId = new Map(answer.classes.map(row => [row.id, row]));
  const { gamma, beta, smooth, threshold, alpha } = { ...report.settings, ...settings };
  const made: Report = {
    ...report,
    settings: {
      ...report.settings,
      ...{ gamma, beta, smooth, threshold, alpha, weights: answer.weights },
      ...(settings.dialect && { totalDialect: settings.dialect }),
      ...(settings.terms && { terms: settings.terms }),
    } satisfies TurnedSettings,
    totals: { ...report.totals, ...valuesOf(answer.numbers) },
    classes: report.classes.map(row => {
      const { id: _, ...numbers } = byId.get(row.id) ?? { id: row.id };
      return { ...row, ...valuesOf(numbers) };
    }),
  };
  reports.set(answer, { of: report, report: made });
  return made;
}

function valuesOf(numbers: Record<string, Compared>): Record<string, Compared['value']> {
  return Object.fromEntries(Object.entries(numbers).map(([name, { value }]) => [name, value]));
}

/** The report that the numbers on show are of. */
export function shownReport(state: State, context: Pick<Context, 'whatIf'>): Report | null {
  const report = ready(state)?.report ?? null;
  const answer = report && turnedAnswer(state, context);
  return report && answer ? turnedReport(report, state.settings, answer) : report;
}

/** A change in percent with its sign; '' where there is none to tell. */
export function changeText(change: Compared['change']): string {
  const number = toNumber(change);
  if (number === null || number === 0 || !Number.isFinite(number)) {
    return '';
  }
  const percent = Math.abs(number * 100);
  const size = percent >= 10 ? percent.toFixed(0) : percent < 0.1 ? '<\u00a00.1' : percent.toFixed(1);
  return `${number < 0 ? '−' : '+'}${size}\u00a0%`;
}
