import type { DialectRow, GapAnswer } from '../../../core/analysis/dialects.js';
import { Asked } from '../../asked.js';
import { h, replace } from '../../dom.js';
import { fullPrecision, signed, toNumber } from '../../format.js';
import type { State } from '../../state.js';
import { said, strings } from '../../strings.js';
import { button } from '../../toolkit.js';
import type { Context } from '../../view.js';
import { askedNote } from '../askedNote.js';

export interface GapView {
  element: HTMLElement;
  update(state: State): void;
}

/** Below an open row: what each convention contributes to the difference from the chosen dialect. */
export function createGapView(context: Context, row: DialectRow, base: string, compareWith: () => void): GapView {
  const asked = new Asked(context.ask, 'gap', () => draw(), { slot: `gap ${row.key}` });
  let state: State | null = null;
  const note = askedNote(() => asked.again());
  const content = h('div', { class: 'gap' });
  const compare = button(strings.dialectTab.compareWith, compareWith, { appearance: 'secondary', name: 'compareWith' });
  const tryIt = button(
    strings.dialectTab.tryIt,
    () => {
      context.dispatch({ type: 'settings', settings: { ...context.state().settings, dialect: row.key } });
      context.dispatch({ type: 'tab', tab: 'whatIf' });
    },
    { appearance: 'secondary', name: 'tryInWhatIf' },
  );
  const actions = h('p', { class: 'gap-actions' }, compare.element, tryIt.element);
  const element = h('div', { class: 'gap-view' }, note.element, content, row.raised === null && actions);

  function draw(): void {
    if (!state) {
      return;
    }
    if (row.differs === null) {
      // Another loss, or one that raises: there is nothing to ask.
      note.element.hidden = true;
      replace(content, h('p', null, row.raised ? raisedText(row.raised) : strings.dialectTab.otherLoss));
      return;
    }
    asked.want(state, { from: base, to: row.key });
    const { known } = asked;
    note.show(known);
    content.hidden = known.answer === null;
    if (known.answer) {
      replace(content, ...gapElements(known.answer));
    }
  }
  return {
    element,
    update(next) {
      state = next;
      draw();
    },
  };
}

/** What is told together is joined by semicolons. */
function inWords(text: string): string {
  return text.split('; ').map(said).join('; ');
}

export function raisedText({ error, message }: { error: string; message: string }): string {
  return strings.named(strings.dialectTab.raisedSays(said(error)), said(message));
}

function gapElements({ from, to, gap, steps, raised }: GapAnswer): HTMLElement[] {
  const words = strings.dialectTab;
  if (raised) {
    return [h('p', null, strings.named(said(raised.error), said(raised.message)))];
  }
  if (steps.length === 0) {
    return [h('p', null, words.none)];
  }
  const largest = Math.max(...steps.map(({ contribution }) => Math.abs(toNumber(contribution) ?? 0)));
  const heading = (title: string, name = '') => h('th', { scope: 'col', class: name }, title);
  return [
    h('p', { class: 'gap-title' }, words.gapTitle(from.key, to.key, signed(toNumber(gap)))),
    h('p', { class: 'tab-hint' }, words.gapMeans),
    h(
      'table',
      { class: 'data gap-steps', 'aria-label': words.gapMeans },
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          heading(words.convention),
          heading(words.from),
          heading(words.to),
          heading(words.contribution, 'numeric wide'),
        ),
      ),
      h(
        'tbody',
        null,
        ...steps.map(step => {
          const value = toNumber(step.contribution) ?? Number.NaN;
          const fill = h('span', { class: `bar-fill${value < 0 ? ' negative' : ''}` });
          fill.style.width = `${largest > 0 ? (Math.abs(value) / largest) * 100 : 0}%`;
          return h(
            'tr',
            null,
            h('th', { scope: 'row' }, inWords(step.convention)),
            h('td', null, inWords(step.from)),
            h('td', null, inWords(step.to)),
            h(
              'td',
              {
                class: 'numeric wide',
                'data-value': fullPrecision(step.contribution),
                title: fullPrecision(step.contribution),
              },
              h('span', { class: 'bar', 'aria-hidden': 'true' }, fill),
              h('span', { class: 'number' }, signed(value)),
            ),
          );
        }),
      ),
    ),
  ];
}
