import type { Pair } from '../inspection/pair.js';
import type { AnswerMemory } from '../pairing/answerMemory.js';
import type { Choices } from '../pairing/choices.js';
import { type Explanation, explainPairing } from '../pairing/explain.js';
import { completePair, type PairingHost } from '../pairing/resolvePair.js';
import { type ExplainAction, showExplanation } from './explainPairing.js';

/** A panel whose pair is explained, and changed by what the user decides. */
export interface ExplainedPanel {
  pair: Pair;
  change(pair: Pair): void;
  /** Puts the questions about the files' arrays and samples again. */
  askAgain(): void;
}

export interface ExplainOptions {
  host: PairingHost;
  choices: Choices;
  answers: AnswerMemory;
  inspect(file: string): void;
}

/** "Explain pairing", of a panel or of a file: shows what was decided and why, and changes it, until it is closed. */
export async function explain(subject: ExplainedPanel | string, options: ExplainOptions): Promise<void> {
  const { host, choices, answers } = options;
  const panel = typeof subject === 'string' ? null : subject;
  const start = typeof subject === 'string' ? subject : subject.pair.prediction;
  for (;;) {
    const explanation = await explainPairing(start, panel?.pair ?? null, {
      host,
      choices,
      answersAbout: pair => answers.about(pair),
    });
    const action = await showExplanation(explanation, panel !== null);
    if (!action) {
      return;
    }
    if (action.do === 'inspect') {
      return options.inspect(start);
    }
    await apply(action, explanation, options);
    if (panel) {
      return changePanel(panel, action, host);
    }
  }
}

async function apply(
  action: ExplainAction,
  { roles }: Explanation,
  { choices, answers }: ExplainOptions,
): Promise<void> {
  if (action.do === 'forget') {
    await choices.forget(action.choice);
  } else if (action.do === 'choose') {
    const { role, start, candidates } = action.role;
    await choices.remember(role, start, candidates, action.file);
  } else if (action.do === 'forgetAnswers') {
    const of = (role: string): string | null => roles.find(one => one.role === role)?.file ?? null;
    await answers.forget({ prediction: of('prediction') ?? '', label: of('label'), image: null, classesFile: null });
  }
}

async function changePanel(panel: ExplainedPanel, action: ExplainAction, host: PairingHost): Promise<void> {
  const { pair } = panel;
  if (action.do === 'forgetAnswers') {
    panel.askAgain();
  } else if (action.do === 'choose') {
    panel.change(await completePair({ ...pair, [action.role.role]: action.file }, host));
  } else if (action.do === 'forget') {
    // What was forgotten is found anew, or asked.
    const { role } = action.choice;
    panel.change(await completePair(role === 'prediction' ? pair : { ...pair, [role]: null }, host));
  }
}
