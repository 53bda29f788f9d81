import { fromJsonNumber } from '../../../core/inspection/jsonNumber.js';
import type { FileRole, Severity } from '../../../core/inspection/report.js';
import type { ScannedPair } from '../../scan/types.js';
import type { DiagnosticsSettings } from '../../settings/diagnostics.js';
import type { Entry } from '../entries.js';
import type { ScanWords } from './words.js';

/** Something said of one pair. */
export interface PairEntry extends Entry {
  pair: ScannedPair;
}

/** Sums of the base pixel loss by model, in which a pair has its share. */
export type LossSums = ReadonlyMap<string, { sum: number; pairs: number }>;

export function lossSums(pairs: readonly ScannedPair[]): LossSums {
  const sums = new Map<string, { sum: number; pairs: number }>();
  for (const { model, outcome } of pairs) {
    const own = outcome && 'ok' in outcome ? fromJsonNumber(outcome.ok.lossSum) : null;
    if (own !== null && Number.isFinite(own)) {
      const known = sums.get(model) ?? { sum: 0, pairs: 0 };
      sums.set(model, { sum: known.sum + own, pairs: known.pairs + 1 });
    }
  }
  return sums;
}

/** The severity that the settings give a code, null where they switch it off. */
export function severityOf(code: string, own: Severity, { severity }: DiagnosticsSettings): Severity | null {
  const set = Object.hasOwn(severity, code) ? severity[code] : own;
  return set === 'off' ? null : set;
}

/** Everything there is to say of a pair: what is wrong with it, its findings, and the bounds it crosses. */
export function pairEntries(
  pair: ScannedPair,
  sums: LossSums,
  settings: DiagnosticsSettings,
  words: ScanWords,
): PairEntry[] {
  const { outcome } = pair;
  if (!outcome) {
    return [];
  }
  const entries: PairEntry[] = [];
  const add = (code: string, own: Severity, role: FileRole, message: string) => {
    const severity = severityOf(code, own, settings);
    if (severity) {
      const uri = fileOf(pair, role);
      entries.push({ uri, code, severity, message, pair, related: [partnerOf(pair, uri, words)] });
    }
  };
  if ('problem' in outcome) {
    const { code, message, hint } = outcome.problem;
    add(code, 'error', outcome.role, `${words.said(message)} ${words.said(hint)}`);
    return entries;
  }
  const { findings, iou, classes, totals, lossSum } = outcome.ok;
  for (const { code, severity, role, message, hint } of findings) {
    add(code, severity, role, `${words.said(message)} ${words.said(hint)}`);
  }
  const { classIouBelow, lossAbove, lossShareAbove } = settings;
  if (classIouBelow !== null) {
    const low = iou.flatMap((value, id) => {
      const number = fromJsonNumber(value);
      return number !== null && number < classIouBelow ? [`${classes[id]} ${number.toPrecision(3)}`] : [];
    });
    if (low.length > 0) {
      add('class-iou-low', 'warning', 'prediction', words.classIou(low, classIouBelow));
    }
  }
  const total = fromJsonNumber(totals.total);
  if (lossAbove !== null && total !== null && !(total <= lossAbove)) {
    add('loss-high', 'warning', 'prediction', words.loss(total, lossAbove));
  }
  const [own, all] = [fromJsonNumber(lossSum), sums.get(pair.model)];
  if (lossShareAbove !== null && own !== null && all && all.pairs > 1 && own / all.sum > lossShareAbove) {
    add('loss-share-high', 'warning', 'prediction', words.lossShare(own / all.sum, lossShareAbove, all.pairs));
  }
  return entries;
}

function fileOf({ prediction, label, image, classesFile }: ScannedPair, role: FileRole): string {
  return { prediction, label, image, classes: classesFile }[role] ?? prediction;
}

/** Of a prediction its label, of anything else the prediction that was judged. */
function partnerOf(
  { prediction, label }: ScannedPair,
  uri: string,
  words: ScanWords,
): { uri: string; message: string } {
  return uri === prediction
    ? { uri: label, message: words.partner('label', words.displayName(prediction)) }
    : { uri: prediction, message: words.partner('prediction', words.displayName(uri)) };
}
