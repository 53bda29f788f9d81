import { h } from '../../dom.js';
import { formatNumber } from '../../format.js';
import { strings } from '../../strings.js';
import { fromSlider, type Knob, toSlider } from './knobs.js';

export interface KnobRow {
  element: HTMLElement;
  show(value: number | null, base: number | null): void;
}

export interface KnobOptions extends Knob {
  name: string;
  title: string;
  hint: string;
  /** An empty field means null. */
  nullable?: boolean;
  change(value: number | null): void;
}

/** A name, a slider, a field for any number in the slider's range and beyond it, and the way back to the base. */
export function knobRow(options: KnobOptions): KnobRow {
  const { name, title, hint, min, max, step, most, log, nullable = false, change } = options;
  const words = strings.whatIf;
  const slider = h('input', {
    ...{ type: 'range', min, max, step, title: hint, 'data-name': `${name}Slider` },
    'aria-label': words.slider(title),
  });
  const least = log ? 0 : Math.min(0, min);
  const field = h('input', {
    ...{ type: 'number', class: 'number-field', min: least, max: most, step: 'any', title: hint },
    ...{ 'aria-label': title, 'data-name': name },
  });
  const back = h('button', { type: 'button', class: 'small-button', 'data-name': `${name}Back` }, '↺');
  let base: number | null = null;
  let shown = '';
  slider.addEventListener('input', () => change(fromSlider(options, slider.valueAsNumber)));
  field.addEventListener('input', () => {
    const value = field.valueAsNumber;
    if (value >= least && value <= most) {
      change(value);
    } else if (nullable && field.value === '' && !field.validity.badInput) {
      change(null);
    }
  });
  field.addEventListener('blur', () => {
    field.value = shown;
  });
  back.addEventListener('click', () => {
    change(base);
    field.focus();
  });
  const element = h(
    'div',
    { class: 'knob' },
    h('span', { class: 'knob-name', title: hint }, title),
    slider,
    field,
    back,
  );
  return {
    element,
    show(value, from) {
      base = from;
      shown = value === null ? '' : String(value);
      if (document.activeElement !== field) {
        field.value = shown;
      }
      const at = toSlider(options, value ?? min);
      if (slider.valueAsNumber !== at) {
        slider.value = String(at);
      }
      slider.setAttribute('aria-valuetext', formatNumber(value));
      const text = words.was(title, formatNumber(from));
      back.title = text;
      back.setAttribute('aria-label', text);
      back.classList.toggle('unseen', value === from);
      back.disabled = value === from;
      element.classList.toggle('turned', value !== from);
    },
  };
}
