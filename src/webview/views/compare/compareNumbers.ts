import type { CompareAnswer } from '../../../core/analysis/compare.js';
import { h, onChange, replace } from '../../dom.js';
import { formatNumber, fullPrecision, signed } from '../../format.js';
import { strings } from '../../strings.js';
import { changeText } from '../../turned.js';
import { differenceOf } from './compareRows.js';

const NUMBERS = ['total', 'crossEntropy', 'focal', 'dice', 'fScore', 'meanIoU', 'pixelAccuracy'] as const;

/** The totals of A and B, and their difference. Numbers that neither has are left out. */
export function createCompareNumbers(): { element: HTMLElement; show(answer: CompareAnswer): void } {
  const words = strings.compare;
  const heading = (title: string, name = 'numeric') => h('th', { scope: 'col', class: name }, title);
  const body = h('tbody');
  const element = h(
    'table',
    { class: 'data compare-numbers', 'aria-label': words.numbers },
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        heading(words.number, 'name'),
        heading(words.own),
        heading(words.other),
        heading(words.difference),
        heading(words.change),
      ),
    ),
    body,
  );
  const cell = (side: string, text: string, value: string) =>
    h('td', { class: 'numeric', 'data-side': side, 'data-value': value, title: value }, text);

  const show = onChange((answer: CompareAnswer) => {
    const shown = NUMBERS.filter(name => answer.numbers[name].base !== null || answer.numbers[name].value !== null);
    replace(
      body,
      ...shown.map(name => {
        const compared = answer.numbers[name];
        const difference = differenceOf(compared);
        return h(
          'tr',
          { 'data-number': name },
          h('th', { scope: 'row', class: 'name' }, strings.terms[name]),
          cell('a', formatNumber(compared.base), fullPrecision(compared.base)),
          cell('b', formatNumber(compared.value), fullPrecision(compared.value)),
          cell('difference', signed(difference), difference === null ? '' : String(difference)),
          h('td', { class: 'numeric' }, compared.change === 0 ? words.same : changeText(compared.change)),
        );
      }),
    );
  });
  return { element, show };
}
