import type { ClassRow } from '../../core/inspection/report.js';
import { h } from '../dom.js';
import { css } from '../viewer/colors.js';

/** A little square in the colour of a class. */
export function classSwatch(color: ClassRow['color']): HTMLElement {
  const swatch = h('span', { class: 'class-swatch', 'aria-hidden': 'true' });
  swatch.style.backgroundColor = css(color);
  return swatch;
}
