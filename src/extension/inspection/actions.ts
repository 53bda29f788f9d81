import type { Choice } from '../../core/choice.js';
import type { Problem } from '../../core/errors.js';
import type { FileRole } from '../../core/inspection/report.js';
import type { PanelAction } from '../../shared/protocol.js';

const QUESTIONS: Record<Choice['about'], string> = {
  sample: 'Choose sample…',
  slice: 'Choose slice…',
  predictionArray: 'Choose array…',
  labelArray: 'Choose array…',
  kind: 'Choose kind…',
};

const TITLES: Record<Exclude<PanelAction['id'], 'choose'>, string> = {
  pickLabel: 'Choose label…',
  pickPrediction: 'Choose prediction…',
  explain: 'Explain pairing',
  openSettings: 'Open settings',
  retry: 'Try again',
  showLog: 'Show log',
  compare: 'Compare…',
  endComparison: 'End comparison',
};

/** The buttons under a failure: the one that mends it first. */
export function actionsFor(problem: Problem, role: FileRole): PanelAction[] {
  const { choice } = problem;
  const first: PanelAction[] = choice ? [{ id: 'choose', title: QUESTIONS[choice.about] }] : [];
  return [...first, ...idsFor(problem, role).map(id => ({ id, title: TITLES[id] }))];
}

/** A setting (or the class spec, which settings overrule) is what has to change. */
export function isAboutSettings({ code }: Problem): boolean {
  return code.startsWith('setting') || code.startsWith('class');
}

function idsFor(problem: Problem, role: FileRole): (keyof typeof TITLES)[] {
  const { code } = problem;
  if (code === 'cancelled') {
    return ['retry'];
  }
  if (code === 'internal-error' || code.startsWith('worker-')) {
    return ['retry', 'showLog'];
  }
  if (isAboutSettings(problem)) {
    return ['openSettings', 'retry'];
  }
  if (code === 'label-not-found') {
    return ['pickLabel', 'explain', 'retry'];
  }
  return role === 'label' || code.startsWith('label') ? ['pickLabel', 'retry'] : ['pickPrediction', 'retry'];
}
