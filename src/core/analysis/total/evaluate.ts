import type { DialectContext } from '../../dialects/context.js';
import { evaluateDeclaration, known, type TermResult } from '../../dialects/evaluate.js';
import { type Dialect, isRaised, type Term } from '../../dialects/types.js';
import { FAMILY_NAMES } from '../../dialects/words.js';
import { InspectionError } from '../../errors.js';
import type { Checkpoint } from '../../statistics/blocks.js';
import type { Analysed } from '../analysed.js';
import type { LossTerm, TermLoss, WhatIfSettings } from '../settings.js';
import { maskTerm } from './maskTerms.js';
import { type Resolved, resolve } from './resolve.js';
import { termOf } from './terms.js';
import { turnedDialect } from './turnedDialect.js';

/** One term of a total, evaluated; `result` is null for a mask. */
export interface TotalTerm {
  /** null: of a dialect. */
  loss: TermLoss | null;
  family: string;
  lambda: number;
  /** NaN for a pixel loss of a mask. */
  value: number;
  result: TermResult | null;
}

/** A sum of losses, evaluated: its value is Σ λ · value of the terms. */
export interface Total {
  value: number;
  terms: TotalTerm[];
  resolved: Resolved;
}

/** The total under what-if settings, or one of its losses alone. */
export async function evaluateTotal(
  pair: Analysed,
  settings: WhatIfSettings,
  checkpoint: Checkpoint,
  term: LossTerm = 'total',
): Promise<Total> {
  const resolved = resolve(pair, settings);
  return evaluateResolved(pair, resolved, settings, contextOf(pair, resolved, checkpoint), term);
}

/** What totals of the same settings share; null for a mask. */
export function contextOf(pair: Analysed, { weights }: Resolved, checkpoint: Checkpoint): DialectContext | null {
  return pair.isMask ? null : pair.context(weights, checkpoint);
}

export async function evaluateResolved(
  pair: Analysed,
  resolved: Resolved,
  settings: WhatIfSettings,
  context: DialectContext | null,
  term: LossTerm = 'total',
): Promise<Total> {
  const terms =
    context && resolved.dialect !== null && term === 'total'
      ? await dialectTerms(resolved.dialect, settings, context)
      : await lossTerms(pair, resolved, context, term);
  return { value: terms.reduce((sum, { lambda, value }) => sum + lambda * value, 0), terms, resolved };
}

async function lossTerms(
  pair: Analysed,
  resolved: Resolved,
  context: DialectContext | null,
  wanted: LossTerm,
): Promise<TotalTerm[]> {
  const losses = wanted === 'total' ? resolved.terms : [{ loss: wanted, lambda: 1 }];
  const found: TotalTerm[] = [];
  for (const { loss, lambda } of losses) {
    const term = termOf(loss, resolved);
    const family = FAMILY_NAMES[term.family];
    if (context) {
      const [result] = await evaluated(loss, [term], context);
      found.push({ loss, family, lambda, value: result.found.value, result });
    } else {
      found.push({ loss, family, lambda, value: maskTerm(pair, term, resolved), result: null });
    }
  }
  return found;
}

async function dialectTerms(key: string, settings: WhatIfSettings, context: DialectContext): Promise<TotalTerm[]> {
  const dialect = turnedDialect(known(key), settings);
  if (!context.applies(dialect)) {
    throw new InspectionError(
      'dialect-not-applicable',
      `${key} does not apply to a prediction of this shape.`,
      'Choose another one.',
    );
  }
  const results = await evaluated(key, dialect.terms, context, dialect);
  return results.map(result => ({
    loss: null,
    family: FAMILY_NAMES[result.term.family],
    lambda: result.term.lambda,
    value: result.found.value,
    result,
  }));
}

/** Evaluates terms on the report's own reading, or as a dialect has them. Throws dialect-raises. */
export async function evaluated(
  key: string,
  terms: readonly Term[],
  context: DialectContext,
  dialect: Partial<Dialect> = {},
): Promise<readonly TermResult[]> {
  const found = await evaluateDeclaration(
    { library: '', shapes: 'any', resize: 'alignCorners', input: 'given', ...dialect, key, terms },
    context,
  );
  if (isRaised(found)) {
    throw new InspectionError(
      'dialect-raises',
      `${key} raises ${found.error}: ${found.message}`,
      'Choose another one.',
    );
  }
  return found.terms;
}
