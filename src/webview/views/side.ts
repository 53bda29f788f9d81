import { h, onChange } from '../dom.js';
import { ready, type State, TABS, type Tab } from '../state.js';
import { strings } from '../strings.js';
import type { Context, View } from '../view.js';
import { createClassTable } from './classTable.js';
import { createFindings } from './findings.js';

/** One question per tab. A new tab is a name in TABS, a title and a view here. */
export function createSide(context: Context): View {
  const views: Record<Tab, View> = { classes: createClassTable(context), findings: createFindings() };
  const titles: Record<Tab, string> = { classes: strings.tabClasses, findings: strings.tabFindings };
  const badge = h('span', { class: 'badge', hidden: true });
  const tabs = TABS.map(tab => {
    const element = h(
      'button',
      { type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-controls': `panel-${tab}`, 'data-tab': tab },
      titles[tab],
      tab === 'findings' && badge,
    );
    element.addEventListener('click', () => context.dispatch({ type: 'tab', tab }));
    return element;
  });
  const list = h('div', { class: 'tabs', role: 'tablist', 'aria-label': strings.tabs }, ...tabs);
  list.addEventListener('keydown', event => {
    const index = tabs.indexOf(event.target as HTMLButtonElement);
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (index >= 0 && step !== 0) {
      const next = tabs[(index + step + tabs.length) % tabs.length]!;
      event.preventDefault();
      next.click();
      next.focus();
    }
  });
  const panels = TABS.map(tab =>
    h(
      'div',
      { class: 'tab-panel', role: 'tabpanel', id: `panel-${tab}`, 'aria-labelledby': `tab-${tab}` },
      views[tab].element,
    ),
  );
  const element = h('section', { class: 'side' }, list, ...panels);

  const showTab = onChange((current: Tab) => {
    for (const [index, tab] of TABS.entries()) {
      const selected = tab === current;
      tabs[index]!.setAttribute('aria-selected', String(selected));
      tabs[index]!.tabIndex = selected ? 0 : -1;
      panels[index]!.hidden = !selected;
    }
  });

  return {
    element,
    update(state: State) {
      const findings = ready(state)?.report.findings ?? [];
      badge.hidden = findings.length === 0;
      badge.textContent = String(findings.length);
      showTab(state.ui.tab);
      for (const tab of TABS) {
        views[tab].update(state);
      }
    },
  };
}
