import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';
import { attribute, h } from './dom.js';

/**
 * The only importer of the webview UI toolkit, which its owners have archived: the panel knows these functions, so it
 * can be replaced here. Where its tags cannot be registered, native controls take their place.
 */
const upgraded = register();

function register(): boolean {
  try {
    provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeDropdown(), vsCodeOption(), vsCodeProgressRing());
    return customElements.get('vscode-dropdown') !== undefined;
  } catch (error) {
    console.warn('The webview UI toolkit is not available, using native controls', error);
    return false;
  }
}

function control(toolkitTag: string, nativeTag: 'button' | 'select' | 'option' | 'progress'): HTMLElement {
  return upgraded ? document.createElement(toolkitTag) : h(nativeTag, { class: 'native' });
}

export interface ButtonOptions {
  appearance?: 'primary' | 'secondary' | 'icon';
  /** Explains the button where its text alone does not. */
  title?: string;
  name?: string;
}

export interface Button {
  element: HTMLElement;
  disable(disabled: boolean): void;
}

export function button(text: string, onClick: () => void, options: ButtonOptions = {}): Button {
  const element = control('vscode-button', 'button');
  element.setAttribute('appearance', options.appearance ?? 'secondary');
  attribute(element, 'title', options.title ?? null);
  attribute(element, 'aria-label', options.title ?? null);
  attribute(element, 'data-name', options.name ?? null);
  element.textContent = text;
  element.addEventListener('click', onClick);
  return { element, disable: disabled => attribute(element, 'disabled', disabled) };
}

export interface Option<T extends string> {
  value: T;
  text: string;
  disabled?: boolean;
}

export interface Dropdown<T extends string> {
  element: HTMLElement;
  show(options: Option<T>[], value: T): void;
  disable(disabled: boolean): void;
}

export function dropdown<T extends string>(label: string, name: string, onChange: (value: T) => void): Dropdown<T> {
  const element = control('vscode-dropdown', 'select') as HTMLElement & { value: string };
  element.setAttribute('aria-label', label);
  element.setAttribute('data-name', name);
  let shown = '';
  let current = '';
  element.addEventListener('change', () => {
    if (element.value !== current) {
      current = element.value;
      onChange(current as T);
    }
  });
  return {
    element,
    show(options, value) {
      const key = JSON.stringify(options);
      current = value;
      if (key !== shown) {
        shown = key;
        element.replaceChildren(...options.map(each => optionElement(each, each.value === value)));
        // The toolkit takes notice of new options only after this task, and then keeps its former value.
        setTimeout(() => {
          element.value = current;
        });
      }
      element.value = value;
      element.setAttribute('data-value', value);
    },
    disable: disabled => attribute(element, 'disabled', disabled),
  };
}

function optionElement(option: Option<string>, selected: boolean): HTMLElement {
  const element = control('vscode-option', 'option');
  element.setAttribute('value', option.value);
  attribute(element, 'selected', selected);
  attribute(element, 'disabled', option.disabled ?? false);
  element.textContent = option.text;
  return element;
}

/** Turns while work goes on; with reduced motion the text beside it has to do. */
export function progressRing(label: string): HTMLElement {
  const element = control('vscode-progress-ring', 'progress');
  element.setAttribute('aria-label', label);
  return element;
}
