import type { DeepFinding } from '../../../core/analysis/deepFindings.js';
import type { Finding, Severity } from '../../../core/inspection/report.js';
import type { LabelProposal } from '../../../core/labels/inference/types.js';

export type ShownFinding = Finding & Partial<Pick<DeepFinding, 'show'>>;

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];

/** Of the report and of the numbers, the worst first, else in the order in which they were told. */
export function ranked(report: readonly Finding[], deep: readonly DeepFinding[]): ShownFinding[] {
  const codes = new Set(deep.map(({ code }) => code));
  const all: ShownFinding[] = [...report.filter(({ code }) => !codes.has(code)), ...deep];
  return all.sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

/** The offered readings that no finding names already, as the setting that mends it. */
export function unsaid(offered: readonly LabelProposal[], findings: readonly ShownFinding[]): LabelProposal[] {
  const said = new Set(findings.flatMap(({ fix }) => (fix ? [JSON.stringify([fix])] : [])));
  return offered.filter(({ fixes }) => !said.has(JSON.stringify(fixes)));
}
