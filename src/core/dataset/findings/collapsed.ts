import type { Finding } from '../../inspection/report.js';
import { sumsOf } from '../record.js';
import { type DatasetRule, MOST_EXAMPLES } from './types.js';

/** What is said of one pair need not be said a thousand times: from this many on it is one finding with a count. */
const MANY = 3;

/** Findings that many pairs share. */
export const collapsed: DatasetRule = ({ records }) => {
  const byCode = new Map<string, { finding: Finding; on: string[] }>();
  for (const record of records) {
    const codes = new Set<string>();
    for (const finding of sumsOf(record)?.findings ?? []) {
      if (!codes.has(finding.code)) {
        codes.add(finding.code);
        const known = byCode.get(finding.code) ?? { finding, on: [] };
        known.on.push(record.prediction);
        byCode.set(finding.code, known);
      }
    }
  }
  return [...byCode.values()]
    .filter(({ on }) => on.length >= MANY)
    .map(({ finding, on }) => ({
      code: finding.code,
      severity: finding.severity,
      message: `${on.length.toLocaleString('en')} of ${records.length.toLocaleString('en')} pairs, the first of them: ${finding.message}`,
      hint: finding.hint,
      on: 'dataset',
      count: on.length,
      examples: on.slice(0, MOST_EXAMPLES),
    }));
};
