import { h } from '../dom.js';
import type { State } from '../state.js';
import { strings } from '../strings.js';
import { button } from '../toolkit.js';
import type { Context } from '../view.js';
import type { TabView } from './tabs.js';

type Make = (context: Context) => TabView;

/**
 * A tab whose code is loaded when it is first shown. `badge` is what it says beside its title, also before.
 */
export function lazyTab(load: () => Promise<Make>, badge?: TabView['badge']): Make {
  return context => {
    let view: TabView | null = null;
    let loading = false;
    const element = h('div', { class: 'tab-view' });
    const show = async () => {
      loading = true;
      element.replaceChildren(waiting());
      try {
        const make = await load();
        view = make(context);
        element.replaceWith(view.element);
        context.refresh();
      } catch (error) {
        console.error('A tab could not be loaded', error);
        loading = false;
        const again = button(strings.tryAgain, () => void show(), { appearance: 'secondary', name: 'again' });
        element.replaceChildren(h('div', { class: 'asked-note' }, h('p', null, strings.tabMissing), again.element));
      }
    };
    return {
      element,
      update(state: State) {
        if (view) {
          view.update(state);
        } else if (!loading && element.childElementCount === 0) {
          void show();
        }
      },
      badge: state => (badge ?? view?.badge)?.(state) ?? null,
    };
  };
}

function waiting(): HTMLElement {
  const lines = Array.from({ length: 6 }, () => h('p', { class: 'skeleton wide' }));
  return h(
    'div',
    { class: 'asked-note', 'aria-busy': 'true' },
    h('p', { class: 'sr-only' }, strings.loading),
    ...lines,
  );
}
