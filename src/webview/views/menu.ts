import { h } from '../dom.js';
import type { ToolButton } from './toolButton.js';

export interface Menu {
  element: HTMLElement;
  close(): void;
}

/** What a button opens below itself: closed by Esc, by a click elsewhere, or when the focus leaves it. */
export function createMenu(button: ToolButton, label: string, ...content: HTMLElement[]): Menu {
  const panel = h('div', { class: 'menu', role: 'group', 'aria-label': label, hidden: true }, ...content);
  const element = h('span', { class: 'menu-holder' }, button.element, panel);
  const open = (on: boolean) => {
    panel.hidden = !on;
    button.element.setAttribute('aria-expanded', String(on));
    if (on) {
      panel.querySelector<HTMLElement>('input:checked:enabled, input:enabled')?.focus();
    }
  };
  open(false);
  button.element.addEventListener('click', () => open(panel.hidden !== false));
  element.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !panel.hidden) {
      event.preventDefault();
      open(false);
      button.element.focus();
    }
  });
  document.addEventListener('pointerdown', event => {
    if (!element.contains(event.target as Node)) {
      open(false);
    }
  });
  element.addEventListener('focusout', event => {
    if (event.relatedTarget !== null && !element.contains(event.relatedTarget as Node)) {
      open(false);
    }
  });
  return { element, close: () => open(false) };
}

export interface Choice<T extends string> {
  element: HTMLFieldSetElement;
  show(value: T): void;
  enable(enabled: boolean): void;
}

/** One of several, with an optional picture before each. */
export function choice<T extends string>(
  title: string,
  name: string,
  options: readonly { value: T; text: string; mark?: HTMLElement }[],
  choose: (value: T) => void,
): Choice<T> {
  const inputs = options.map(({ value }) => h('input', { type: 'radio', name, value }));
  const rows = options.map(({ text, mark }, index) =>
    h('label', { class: 'menu-row' }, inputs[index]!, mark ?? null, h('span', null, text)),
  );
  const element = h('fieldset', { 'data-name': name }, h('legend', null, title), ...rows);
  element.addEventListener('change', event => choose((event.target as HTMLInputElement).value as T));
  return {
    element,
    show(value) {
      for (const input of inputs) {
        input.checked = input.value === value;
      }
    },
    enable(enabled) {
      element.disabled = !enabled;
    },
  };
}
