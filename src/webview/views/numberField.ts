import { h } from '../dom.js';

export interface NumberField {
  element: HTMLElement;
  show(value: number): void;
}

export interface NumberFieldOptions {
  label: string;
  hint: string;
  name: string;
  min: number;
  max: number;
  step: number;
  unit?: string;
  change(value: number): void;
}

/** A small field for a number; what is no number within its range is not taken, and put back on leaving. */
export function numberField({ label, hint, name, min, max, step, unit, change }: NumberFieldOptions): NumberField {
  const input = h('input', { type: 'number', class: 'number-field', min, max, step, title: hint, 'data-name': name });
  let shown = '';
  input.addEventListener('input', () => {
    const value = input.valueAsNumber;
    if (value >= min && value <= max) {
      shown = input.value;
      change(value);
    }
  });
  input.addEventListener('blur', () => {
    input.value = shown;
  });
  return {
    element: h('label', { class: 'field' }, label, input, unit ? h('span', null, unit) : null),
    show(value) {
      shown = String(value);
      if (document.activeElement !== input) {
        input.value = shown;
      }
    },
  };
}
