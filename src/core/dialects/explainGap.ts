import type { DialectContext } from './context.js';
import { evaluateDeclaration, known } from './evaluate.js';
import { type Dialect, type FamilyName, isRaised, type Raised, type Term } from './types.js';
import { type Convention, conventionsOf, FAMILY_NAMES, INPUT_WORDS, RESIZE_WORDS } from './words.js';

/** One convention in which two dialects differ, and what switching it changes. */
export interface GapStep {
  convention: string;
  from: string;
  to: string;
  contribution: number;
}

export interface Gap {
  from: { key: string; value: number };
  to: { key: string; value: number };
  gap: number;
  /** In the order they were switched; contributions add up to the gap. */
  steps: GapStep[];
}

/** A switch that leads from one declaration to the next. */
interface Switch {
  convention: string;
  from: string;
  to: string;
  dialect: Dialect;
}

/**
 * Why two dialects of one loss give different numbers: their conventions are switched one at a time from A's to B's,
 * and each switch makes its part of the gap. The order is fixed, since conventions interact: input, resize rule, then
 * each term's conventions in the order of wordsOfFamilies.ts, its factor, terms that only A has, terms that only B
 * has. A switch after which the loss is no number (a library that raises, 0 / 0) is told together with the next one.
 */
export async function explainGap(keyA: string, keyB: string, context: DialectContext): Promise<Gap | Raised> {
  const [a, b] = [known(keyA), known(keyB)];
  if (!comparable(a, b)) {
    const name = ({ terms }: Dialect) => terms.map(({ family }) => FAMILY_NAMES[family]).join(' + ');
    return { error: 'different losses', message: `${keyA} is ${name(a)}; ${keyB} is ${name(b)}.` };
  }
  const values: number[] = [];
  for (const dialect of [a, b]) {
    const found = await evaluated(dialect, context, true);
    if (typeof found !== 'number') {
      return found;
    }
    values.push(found);
  }
  const [valueA, valueB] = values;
  const steps: GapStep[] = [];
  let before = valueA;
  let waiting: Switch[] = [];
  const switches = [...switchesFrom(a, b)];
  for (const [k, step] of switches.entries()) {
    waiting.push(step);
    const found = k === switches.length - 1 ? valueB : await evaluated(step.dialect, context, false);
    if (typeof found === 'number' && Number.isFinite(found)) {
      steps.push(joined(waiting, found - before));
      before = found;
      waiting = [];
    }
  }
  if (waiting.length > 0) {
    steps.push(joined(waiting, valueB - before));
  }
  return { from: { key: keyA, value: valueA }, to: { key: keyB, value: valueB }, gap: valueB - valueA, steps };
}

/** Whether two dialects are of one loss, so that the conventions between them can be told. */
export function comparable(a: Dialect, b: Dialect): boolean {
  return a.terms.some(({ family }) => b.terms.some(other => other.family === family));
}

/** The conventions in which B differs from A, in the order in which explainGap switches them. */
export function conventionsApart(a: Dialect, b: Dialect): Omit<GapStep, 'contribution'>[] {
  return [...switchesFrom(a, b)].map(({ convention, from, to }) => ({ convention, from, to }));
}

async function evaluated(dialect: Dialect, context: DialectContext, asDeclared: boolean): Promise<number | Raised> {
  if (!context.applies(dialect)) {
    return { error: 'not applicable', message: `${dialect.key} does not apply to a prediction of this shape.` };
  }
  const found = await evaluateDeclaration(asDeclared ? dialect : { ...dialect, raises: undefined }, context);
  return isRaised(found) ? found : found.value;
}

function joined(steps: readonly Switch[], contribution: number): GapStep {
  const all = (field: 'convention' | 'from' | 'to') => steps.map(step => step[field]).join('; ');
  return { convention: all('convention'), from: all('from'), to: all('to'), contribution };
}

function* switchesFrom(a: Dialect, b: Dialect): Generator<Switch> {
  let now: Dialect = { ...a, shapes: 'any' };
  if (a.input !== b.input) {
    now = { ...now, input: b.input };
    yield { convention: 'input', from: INPUT_WORDS[a.input], to: INPUT_WORDS[b.input], dialect: now };
  }
  if (a.resize !== b.resize) {
    now = { ...now, resize: b.resize };
    yield { convention: 'resize rule', from: RESIZE_WORDS[a.resize], to: RESIZE_WORDS[b.resize], dialect: now };
  }
  const { pairs, onlyA, onlyB } = align(a.terms, b.terms);
  const terms: Term[] = pairs.map(([own]) => own);
  const made = () => ({ ...now, terms: [...terms, ...onlyA] });
  for (const [index, [own, other]] of pairs.entries()) {
    for (const step of termSwitches(own, other)) {
      terms[index] = step.term;
      yield { ...step, dialect: made() };
    }
  }
  while (onlyA.length > 0) {
    const [gone] = onlyA.splice(0, 1);
    yield { convention: 'term', from: FAMILY_NAMES[gone.family], to: 'none', dialect: made() };
  }
  for (const added of onlyB) {
    terms.push(added);
    yield { convention: 'term', from: 'none', to: FAMILY_NAMES[added.family], dialect: made() };
  }
}

/** Terms of the same family, in order; the others stand alone. */
function align(a: readonly Term[], b: readonly Term[]) {
  const rest = [...b];
  const pairs: [Term, Term][] = [];
  const onlyA: Term[] = [];
  for (const own of a) {
    const at = rest.findIndex(({ family }) => family === own.family);
    if (at < 0) {
      onlyA.push(own);
    } else {
      pairs.push([own, ...(rest.splice(at, 1) as [Term])]);
    }
  }
  return { pairs, onlyA, onlyB: rest };
}

function* termSwitches(from: Term, to: Term): Generator<Omit<Switch, 'dialect'> & { term: Term }> {
  let now = from;
  const target = to.conventions as unknown as Record<string, unknown>;
  for (const { fields, name, say } of conventionsOf<FamilyName>(from.family) as readonly Convention<never>[]) {
    const current = now.conventions as unknown as Record<string, unknown>;
    const changed = Object.fromEntries((fields as string[]).map(field => [field, target[field]]));
    if ((fields as string[]).every(field => current[field] === target[field])) {
      continue;
    }
    const next = { ...now, conventions: { ...current, ...changed } } as unknown as Term;
    yield {
      convention: name,
      from: say(now.conventions as never),
      to: say(next.conventions as never),
      term: next,
    };
    now = next;
  }
  if (now.lambda !== to.lambda) {
    yield { convention: 'factor', from: String(now.lambda), to: String(to.lambda), term: to };
  }
}
