import { h, onChange } from '../dom.js';
import { formatNumber } from '../format.js';
import { className, layerTitle } from '../layerTitle.js';
import { ready, type State, shownLayer, sliceCount, splitLayer } from '../state.js';
import { said, strings } from '../strings.js';
import type { View } from '../view.js';

/** Says to screen readers what others see happen. */
export function createAnnouncer(): View {
  const element = h('div', { class: 'sr-only', role: 'status', 'aria-live': 'polite' });
  let current: State | null = null;
  let started = false;
  /** What is so from the start is not announced. */
  const say = (text: string) => {
    if (started) {
      element.textContent = text;
    }
  };
  const report = () => ready(current!)!.report;
  const onSnapshot = onChange((snapshot: State['snapshot']) => {
    if (snapshot?.state === 'error') {
      element.textContent = strings.announceError(said(snapshot.problem.message));
    } else if (snapshot?.state === 'ready') {
      const { totals, findings } = snapshot.report;
      const term = totals.crossEntropy === null ? 'meanIoU' : 'crossEntropy';
      const value = formatNumber(totals[term]);
      element.textContent = strings.announceReady(strings.announcedTerms[term], value, findings.length);
    }
  });
  const onLayers = onChange((left: string, right: string | null) => {
    const title = layerTitle(left, report());
    say(right === null ? strings.announceLayer(title) : strings.announceSplit(title, layerTitle(right, report())));
  });
  const onIsolated = onChange((isolated: readonly number[]) => {
    const names = isolated.map(id => className(report(), id));
    say(names.length > 0 ? strings.announceIsolated(strings.and(names)) : strings.announceAll);
  });
  const onSelection = onChange((selection: State['selection']) => {
    say(selection ? strings.announceIsolated(selection.title) : strings.announceAll);
  });
  const onSlice = onChange((sample: number, _axis: string) =>
    say(strings.announceSlice(sample + 1, sliceCount(current!))),
  );

  return {
    element,
    update(state) {
      current = state;
      onSnapshot(state.snapshot);
      if (ready(state)) {
        onLayers(shownLayer(state), splitLayer(state));
        onIsolated(state.ui.isolated);
        onSelection(state.selection);
        onSlice(state.ui.sample, state.ui.axis);
        started = true;
      }
    },
  };
}
