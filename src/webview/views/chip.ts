import { h, icon, onChange } from '../dom.js';
import { ready, type State } from '../state.js';
import { strings } from '../strings.js';
import type { Context, View } from '../view.js';
import { css } from '../viewer/colors.js';

/** Names the current selection and removes it. */
export function createChip(context: Context): View {
  const swatch = h('span', { class: 'class-swatch', 'aria-hidden': 'true' });
  const name = h('span');
  const element = h('button', { type: 'button', class: 'chip', hidden: true }, swatch, name, icon('close'));
  element.addEventListener('click', () => context.dispatch({ type: 'isolate', id: null }));
  const show = onChange((snapshot: ReturnType<typeof ready>, isolated: number | null) => {
    const row = snapshot?.report.classes.find(({ id }) => id === isolated);
    element.hidden = !row;
    if (row) {
      swatch.style.backgroundColor = css(row.color);
      name.textContent = row.name;
      element.setAttribute('aria-label', strings.clearIsolation(row.name));
    }
  });
  return { element, update: (state: State) => show(ready(state), state.ui.isolated) };
}
