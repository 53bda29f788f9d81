import { interpolateCividis } from 'd3-scale-chromatic';
import type { GroupOverview } from '../../../core/dataset/overview.js';
import { inkOn, parseColor } from '../../charts/ink.js';
import { h, replace } from '../../dom.js';
import { formatCount, formatShare } from '../../format.js';
import { words } from '../../strings/datasetReport.js';
import { css } from '../../viewer/colors.js';
import { classSwatch } from '../../views/classSwatch.js';
import { keyed, section } from '../parts.js';
import type { Section } from '../state.js';

/** What is taken for what, over all pixels. */
export function createConfusion(): Section {
  const { element, body, hint } = section('confusion', words.confusion);
  let group: GroupOverview | null = null;
  const render = keyed(() => {
    const many = group !== null && group.confusion.length === 0;
    hint.textContent = many ? words.confusionMany : words.confusionHint;
    replace(body, !many && matrix(group!));
  });
  return {
    element,
    update(_state, next) {
      group = next;
      if (next?.pooled) {
        render([next.classes.map(row => [row.name, row.color]), next.confusion]);
      }
      return next?.pooled ? words.confusion : null;
    },
  };
}

function matrix({ classes, confusion }: GroupOverview): HTMLElement {
  // Classes that neither label nor prediction has would only make room for themselves.
  const found = classes
    .map((_, id) => id)
    .filter(id => confusion[id]!.some(n => n > 0) || confusion.some(row => row[id]! > 0));
  const named = (id: number) => [classSwatch(classes[id]!.color), h('span', null, classes[id]!.name)];
  const head = h(
    'tr',
    null,
    h('td'),
    ...found.map(id =>
      h('th', { scope: 'col', class: 'turned', title: classes[id]!.name }, h('div', null, ...named(id))),
    ),
  );
  const rows = found.map(label => {
    const all = confusion[label]!.reduce((sum, n) => sum + n, 0);
    const cells = found.map(prediction => {
      const count = confusion[label]![prediction]!;
      return cell(count, all > 0 ? count / all : 0, classes[label]!.name, classes[prediction]!.name);
    });
    return h(
      'tr',
      null,
      h('th', { scope: 'row', class: 'name', title: classes[label]!.name }, h('div', null, ...named(label))),
      ...cells,
    );
  });
  return h(
    'div',
    { class: 'scroller', tabindex: 0, role: 'region', 'aria-label': words.confusion },
    h('table', { class: 'matrix' }, h('thead', null, head), h('tbody', null, ...rows)),
  );
}

function cell(count: number, share: number, label: string, prediction: string): HTMLElement {
  const element = h(
    'td',
    { title: words.confusionCell(label, prediction, formatCount(count), formatShare(share)), 'data-value': count },
    share >= 0.005 ? String(Math.round(share * 100)) : '',
  );
  if (count > 0) {
    // The square root: a few per cent of confusion must be seen beside a diagonal of nearly all.
    const color = parseColor(interpolateCividis(Math.sqrt(share)))!;
    element.style.backgroundColor = css(color);
    element.style.color = css(inkOn(color));
  }
  return element;
}
