import type { GroupOverview, Overview } from '../../core/dataset/overview.js';
import { TERMS, type Term } from '../../core/dataset/terms.js';
import type { Problem } from '../../core/errors.js';
import type { FromDatasetReport, PairName, ScanStatus, SmallPicture } from '../../shared/datasetReportProtocol.js';

/** What the page knows and what is chosen in it. */
export interface ReportState {
  status: ScanStatus | null;
  /** undefined: not told yet; null: nothing was evaluated. */
  overview: Overview | null | undefined;
  problem: Problem | null;
  counting: { done: number; of: number } | null;
  chosen: Chosen;
}

/** Kept over reloads of the window. */
export interface Chosen {
  /** Dataset and model. */
  group: string;
  term: Term;
  /** The model of a dataset that is compared with the baseline. */
  comparison: string;
  series: string;
  measure: Measure;
}

const MEASURES = ['iou', 'dice', 'crossEntropy'] as const;
export type Measure = (typeof MEASURES)[number];

const FIRST_CHOICE: Chosen = { group: '', term: 'total', comparison: '', series: '', measure: 'iou' };

/** What a webview kept, whoever wrote it. */
export function parseChosen(value: unknown): Chosen {
  const { group, term, comparison, series, measure } = (value ?? {}) as Partial<Record<keyof Chosen, unknown>>;
  const text = (one: unknown) => (typeof one === 'string' ? one : '');
  return {
    group: text(group),
    term: TERMS.find(one => one === term) ?? FIRST_CHOICE.term,
    comparison: text(comparison),
    series: text(series),
    measure: MEASURES.find(one => one === measure) ?? FIRST_CHOICE.measure,
  };
}

export const keyOf = ({ dataset, model }: { dataset: string; model: string }) => `${dataset}\n${model}`;

/** "street · predictions_a". */
export const titleOf = ({ dataset, model }: { dataset: string; model: string }) =>
  model === '' ? dataset : `${dataset} · ${model}`;

/** The chosen dataset and model, else the first. */
export function shownGroup({ overview, chosen }: ReportState): GroupOverview | null {
  const groups = overview?.groups ?? [];
  return groups.find(group => keyOf(group) === chosen.group) ?? groups[0] ?? null;
}

/** Masks have no losses: what cannot be said falls back to mean IoU. */
export function shownTerm(group: GroupOverview | null, { term }: Chosen): Term {
  return group?.pooled && group.pooled[term] === null ? 'meanIoU' : term;
}

export interface ReportContext {
  send(message: FromDatasetReport): void;
  choose(change: Partial<Chosen>): void;
  /** Asks for the picture of a pair, once it is in sight. */
  thumbnails: Thumbnails;
}

export interface Thumbnails {
  /** A canvas that is filled when the picture is there. */
  show(pair: PairName): HTMLElement;
  receive(pair: PairName, picture: SmallPicture | null): void;
  /** Pictures are of what was: they are asked for again. */
  renew(): void;
}

export interface Section {
  element: HTMLElement;
  /** Title for the list of sections; null: there is nothing to show. */
  update(state: ReportState, group: GroupOverview | null): string | null;
}
