import { InspectionError } from '../errors.js';
import type { DialectContext } from './context.js';
import type { Evaluation, KeptOfPass } from './evaluation.js';
import { familyOf } from './families/registry.js';
import type { Frame } from './frame.js';
import { type Overrides, override } from './overrides.js';
import { DIALECTS, dialectOf } from './registry.js';
import { type Dialect, isRaised, type Raised, type Term } from './types.js';

/** One term of a dialect, evaluated on the frame it sees. */
export interface TermResult {
  term: Term;
  frame: Frame;
  found: Evaluation;
}

/** A dialect's value with its terms; `value` is Σ λ · term. */
export interface DialectResult {
  key: string;
  value: number;
  /** What each class adds to the value; null where a term is no sum over classes. */
  parts: Float64Array | null;
  terms: readonly TermResult[];
}

/**
 * Evaluates one dialect. Null where it does not apply to the prediction's shape, or has no meaning with the caller's
 * conventions; Raised where the library raises.
 */
export async function evaluateDialect(
  key: string,
  context: DialectContext,
  overrides: Overrides = {},
): Promise<DialectResult | Raised | null> {
  const dialect = override(known(key), overrides, context.view.channels);
  return dialect && context.applies(dialect) ? evaluateDeclaration(dialect, context) : null;
}

/** The same of any declaration, in the registry or not. */
export async function evaluateDeclaration(dialect: Dialect, context: DialectContext): Promise<DialectResult | Raised> {
  const { ignored, ignoreIndex, view } = context;
  const raised = dialect.raises?.({ ignored, ignoreIndex, channels: view.channels });
  if (raised) {
    return raised;
  }
  const terms: TermResult[] = [];
  for (const term of dialect.terms) {
    const frame = context.frame(dialect, relabels(term));
    if (isRaised(frame)) {
      return frame;
    }
    const found = await evaluateTerm(term, frame);
    if (isRaised(found)) {
      return found;
    }
    terms.push({ term, frame, found });
  }
  const value = terms.reduce((sum, { term, found }) => sum + term.lambda * found.value, 0);
  return { key: dialect.key, value, parts: partsOf(terms), terms };
}

export function relabels(term: Term): boolean {
  return familyOf(term.family).relabels(term.conventions as never);
}

/** Whether a term's value needs more of the logits than the report's pass has kept of the frame it sees. */
export function readsLogits({ family, conventions }: Term, kept: KeptOfPass): boolean {
  return familyOf(family).reads(conventions as never, kept);
}

/** Several dialects share a term: it is evaluated once a frame. */
function evaluateTerm(term: Term, frame: Frame): Promise<Evaluation | Raised> {
  const { family, conventions } = term;
  return frame.cached(`${family} ${JSON.stringify(conventions)}`, () =>
    familyOf(family).evaluate(conventions as never, frame),
  );
}

function partsOf(terms: readonly TermResult[]): Float64Array | null {
  const [first] = terms;
  const length = first.found.parts?.length;
  if (terms.some(({ found }) => found.parts === null || found.parts.length !== length)) {
    return null;
  }
  const sums = new Float64Array(length ?? 0);
  for (const { term, found } of terms) {
    found.parts?.forEach((part, c) => {
      sums[c] += term.lambda * part;
    });
  }
  return sums;
}

/** Loss per pixel of a dialect of one term, before the division by its divisor; null where it has none. */
export async function mapOf({ terms }: DialectResult): Promise<Float32Array | null> {
  const [{ found }] = terms;
  return terms.length === 1 && found.map ? await found.map() : null;
}

/** The keys that a list like "origin", "all" or "monai.dice,smp" names, for this prediction. */
export function keysOf(list: string, context: DialectContext): string[] {
  const keys = list.split(',').flatMap(name => {
    const wanted = name.trim();
    if (wanted === 'all') {
      return DIALECTS.filter(dialect => !dialect.extra);
    }
    const exact = dialectOf(wanted);
    const found = exact ? [exact] : DIALECTS.filter(({ key }) => key.startsWith(`${wanted}.`));
    if (found.length === 0) {
      throw unknownDialect(wanted);
    }
    return found;
  });
  return [...new Set(keys.filter(dialect => context.applies(dialect)).map(({ key }) => key))];
}

export function known(key: string): Dialect {
  const dialect = dialectOf(key);
  if (!dialect) {
    throw unknownDialect(key);
  }
  return dialect;
}

function unknownDialect(key: string): InspectionError {
  const libraries = [...new Set(DIALECTS.map(dialect => dialect.key.split('.')[0]))].join(', ');
  return new InspectionError(
    'dialect-unknown',
    `There is no dialect "${key}".`,
    `Name a key such as monai.dice, a library (${libraries}), or all.`,
  );
}
