import { h, icon, onChange, replace } from '../dom.js';
import { ready, type State } from '../state.js';
import { strings } from '../strings.js';
import type { Context, View } from '../view.js';
import { css } from '../viewer/colors.js';

/** Names what the picture is restricted to, one chip each; a click removes it. */
export function createChips(context: Context): View {
  const element = h('div', { class: 'chips' });
  const show = onChange(
    (snapshot: ReturnType<typeof ready>, isolated: readonly number[], selection: State['selection']) => {
      const rows = snapshot?.report.classes.filter(({ id }) => isolated.includes(id)) ?? [];
      replace(
        element,
        ...rows.map(({ id, name, color }) => {
          const swatch = h('span', { class: 'class-swatch', 'aria-hidden': 'true' });
          swatch.style.backgroundColor = css(color);
          return chip(
            strings.clearIsolation(name),
            () => context.dispatch({ type: 'isolate', id, add: true }),
            swatch,
            name,
          );
        }),
        selection &&
          chip(
            strings.clearSelection(selection.title),
            () => context.dispatch({ type: 'select', selection: null }),
            null,
            selection.title,
          ),
      );
    },
  );
  return { element, update: (state: State) => show(ready(state), state.ui.isolated, state.selection) };
}

function chip(label: string, remove: () => void, mark: HTMLElement | null, text: string): HTMLElement {
  const element = h(
    'button',
    { type: 'button', class: 'chip', 'aria-label': label },
    mark,
    h('span', null, text),
    icon('close'),
  );
  element.addEventListener('click', remove);
  return element;
}
