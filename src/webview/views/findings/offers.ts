import type { LabelProposal } from '../../../core/labels/inference/types.js';
import { h, icon } from '../../dom.js';
import { strings } from '../../strings.js';
import { button } from '../../toolkit.js';
import type { Context } from '../../view.js';

/** Another reading of the label, as a question that is answered with one click. */
export function offer({ title, evidence, fix }: LabelProposal, context: Context): HTMLElement {
  const words = strings.findings.offer;
  const value = typeof fix.value === 'string' ? `"${fix.value}"` : JSON.stringify(fix.value);
  const answer = (what: 'apply' | 'decline') => () => context.send({ type: 'proposal', title, what });
  return h(
    'li',
    { class: 'finding finding-info offer', 'data-offer': title },
    icon('info'),
    h(
      'div',
      { class: 'finding-text' },
      h('p', { class: 'finding-message' }, words.question(title)),
      h('p', { class: 'finding-hint' }, words.evidence(evidence)),
      h(
        'div',
        { class: 'finding-actions' },
        button(words.apply, answer('apply'), { title: words.applyHint(fix.setting, value), name: 'apply' }).element,
        button(words.decline, answer('decline'), { title: words.declineHint, name: 'decline' }).element,
      ),
    ),
  );
}
