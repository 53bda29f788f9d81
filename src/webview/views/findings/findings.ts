import type { Finding } from '../../../core/inspection/report.js';
import { h, icon, onChange, replace } from '../../dom.js';
import { ready } from '../../state.js';
import { strings } from '../../strings.js';
import type { TabView } from '../tabs.js';

const ORDER = ['error', 'warning', 'info'] as const;

/** What is odd about the pair, worst first, else in the report's order. */
export function createFindings(): TabView {
  const element = h('div', { class: 'findings' });
  const show = onChange((findings: Finding[] | null) => {
    if (!findings) {
      replace(element, h('p', { class: 'skeleton wide' }));
    } else if (findings.length === 0) {
      replace(element, h('p', { class: 'empty' }, strings.noFindings));
    } else {
      replace(
        element,
        h(
          'ul',
          null,
          ...ORDER.flatMap(severity => findings.filter(finding => finding.severity === severity)).map(item),
        ),
      );
    }
  });
  return {
    element,
    update: state => show(ready(state)?.report.findings ?? null),
    badge(state) {
      const count = ready(state)?.report.findings.length ?? 0;
      return count === 0 ? null : String(count);
    },
  };
}

function item({ code, severity, message, hint }: Finding): HTMLElement {
  const name = strings.severity[severity];
  return h(
    'li',
    { class: `finding finding-${severity}`, 'data-code': code },
    icon(severity),
    h(
      'div',
      { class: 'finding-text' },
      h('p', { class: 'finding-message' }, h('span', { class: 'sr-only' }, `${name}: `), message),
      h('p', { class: 'finding-hint' }, hint, ' ', h('code', null, code)),
    ),
  );
}
