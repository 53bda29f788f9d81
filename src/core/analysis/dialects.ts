import { DialectContext } from '../dialects/context.js';
import { evaluateDeclaration, keysOf, known } from '../dialects/evaluate.js';
import { comparable, conventionsApart, explainGap, type Gap } from '../dialects/explainGap.js';
import { type Dialect, type FamilyName, isRaised, type Raised } from '../dialects/types.js';
import { FAMILY_NAMES } from '../dialects/words.js';
import { jsonNumber } from '../inspection/jsonNumber.js';
import type { ReportNumber } from '../inspection/report.js';
import type { Checkpoint } from '../statistics/blocks.js';
import type { Analysed } from './analysed.js';
import type { Answerer } from './asking.js';

export interface DialectsParams {
  /** Keys, libraries or "all", separated by commas; all unless said. */
  keys?: string;
  /** Key that the others are compared with. */
  base: string;
}

/** What one library says of this pair. */
export interface DialectRow {
  key: string;
  library: string;
  /** Its losses in words. */
  losses: string[];
  /** null where the library raises. */
  value: ReportNumber | null;
  raised: Raised | null;
  /** Conventions in which it differs from the base, in words; null where it is another loss. */
  differs: { convention: string; from: string; to: string }[] | null;
}

export interface DialectsAnswer {
  base: DialectRow;
  /** In the order they were found, the fastest first. */
  rows: DialectRow[];
  /** How many there will be. */
  of: number;
}

export interface GapParams {
  from: string;
  to: string;
}

/** Why two dialects differ: conventions switched one at a time. */
export interface GapAnswer {
  from: { key: string; value: ReportNumber };
  to: { key: string; value: ReportNumber };
  gap: ReportNumber;
  steps: { convention: string; from: string; to: string; contribution: ReportNumber }[];
  /** Why there is nothing to explain: they are different losses, or one raises. */
  raised: Raised | null;
}

/** Every library's value of this pair, the fastest first, and in which conventions each differs from the base. */
export const dialects: Answerer<'dialects'> = async (pair, { keys = 'all', base }, { checkpoint, partial }) => {
  pair.needProbabilities();
  const context = dialectContext(pair, checkpoint, keys);
  const wanted = keysOf(keys, context)
    .filter(key => key !== base)
    .sort((a, b) => costOf(known(a)) - costOf(known(b)));
  const own = known(base);
  const answer: DialectsAnswer = { base: await rowOf(own, own, context), rows: [], of: wanted.length };
  let said = performance.now();
  for (const key of wanted) {
    answer.rows.push(await rowOf(known(key), own, context));
    if (performance.now() - said > SAY_MS) {
      partial(answer);
      await checkpoint(answer.rows.length, wanted.length);
      said = performance.now();
    }
  }
  return answer;
};

/** How often rows are told while others are still being evaluated. */
const SAY_MS = 100;

async function rowOf(dialect: Dialect, base: Dialect, context: DialectContext): Promise<DialectRow> {
  const found = context.applies(dialect)
    ? await evaluateDeclaration(dialect, context)
    : { error: 'not applicable', message: `${dialect.key} does not apply to a prediction of this shape.` };
  const raised = isRaised(found) ? { error: found.error, message: found.message } : null;
  return {
    key: dialect.key,
    library: dialect.library,
    losses: dialect.terms.map(({ family }) => FAMILY_NAMES[family]),
    value: isRaised(found) ? null : jsonNumber(found.value),
    raised,
    differs: comparable(base, dialect) ? conventionsApart(base, dialect) : null,
  };
}

/** What makes a dialect slow, roughly: sums of a pass that is there cost nothing, sorting and distances most. */
function costOf({ terms, input, resize }: Dialect): number {
  const slow: Partial<Record<FamilyName, number>> = { hardPixels: 2, sigmoid: 4, lovasz: 8, distance: 16 };
  const another = input === 'given' && resize !== 'halfPixel' ? 0 : 1;
  return terms.reduce((sum, { family }) => sum + (slow[family] ?? 0), another);
}

/** Dialects read the prediction as the libraries do, where a single channel is a prediction of its own kind. */
function dialectContext(pair: Analysed, checkpoint: Checkpoint, keys: string): DialectContext {
  return new DialectContext({
    view: pair.view,
    label: pair.label,
    weights: pair.job.loss.weights,
    ignoreIndex: pair.spec.ignoreIndex,
    shareExtended: keys.split(',').includes('all'),
    checkpoint,
    passes: (key, make) => (pair.isReported(key) ? pair.passes : make()),
  });
}

/** Why two libraries say different numbers of this pair. */
export const gap: Answerer<'gap'> = async (pair, { from, to }, { checkpoint }) => {
  pair.needProbabilities();
  return gapAnswer(from, to, await explainGap(from, to, dialectContext(pair, checkpoint, from)));
};

/** A gap as JSON can carry it. */
export function gapAnswer(from: string, to: string, found: Gap | Raised): GapAnswer {
  if (isRaised(found)) {
    const none = (key: string) => ({ key, value: jsonNumber(Number.NaN) });
    const raised = { error: found.error, message: found.message };
    return { from: none(from), to: none(to), gap: jsonNumber(Number.NaN), steps: [], raised };
  }
  const end = ({ key, value }: { key: string; value: number }) => ({ key, value: jsonNumber(value) });
  const steps = found.steps.map(({ contribution, ...step }) => ({ ...step, contribution: jsonNumber(contribution) }));
  return { from: end(found.from), to: end(found.to), gap: jsonNumber(found.gap), steps, raised: null };
}
