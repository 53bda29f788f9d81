import { h, icon, onChange, replace } from '../dom.js';
import type { State } from '../state.js';
import { said, strings } from '../strings.js';
import { button } from '../toolkit.js';
import type { Context, View } from '../view.js';
import { offer } from './findings/offers.js';

/** What failed, in one sentence, and what to do about it. */
export function createProblem(context: Context): View {
  const element = h('main', { class: 'problem', 'aria-label': strings.errorTitle, hidden: true });
  const show = onChange((snapshot: State['snapshot']) => {
    element.hidden = snapshot?.state !== 'error';
    if (snapshot?.state !== 'error') {
      replace(element);
      return;
    }
    const { problem, actions, offers = [] } = snapshot;
    const buttons = actions.map(
      ({ id, title }, index) =>
        button(said(title), () => context.send({ type: 'action', id }), {
          appearance: index === 0 ? 'primary' : 'secondary',
          name: id,
        }).element,
    );
    replace(
      element,
      h('h2', null, icon('error'), strings.errorTitle),
      h('p', { class: 'problem-message' }, said(problem.message)),
      h('p', { class: 'problem-hint' }, said(problem.hint)),
      h('div', { class: 'problem-actions' }, ...buttons),
      offers.length > 0 && h('ul', { class: 'problem-offers' }, ...offers.map(one => offer(one, context))),
      h('p', { class: 'problem-code' }, h('code', { 'data-problem': problem.code }, problem.code)),
    );
  });
  return { element, update: state => show(state.snapshot) };
}
