import { h, onChange } from '../dom.js';
import { formatNumber } from '../format.js';
import { ready, type State, shownLayer, type ViewLayer } from '../state.js';
import { strings } from '../strings.js';
import type { View } from '../view.js';

/** Says to screen readers what others see happen. */
export function createAnnouncer(): View {
  const element = h('div', { class: 'sr-only', role: 'status', 'aria-live': 'polite' });
  const say = (text: string) => {
    element.textContent = text;
  };
  const onSnapshot = onChange((snapshot: State['snapshot']) => {
    if (snapshot?.state === 'error') {
      say(strings.announceError(snapshot.problem.message));
    } else if (snapshot?.state === 'ready') {
      const { totals, findings } = snapshot.report;
      const term = totals.crossEntropy === null ? 'meanIoU' : 'crossEntropy';
      say(strings.announceReady(strings.announcedTerms[term], formatNumber(totals[term]), findings.length));
    }
  });
  let first = true;
  let isolated: number | null = null;
  let layer: ViewLayer | null = null;
  return {
    element,
    update(state) {
      onSnapshot(state.snapshot);
      const snapshot = ready(state);
      if (!snapshot) {
        return;
      }
      const nextLayer = shownLayer(state);
      if (!first && nextLayer !== layer) {
        say(strings.announceLayer(strings.layers[nextLayer]));
      }
      if (!first && state.ui.isolated !== isolated) {
        const row = snapshot.report.classes.find(({ id }) => id === state.ui.isolated);
        say(row ? strings.announceIsolated(row.name) : strings.announceAll);
      }
      first = false;
      layer = nextLayer;
      isolated = state.ui.isolated;
    },
  };
}
