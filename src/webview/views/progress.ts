import { attribute, h, onChange } from '../dom.js';
import type { State } from '../state.js';
import { said, strings } from '../strings.js';
import { button, progressRing } from '../toolkit.js';
import type { Context, View } from '../view.js';

/** What is being done now, how far it is, and a way out. */
export function createProgress(context: Context): View {
  const step = h('span', { class: 'step' });
  const fill = h('span', { class: 'progress-fill' });
  const bar = h('div', { class: 'progress-bar', role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': 100 }, fill);
  const cancel = button(
    strings.cancel,
    () => {
      cancel.disable(true);
      step.textContent = strings.cancelling;
      context.send({ type: 'cancel' });
    },
    { name: 'cancel' },
  );
  const element = h(
    'div',
    { class: 'progress' },
    h('div', { class: 'progress-line' }, progressRing(strings.loading), step),
    bar,
    cancel.element,
  );
  const show = onChange((snapshot: State['snapshot']) => {
    const loading = snapshot?.state === 'loading' ? snapshot : null;
    element.hidden = snapshot !== null && !loading;
    step.textContent = loading ? said(loading.step) : strings.preparing;
    const percent = loading?.fraction == null ? null : Math.round(loading.fraction * 100);
    bar.classList.toggle('unknown', percent === null);
    fill.style.width = percent === null ? '' : `${percent}%`;
    attribute(bar, 'aria-valuenow', percent);
    bar.setAttribute('aria-label', step.textContent);
    cancel.element.hidden = !loading;
  });
  // A cancelled run may go on reporting until it notices: only the next run frees the button.
  const free = onChange((loading: boolean) => cancel.disable(!loading));
  return {
    element,
    update(state) {
      show(state.snapshot);
      free(state.snapshot?.state === 'loading');
    },
  };
}
