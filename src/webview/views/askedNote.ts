import type { Known } from '../asked.js';
import { h, icon, onChange, replace } from '../dom.js';
import { said, strings } from '../strings.js';
import { button } from '../toolkit.js';

export interface AskedNote {
  element: HTMLElement;
  show(known: Known<unknown>): void;
}

const LINES = 6;

/** What stands in the place of an answer: lines of a skeleton while it is awaited, or why there is none. */
export function askedNote(again: () => void): AskedNote {
  const element = h('div', { class: 'asked-note' });
  const show = onChange((waiting: boolean, problem: Known<unknown>['problem']) => {
    element.hidden = !waiting && !problem;
    element.setAttribute('aria-busy', String(waiting));
    if (problem) {
      const needsProbabilities = problem.code === 'question-needs-probabilities';
      replace(
        element,
        h('p', { class: 'asked-problem', role: 'alert' }, icon('error'), said(problem.message)),
        h('p', { class: 'asked-hint' }, said(problem.hint)),
        needsProbabilities
          ? h('p', null, h('code', null, strings.maskCode))
          : button(strings.tryAgain, again, { appearance: 'secondary', name: 'again' }).element,
      );
    } else {
      const lines = Array.from({ length: LINES }, () => h('p', { class: 'skeleton wide' }));
      replace(element, h('p', { class: 'sr-only' }, strings.asking), ...lines);
    }
  });
  return {
    element,
    show({ answer, problem }) {
      show(answer === null && problem === null, problem);
    },
  };
}
