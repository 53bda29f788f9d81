import { whyFound, whyNone, whyRole } from '../../core/pairing/explain.js';
import { type PairRole, ROLES } from '../../core/pairing/extensions.js';
import type { Found } from '../../core/pairing/near.js';
import type { Decision, Partners } from '../../core/pairing/partners.js';
import type { Pair } from '../inspection/pair.js';
import type { AnswerMemory } from './answerMemory.js';
import type { Choice, Choices } from './choices.js';
import { classesFor, type PairingHost, partners } from './resolvePair.js';

/** What was decided about one role, and why. URIs. */
export interface ExplainedRole {
  role: PairRole;
  /** null: none, or still to be asked. */
  file: string | null;
  reason: string;
  /** The file from which it was looked for: a new choice is kept for this one. */
  start: string;
  /** Other files that fit, and ones that were met but not taken. */
  others: { file: string; note: string }[];
  /** All that fit, as they would be asked about. */
  candidates: string[];
}

export interface Explanation {
  /** Name of the file it started from. */
  title: string;
  roles: ExplainedRole[];
  classes: { file: string | null; reason: string };
  /** Name of the dataset of the settings. */
  dataset: string | null;
  /** Remembered choices that have a say here. */
  choices: Choice[];
  answers: ReturnType<AnswerMemory['about']>;
}

export interface ExplainContext {
  host: PairingHost;
  choices: Choices;
  answersAbout: AnswerMemory['about'];
}

/** Nothing is asked and nothing is read but names: what was decided for a pair, or would be for a file. */
export async function explainPairing(start: string, pair: Pair | null, context: ExplainContext): Promise<Explanation> {
  const { host } = context;
  const from = await partners(start, pair ? 'prediction' : undefined, host);
  const used: Choice[] = [];
  const explain = (role: PairRole, found: Partners, file: string | undefined, origin: string, keeper = origin) =>
    explainRole(role, found, origin, keeper, file, context, used);
  const label = from.role === 'label' ? undefined : explain('label', from, pair?.label ?? undefined, start);
  const labelFile = label?.file ?? (from.role === 'label' ? start : null);
  // A prediction is one of those of its label.
  const origin = from.role === 'prediction' && labelFile ? labelFile : start;
  const back = origin === start ? from : await partners(origin, 'label', host);
  const own = from.role === 'prediction' ? start : undefined;
  const found = from.prediction === null ? start : host.withPath(start, from.prediction);
  const roles = ROLES.map((role): ExplainedRole => {
    if (role === 'label') {
      return label ?? itself(role, from, start, host);
    }
    if (role === 'prediction') {
      return from.role === 'prediction' && !back.decisions.prediction
        ? itself(role, from, start, host)
        : explain(role, back, own, origin);
    }
    // An image that was chosen is kept for the prediction, whichever file this started from.
    return from.role === 'image'
      ? itself(role, from, start, host)
      : { ...explain(role, from, pair?.image ?? undefined, start, found), start: found };
  });
  const prediction = roles.find(one => one.role === 'prediction')?.file ?? start;
  const listFile = pair?.classesFile ?? (await classesFor(prediction, labelFile, host));
  return {
    title: host.displayName(start),
    roles,
    classes: { file: listFile, reason: whyClasses(listFile, from) },
    dataset: from.dataset?.name ?? null,
    choices: used,
    answers: context.answersAbout(pair ?? { prediction, label: labelFile, image: null, classesFile: null }),
  };
}

function itself(role: PairRole, found: Partners, start: string, host: PairingHost): ExplainedRole {
  return { role, file: start, reason: whyRole(found, host.path(start)), start, others: [], candidates: [start] };
}

function explainRole(
  role: PairRole,
  found: Partners,
  start: string,
  /** The file for which a choice of this role is kept. */
  keeper: string,
  actual: string | undefined,
  { host, choices }: ExplainContext,
  used: Choice[],
): ExplainedRole {
  const decision: Decision = found.decisions[role] ?? { chosen: null, fitting: [], doubtful: [], passedOver: [] };
  const uriOf = ({ path }: Found): string => host.withPath(start, path);
  const show = (path: string): string => host.displayName(host.withPath(start, path));
  const { fitting, doubtful, passedOver } = decision;
  const candidates = (fitting.length > 0 ? fitting : doubtful).map(uriOf);
  const byHand = choices.all().find(one => one.kind === 'file' && one.role === role && one.start === keeper);
  const rule = decision.chosen ? undefined : choices.applying(role, start, candidates);
  const expected =
    (byHand?.kind === 'file' ? byHand.chosen : undefined) ?? (decision.chosen ? uriOf(decision.chosen) : rule?.chosen);
  const file = actual ?? expected ?? null;
  const others = [
    ...fitting.map(one => ({ file: uriOf(one), note: `fits as well: ${reasonFor(one)}` })),
    ...doubtful.map(one => ({
      file: uriOf(one),
      note: 'has the name, but a common one, or another split: not taken unasked',
    })),
    ...passedOver.map(one => ({ file: uriOf(one), note: 'met, but of another split, folder or form' })),
  ].filter(one => one.file !== file);
  return { role, file, reason: reason(), start, others, candidates };

  function reasonFor(one: Found): string {
    return whyFound(one, host.path(start), found.dataset?.name ?? null, show);
  }

  function reason(): string {
    if (file === null) {
      return fitting.length > 0
        ? `${several(fitting.length)}: you will be asked`
        : whyNone(role, host.path(start), found);
    }
    if (byHand?.kind === 'file' && byHand.chosen === file) {
      used.push(byHand);
      return 'chosen by you for this file';
    }
    if (rule?.chosen === file) {
      used.push(rule.choice);
      return `${fitting.length > 0 ? several(fitting.length) : 'Found by a common name'}; from ${host.displayName(rule.choice.folder)}, as you chose for its folder`;
    }
    const match = [...fitting, ...doubtful, ...passedOver].find(one => uriOf(one) === file);
    const one = fitting.length > 1 ? `one of ${fitting.length}: ` : '';
    return match ? `${one}${reasonFor(match)}` : 'chosen by you, not by its name';
  }
}

function several(count: number): string {
  return `${count} fit equally well`;
}

function whyClasses(file: string | null, { dataset }: Partners): string {
  if (file === null) {
    return 'no class list found: names come from the settings, a preset or the ids';
  }
  return dataset ? `of the dataset “${dataset.name}”, or the nearest to the label` : 'the nearest to the label';
}
