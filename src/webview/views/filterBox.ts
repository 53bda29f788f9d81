import { h } from '../dom.js';

export interface FilterBox {
  element: HTMLInputElement;
  /** Whether a row of this text is to be shown. */
  matches(text: string): boolean;
  readonly empty: boolean;
}

/** A small box that filters a table: any of its words, separated by commas, is enough. Esc empties it. */
export function filterBox(label: string, hint: string, name: string, changed: () => void): FilterBox {
  const element = h('input', {
    type: 'text',
    class: 'filter',
    placeholder: label,
    'aria-label': label,
    title: hint,
    'data-name': name,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  let matches = matcher('');
  element.addEventListener('input', () => {
    matches = matcher(element.value);
    changed();
  });
  element.addEventListener('keydown', event => {
    if (event.key === 'Escape' && element.value !== '') {
      event.stopPropagation();
      element.value = '';
      element.dispatchEvent(new Event('input'));
    }
  });
  return {
    element,
    matches: text => matches(text),
    get empty() {
      return element.value.trim() === '';
    },
  };
}

/** Whether a text has any of the parts that a filter names; an empty filter lets everything through. */
export function matcher(filter: string): (text: string) => boolean {
  const parts = filter
    .toLowerCase()
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
  return text => parts.length === 0 || parts.some(part => text.toLowerCase().includes(part));
}
