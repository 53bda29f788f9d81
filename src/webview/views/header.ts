import type { Report } from '../../core/inspection/report.js';
import type { PairNames } from '../../shared/protocol.js';
import { h, icon, onChange, replace } from '../dom.js';
import { factsOf } from '../facts.js';
import { stem } from '../format.js';
import { ready } from '../state.js';
import { strings } from '../strings.js';
import type { Context, View } from '../view.js';
import { createReading } from './reading.js';
import { createTotals } from './totals.js';

/** Which pair this is, how it was read, and its totals. */
export function createHeader(context: Context): View {
  const name = h('h1', { class: 'pair-name' });
  const facts = h('ul', { class: 'facts' });
  const stale = h('span', { class: 'stale', hidden: true, tabindex: 0 }, icon('warning'), strings.stale);
  context.tooltip.describe(stale, () => ({ title: strings.stale, lines: [{ text: strings.staleHint }] }));
  const fold = h('button', { class: 'fold', type: 'button', 'aria-expanded': 'false' }, strings.showDetails);
  const reading = createReading(context);
  const totals = createTotals(context);
  const details = h('div', { class: 'details' }, facts, reading.element);
  const element = h(
    'header',
    { class: 'header' },
    h('div', { class: 'title-row' }, name, stale, fold, details),
    totals.element,
  );
  fold.addEventListener('click', () => {
    const open = element.toggleAttribute('data-open');
    fold.setAttribute('aria-expanded', String(open));
  });

  const showPair = onChange((pair: PairNames | null) => {
    name.textContent = pair ? stem(pair.prediction) : strings.appName;
    const paths = pair && [strings.named(strings.prediction, pair.prediction)];
    if (pair?.label) {
      paths?.push(strings.named(strings.label, pair.label));
    }
    paths?.push(strings.named(strings.image, pair?.image ?? strings.noImage));
    name.title = paths?.join('\n') ?? '';
  });
  const showFacts = onChange((report: Report | null, loading: boolean) => {
    replace(facts, ...(report ? factsOf(report) : loading ? skeletons() : []).map(fact => h('li', null, fact)));
  });

  return {
    element,
    update(state) {
      const snapshot = ready(state);
      showPair(state.snapshot?.pair ?? null);
      showFacts(snapshot?.report ?? null, state.snapshot?.state !== 'error');
      stale.hidden = !snapshot?.stale;
      reading.update(state);
      totals.update(state);
    },
  };
}

function skeletons(): HTMLElement[] {
  return ['skeleton wide', 'skeleton'].map(name => h('span', { class: name }));
}
