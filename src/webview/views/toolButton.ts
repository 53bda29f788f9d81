import { h, type IconName, icon } from '../dom.js';

export interface ToolButton {
  element: HTMLButtonElement;
  /** A toggle says whether it is on. */
  press(on: boolean): void;
  describe(title: string): void;
  disable(disabled: boolean): void;
  /** Says what takes a while, until null. */
  busy(text: string | null): void;
}

/** A 22 px button with an icon, as in VS Code's own toolbars. */
export function toolButton(name: string, which: IconName, title: string, onClick: () => void): ToolButton {
  const element = h(
    'button',
    { type: 'button', class: 'tool', 'data-name': name, title, 'aria-label': title },
    icon(which),
  );
  element.addEventListener('click', onClick);
  return {
    element,
    press: on => element.setAttribute('aria-pressed', String(on)),
    describe: text => {
      element.title = text;
      element.setAttribute('aria-label', text);
    },
    disable: disabled => {
      element.disabled = disabled;
    },
    busy: text => {
      element.title = text ?? title;
      element.setAttribute('aria-label', text ?? title);
      element.toggleAttribute('data-busy', text !== null);
    },
  };
}
