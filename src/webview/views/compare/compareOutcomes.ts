import type { CompareAnswer, Outcome } from '../../../core/analysis/compare.js';
import { OUTCOMES } from '../../../core/analysis/names.js';
import { h, onChange, replace } from '../../dom.js';
import { formatCount, formatShare, signed, toNumber } from '../../format.js';
import { isSelected, outcomeSelection } from '../../selection.js';
import type { State } from '../../state.js';
import { strings } from '../../strings.js';
import type { Context } from '../../view.js';
import { css, OUTCOME_COLORS } from '../../viewer/colors.js';

/** In the order of the bar; ignored pixels are on neither side. */
const SHOWN = ['fixed', 'broken', 'wrongOtherwise', 'bothWrong', 'bothRight'] as const satisfies readonly Outcome[];

/** How many pixels B fixes and breaks: a bar of all counted ones, and a button for each part that picks its pixels out. */
export function createOutcomes({ dispatch, state }: Context): {
  element: HTMLElement;
  show(answer: CompareAnswer, state: State): void;
} {
  const words = strings.compare;
  const bar = h('div', { class: 'outcome-bar', 'aria-hidden': 'true' });
  const list = h('ul', { class: 'outcome-list', 'aria-label': words.outcomes });
  const net = h('p', { class: 'compare-says' });
  const flow = h('p', { class: 'compare-says' });
  const element = h('div', { class: 'outcomes' }, bar, list, net, flow);

  const draw = onChange(({ outcomes, worse, better }: CompareAnswer) => {
    const all = SHOWN.reduce((sum, name) => sum + outcomes[name], 0);
    replace(
      bar,
      ...SHOWN.map(name => {
        const part = h('span', { class: `outcome-part outcome-${name}` });
        part.style.flexGrow = String(outcomes[name]);
        part.style.backgroundColor = colorOf(name);
        return part;
      }),
    );
    replace(
      list,
      ...SHOWN.map(name => {
        const swatch = h('span', { class: 'outcome-swatch', 'aria-hidden': 'true' });
        swatch.style.backgroundColor = colorOf(name);
        const button = h(
          'button',
          { type: 'button', class: 'small-button outcome', 'data-outcome': name, 'data-count': outcomes[name] },
          swatch,
          h('span', { class: 'outcome-name' }, words.outcome[name]),
          h(
            'span',
            { class: 'outcome-count' },
            words.pixels(formatCount(outcomes[name]), all > 0 ? formatShare(outcomes[name] / all) : strings.none),
          ),
        );
        button.addEventListener('click', () => {
          const code = OUTCOMES.indexOf(name);
          const on = isSelected(state(), { id: 'outcome' }, code);
          dispatch({ type: 'select', selection: on ? null : outcomeSelection(words.outcome[name], code) });
        });
        return h('li', null, button);
      }),
    );
    const { fixed, broken } = outcomes;
    net.textContent = words.net(formatCount(fixed), formatCount(broken), signed(fixed - broken));
    const [up, down] = [toNumber(worse), toNumber(better)];
    flow.hidden = up === null || down === null;
    if (up !== null && down !== null) {
      flow.textContent = words.flow(signed(down), signed(up), signed(up + down));
    }
  });

  return {
    element,
    show(answer, current) {
      draw(answer);
      for (const button of list.querySelectorAll<HTMLElement>('[data-outcome]')) {
        const code = OUTCOMES.indexOf(button.dataset.outcome as Outcome);
        button.setAttribute('aria-pressed', String(isSelected(current, { id: 'outcome' }, code)));
      }
    },
  };
}

/** As in the picture; what both get right is left bare there. */
function colorOf(name: Outcome): string {
  const color = OUTCOME_COLORS[OUTCOMES.indexOf(name)];
  return color ? css(color) : 'transparent';
}
