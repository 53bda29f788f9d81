import { h } from '../dom.js';

export interface Segmented<T extends string> {
  element: HTMLElement;
  show(value: T): void;
}

/** A few choices side by side, one of them on. One stop in the tab order; arrows choose. */
export function segmented<T extends string>(
  label: string,
  name: string,
  titles: Record<T, string>,
  choose: (value: T) => void,
): Segmented<T> {
  const values = Object.keys(titles) as T[];
  const buttons = values.map(value => {
    const button = h('button', { type: 'button', role: 'radio', 'data-value': value }, titles[value]);
    button.addEventListener('click', () => choose(value));
    return button;
  });
  const element = h(
    'div',
    { class: 'segmented', role: 'radiogroup', 'aria-label': label, 'data-name': name },
    ...buttons,
  );
  element.addEventListener('keydown', event => {
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (at >= 0 && step !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const next = buttons[(at + step + buttons.length) % buttons.length]!;
      event.preventDefault();
      next.click();
      next.focus();
    }
  });
  return {
    element,
    show(value) {
      for (const [index, button] of buttons.entries()) {
        const on = values[index] === value;
        button.setAttribute('aria-checked', String(on));
        button.tabIndex = on ? 0 : -1;
      }
    },
  };
}
