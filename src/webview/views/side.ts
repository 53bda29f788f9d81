import { h, onChange } from '../dom.js';
import { isPictured, type State } from '../state.js';
import { strings } from '../strings.js';
import type { Context, View } from '../view.js';
import { TABS, type Tab, type TabView } from './tabs.js';

const NAMES = Object.keys(TABS) as Tab[];

/** The right half: one question per tab. Arrows move between the tabs; only the shown one follows the state. */
export function createSide(context: Context): View {
  const tabs = NAMES.map(name => {
    const view: TabView = TABS[name](context);
    const badge = h('span', { class: 'badge', hidden: true });
    const button = h(
      'button',
      { type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': `panel-${name}`, 'data-tab': name },
      strings.tabTitles[name],
      badge,
    );
    button.addEventListener('click', () => context.dispatch({ type: 'tab', tab: name }));
    const panel = h(
      'div',
      { class: 'tab-panel', role: 'tabpanel', id: `panel-${name}`, 'aria-labelledby': `tab-${name}` },
      view.element,
    );
    return { name, view, badge, button, panel };
  });
  const list = h('div', { class: 'tabs', role: 'tablist', 'aria-label': strings.tabs }, ...tabs.map(tab => tab.button));
  list.addEventListener('keydown', event => {
    const index = tabs.findIndex(({ button }) => button === event.target);
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (index >= 0 && to !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const { button } = tabs[(to + tabs.length) % tabs.length]!;
      event.preventDefault();
      button.click();
      button.focus();
    }
  });
  const element = h('section', { class: 'side', 'aria-label': strings.tabs }, list, ...tabs.map(({ panel }) => panel));

  const showTab = onChange((current: Tab) => {
    for (const { name, button, panel } of tabs) {
      const selected = name === current;
      button.setAttribute('aria-selected', String(selected));
      button.tabIndex = selected ? 0 : -1;
      panel.hidden = !selected;
      if (selected) {
        // A row of tabs that is wider than its place scrolls to the chosen one.
        button.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
      }
    }
  });

  return {
    element,
    update(state: State) {
      const current = shownTab(state);
      const pictured = isPictured(state);
      showTab(current);
      for (const { name, view, badge } of tabs) {
        if (name === current) {
          view.update(state);
        } else if (pictured) {
          view.ahead?.(state);
        }
        const count = view.badge?.(state) ?? null;
        badge.hidden = count === null;
        badge.textContent = count;
      }
    },
  };
}

/** The chosen tab; the first where a stored choice is no tab any more. */
export function shownTab({ ui }: State): Tab {
  return Object.hasOwn(TABS, ui.tab) ? ui.tab : NAMES[0]!;
}
