import type { Problem } from '../../core/errors.js';
import type { PanelAction } from '../../shared/protocol.js';

const TITLES: Record<PanelAction['id'], string> = {
  pickLabel: 'Choose label…',
  pickPrediction: 'Choose prediction…',
  openSettings: 'Open settings',
  retry: 'Try again',
  showLog: 'Show log',
};

/** The buttons under a failure: the one that mends it first. */
export function actionsFor(problem: Problem): PanelAction[] {
  return idsFor(problem).map(id => ({ id, title: TITLES[id] }));
}

/** A setting (or the class spec, which settings overrule) is what has to change. */
export function isAboutSettings({ code }: Problem): boolean {
  return code.startsWith('setting') || code.startsWith('class');
}

function idsFor(problem: Problem): PanelAction['id'][] {
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
  if (code.startsWith('label') || code.startsWith('png')) {
    return ['pickLabel', 'retry'];
  }
  if (code.startsWith('prediction') || code.startsWith('npy')) {
    return ['pickPrediction', 'retry'];
  }
  return ['retry', 'openSettings'];
}
