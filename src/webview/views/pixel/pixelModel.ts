import { OUTSIDE_CODE } from '../../../core/analysis/names.js';
import type { ProbeAnswer, ProbeSteps } from '../../../core/analysis/probe.js';
import { IGNORED_CODE } from '../../../core/inspection/layers.js';
import type { Report, ReportNumber } from '../../../core/inspection/report.js';
import { fullPrecision } from '../../format.js';
import { strings } from '../../strings.js';

export interface Step {
  name: string;
  key: keyof ProbeSteps;
  value: ReportNumber;
}

/** The article's steps, in their order; those that change nothing are left out. */
export function stepsOf(steps: ProbeSteps, label: string): Step[] {
  const { names } = strings.pixel;
  const step = (key: keyof ProbeSteps, name: string): Step => ({ key, name, value: steps[key] });
  const weighted = steps.weight !== 1;
  return [
    step('logit', names.logit(label)),
    step('logSumExp', names.logSumExp),
    step('probability', names.probability),
    step('negativeLog', names.negativeLog),
    ...(weighted ? [step('weight', names.weight), step('weighted', names.weighted)] : []),
    step('modulation', names.modulation(fullPrecision(steps.gamma))),
    step('alpha', names.alpha),
    step('focal', names.focal),
  ];
}

/** Where gradient descent takes a logit: against its gradient. Not at all where that is 0 or no number. */
export function arrowOf(gradient: number): '↑' | '↓' | '' {
  return gradient > 0 ? '↓' : gradient < 0 ? '↑' : '';
}

/** A class by its id or by a neighbour's code. */
export function nameOfCode(report: Report, code: number | null): string {
  if (code === null || code === IGNORED_CODE) {
    return strings.pixel.ignored;
  }
  return code === OUTSIDE_CODE ? '' : (report.classes.find(({ id }) => id === code)?.name ?? String(code));
}

export function predictionName(report: Report, id: number | null): string {
  return id === null ? strings.pixel.outside : nameOfCode(report, id);
}

/** The classes worth a line: the most probable ones, and the label's own among them or after them. */
export function classesOf({ top, label }: ProbeAnswer): number[] {
  return label === null || top.length === 0 || top.includes(label) ? top : [...top, label];
}

/** A typed number as reports have it. */
export function reportNumber(value: number): ReportNumber {
  return Number.isFinite(value) ? value : Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
}

/** Everything about the pixel as text, in full precision. */
export function pixelText(answer: ProbeAnswer, report: Report): string {
  const words = strings.pixel;
  const { x, y, label, prediction, steps, parts, logits, probabilities, gradient } = answer;
  const lines = [
    `${report.prediction} ${words.title(x, y, report.settings.reading.samples > 1 ? String(answer.sample) : '')}`,
    words.labelled(nameOfCode(report, label), predictionName(report, prediction)),
  ];
  if (steps && label !== null) {
    lines.push(
      ...stepsOf(steps, nameOfCode(report, label)).map(({ name, value }) => `${name}\t${fullPrecision(value)}`),
    );
  }
  for (const { term, adds, value, share } of parts ?? []) {
    const numbers = [adds, value, share].map(fullPrecision).join('\t');
    lines.push(`${strings.layerTerms[term]}\t${numbers}`);
  }
  if (logits && probabilities) {
    lines.push([words.class, words.logits, words.probabilities, words.gradient].join('\t'));
    for (const [c, row] of report.classes.entries()) {
      const numbers = [logits[c]!, probabilities[c]!, gradient?.[c] ?? Number.NaN];
      lines.push([row.name, ...numbers.map(value => fullPrecision(reportNumber(value)))].join('\t'));
    }
  }
  return lines.join('\n');
}
