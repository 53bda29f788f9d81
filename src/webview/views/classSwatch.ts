import { h } from '../dom.js';
import { css, type Rgb } from '../viewer/colors.js';

/** A little square in the colour of a class. */
export function classSwatch(color: Rgb): HTMLElement {
  const swatch = h('span', { class: 'class-swatch', 'aria-hidden': 'true' });
  swatch.style.backgroundColor = css(color);
  return swatch;
}
