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
export function actionsFor({ code }: Problem): PanelAction[] {
  return idsFor(code).map(id => ({ id, title: TITLES[id] }));
}

function idsFor(code: string): PanelAction['id'][] {
  if (code === 'cancelled') {
    return ['retry'];
  }
  if (code === 'internal-error' || code.startsWith('worker-')) {
    return ['retry', 'showLog'];
  }
  if (code.startsWith('setting') || code.startsWith('class')) {
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
