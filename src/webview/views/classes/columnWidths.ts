import { h } from '../../dom.js';
import { strings } from '../../strings.js';

const STEP = 8;
const SMALLEST = 32;
const LARGEST = 480;

/** Widths that the user gave to columns, in CSS pixels; the others follow the style sheet. */
export class ColumnWidths {
  readonly #widths = new Map<string, number>();

  constructor(private readonly changed: () => void) {}

  /** Puts the width of a column on its heading, from which the column has it. */
  apply(key: string, heading: HTMLElement): void {
    const width = this.#widths.get(key);
    heading.style.width = width === undefined ? '' : `${width}px`;
  }

  /** The grip at the right end of a heading. */
  grip(key: string, title: string, heading: HTMLElement): HTMLElement {
    const grip = h('span', {
      class: 'grip',
      role: 'separator',
      'aria-orientation': 'vertical',
      'aria-label': strings.classes.resize(title),
      title: strings.classes.resizeHint,
      'aria-valuemin': SMALLEST,
      'aria-valuemax': LARGEST,
      'aria-valuenow': this.#widths.get(key) ?? SMALLEST,
      tabindex: 0,
      'data-grip': key,
    });
    const set = (width: number | null) => {
      if (width === null) {
        this.#widths.delete(key);
      } else {
        this.#widths.set(key, Math.round(Math.min(LARGEST, Math.max(SMALLEST, width))));
      }
      this.apply(key, heading);
      grip.setAttribute('aria-valuenow', String(Math.round(heading.offsetWidth)));
      this.changed();
    };
    grip.addEventListener('pointerdown', event => {
      event.preventDefault();
      event.stopPropagation();
      const start = event.clientX;
      const width = heading.offsetWidth;
      grip.setPointerCapture(event.pointerId);
      const move = (moved: PointerEvent) => set(width + moved.clientX - start);
      grip.addEventListener('pointermove', move);
      grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', move), { once: true });
    });
    grip.addEventListener('focus', () => grip.setAttribute('aria-valuenow', String(Math.round(heading.offsetWidth))));
    grip.addEventListener('click', event => event.stopPropagation());
    grip.addEventListener('dblclick', () => set(null));
    grip.addEventListener('keydown', event => {
      const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
      if (step !== undefined) {
        set(heading.offsetWidth + step);
      } else if (event.key === 'Home') {
        set(null);
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    });
    return grip;
  }
}
