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

/** Something about a pair: its sentence is only made where it is shown. */
export interface PairMark {
  code: string;
  severity: Severity;
  role: FileRole;
  say(words: ScanWords): string;
}

/** What is wrong with a pair, its findings, and the bounds it crosses, as the settings want them. */
export function pairMarks({ outcome, model }: ScannedPair, sums: LossSums, settings: DiagnosticsSettings): PairMark[] {
  if (!outcome) {
    return [];
  }
  const marks: PairMark[] = [];
  const add = (code: string, own: Severity, role: FileRole, say: PairMark['say']) => {
    const severity = severityOf(code, own, settings);
    if (severity) {
      marks.push({ code, severity, role, say });
    }
  };
  const sentences = ({ message, hint }: { message: string; hint: string }): PairMark['say'] => {
    return ({ said }) => said(`${message} ${hint}`);
  };
  if ('problem' in outcome) {
    add(outcome.problem.code, 'error', outcome.role, sentences(outcome.problem));
    return marks;
  }
  const { findings, iou, classes, totals, lossSum } = outcome.ok;
  for (const finding of findings) {
    add(finding.code, finding.severity, finding.role, sentences(finding));
  }
  const { classIouBelow, lossAbove, lossShareAbove } = settings;
  if (classIouBelow !== null) {
    const low = iou.flatMap((value, id) => {
      const number = fromJsonNumber(value);
      return number !== null && number < classIouBelow ? [`${classes[id]} ${number.toPrecision(3)}`] : [];
    });
    if (low.length > 0) {
      add('class-iou-low', 'warning', 'prediction', words => words.classIou(low, classIouBelow));
    }
  }
  const total = fromJsonNumber(totals.total);
  if (lossAbove !== null && total !== null && !(total <= lossAbove)) {
    add('loss-high', 'warning', 'prediction', words => words.loss(total, lossAbove));
  }
  const [own, all] = [fromJsonNumber(lossSum), sums.get(model)];
  if (lossShareAbove !== null && own !== null && all && all.pairs > 1 && own / all.sum > lossShareAbove) {
    const share = own / all.sum;
    add('loss-share-high', 'warning', 'prediction', words => words.lossShare(share, lossShareAbove, all.pairs));
  }
  return marks;
}

/** Everything there is to say of a pair. */
export function pairEntries(
  pair: ScannedPair,
  sums: LossSums,
  settings: DiagnosticsSettings,
  words: ScanWords,
): PairEntry[] {
  return pairMarks(pair, sums, settings).map(({ code, severity, role, say }) => {
    const uri = fileOf(pair, role);
    return { uri, code, severity, message: say(words), pair, related: [partnerOf(pair, uri, words)] };
  });
}

const RANK: readonly Severity[] = ['error', 'warning', 'info'];

/** The gravest severity among marks. */
export function gravest(marks: readonly { severity: Severity }[]): Severity | null {
  return RANK.find(severity => marks.some(mark => mark.severity === severity)) ?? null;
}

/** On which file of a pair something is said; of one that it does not have, on the prediction. */
export function fileOf({ prediction, label, image, classesFile }: ScannedPair, role: FileRole): string {
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
