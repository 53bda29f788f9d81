import { h, onChange } from '../dom.js';
import { layerTitle } from '../layerTitle.js';
import { ready, type State, shownLayer, splitLayer } from '../state.js';
import { strings } from '../strings.js';
import type { Context, View } from '../view.js';

const STEP = 0.02;
const PAGE = 0.1;

/** The line between the two layers of a split: dragged, or moved by arrows when it has the focus. */
export function createDivider(context: Context): View {
  const titles = [h('span', { class: 'divider-title left' }), h('span', { class: 'divider-title right' })] as const;
  const line = h('div', {
    class: 'divider',
    role: 'slider',
    tabindex: 0,
    'aria-label': strings.divider,
    'aria-orientation': 'horizontal',
    'aria-valuemin': 0,
    'aria-valuemax': 100,
  });
  line.append(h('span', { class: 'divider-grip' }));
  const element = h('div', { class: 'divider-holder', hidden: true }, ...titles, line);
  const move = (at: number) => context.dispatch({ type: 'swipe', change: { at: Math.min(1, Math.max(0, at)) } });

  line.addEventListener('pointerdown', event => {
    event.preventDefault();
    line.focus();
    line.setPointerCapture(event.pointerId);
  });
  line.addEventListener('pointermove', event => {
    if (line.hasPointerCapture(event.pointerId)) {
      const { left, width } = element.getBoundingClientRect();
      move((event.clientX - left) / width);
    }
  });
  line.addEventListener('dblclick', () => move(0.5));
  line.addEventListener('keydown', event => {
    const { at } = context.state().ui.swipe;
    const to = { ArrowLeft: at - STEP, ArrowRight: at + STEP, PageDown: at - PAGE, PageUp: at + PAGE, Home: 0, End: 1 }[
      event.key
    ];
    if (to !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      move(to);
    }
  });

  const showTitles = onChange((left: string, right: string) => {
    titles[0].textContent = left;
    titles[1].textContent = right;
  });
  const showAt = onChange((at: number, left: string, right: string) => {
    const percent = Math.round(at * 100);
    element.style.setProperty('--at', `${at * 100}%`);
    line.setAttribute('aria-valuenow', String(percent));
    line.setAttribute('aria-valuetext', strings.dividerValue(percent, left, right));
  });

  return {
    element,
    update(state: State) {
      const report = ready(state)?.report ?? null;
      const right = splitLayer(state);
      element.hidden = right === null || report === null;
      if (right !== null && report) {
        const names = [shownLayer(state), right].map(layer => layerTitle(layer, report));
        showTitles(names[0]!, names[1]!);
        showAt(state.ui.swipe.at, names[0]!, names[1]!);
      }
    },
  };
}
