import type { Inspection } from '../inspection/inspect.js';
import { jsonNumber } from '../inspection/jsonNumber.js';
import type { LossSettings, ReportNumber } from '../inspection/report.js';
import type { Overlap } from '../statistics/types.js';
import type { OverlapSums, PairSums } from './record.js';

/** The sums of an inspected pair. */
export function makeSums({ report, stats, label }: Inspection): PairSums {
  const { settings, totals, findings } = report;
  const { weights, alpha, gamma, beta, smooth, threshold, base, includeDice } = settings;
  const loss: LossSettings = { weights, alpha, gamma, beta, smooth, threshold, base, includeDice };
  const { numClasses } = stats;
  const confusion: PairSums['confusion'] = [];
  stats.confusion.forEach((pixels, at) => {
    if (pixels > 0) {
      confusion.push([Math.floor(at / numClasses), at % numClasses, pixels]);
    }
  });
  return {
    kind: settings.reading.kind,
    labelSize: settings.reading.labelSize,
    classes: { names: report.classes.map(row => row.name), colors: report.classes.map(row => row.color) },
    ignoreIndex: settings.ignoreIndex ?? -1,
    loss,
    pixels: { all: stats.pixels, valid: stats.valid },
    label: Array.from(stats.label),
    soft: stats.soft && overlapSums(stats.soft),
    hard: overlapSums(stats.hard),
    weight: stats.weight,
    lossByClass: Object.fromEntries([...stats.lossByClass].map(([id, sums]) => [id, numbers(sums)])),
    confusion,
    totals,
    findings,
    labelHash: hashOf(label.codes, label.width),
  };
}

function overlapSums({ intersection, prediction }: Overlap): OverlapSums {
  return { intersection: numbers(intersection), prediction: numbers(prediction) };
}

function numbers(values: Float64Array): ReportNumber[] {
  return Array.from(values, jsonNumber);
}

/**
 * 64 bits of FNV-1a (Fowler, Noll, Vo) over the label codes in two independent 32-bit halves: enough to find equal
 * labels among millions, not meant against someone who wants them to be equal.
 */
function hashOf(codes: Uint16Array, width: number): string {
  let first = 0x811c9dc5 ^ width;
  let second = 0x9747b28c ^ codes.length;
  for (let k = 0; k < codes.length; k++) {
    first = Math.imul(first ^ codes[k], 0x01000193);
    second = Math.imul(second ^ codes[k], 0x85ebca6b) ^ (second >>> 15);
  }
  return [first, second].map(half => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
