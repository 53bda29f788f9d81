import { h, replace } from '../dom.js';

export interface TipLine {
  /** Short name of the line; none for a sentence of its own. */
  name?: string;
  text: string;
  kind?: 'value' | 'reason' | 'equation';
}

export interface Tip {
  title: string;
  lines: TipLine[];
}

const GAP = 4;

/** One tooltip for the whole panel: on hover and on keyboard focus, stays while pointed at, Esc closes it. */
export class Tooltip {
  readonly element = h('div', { class: 'tooltip', id: 'tooltip', role: 'tooltip', hidden: true });
  readonly #tips = new WeakMap<Element, () => Tip | null>();
  #anchor: Element | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The tip is made when shown, so it says what is true then. */
  describe(element: Element, tip: () => Tip | null): void {
    this.#tips.set(element, tip);
    element.setAttribute('data-tip', '');
  }

  listen(root: HTMLElement): void {
    root.addEventListener('pointerover', event => {
      const target = this.#target(event.target);
      if (target) {
        this.#later(() => this.#show(target), this.#anchor ? 80 : 350);
      } else if (!this.element.contains(event.target as Node)) {
        this.#later(() => this.hide(), 120);
      } else {
        clearTimeout(this.#timer);
      }
    });
    root.addEventListener('pointerleave', () => this.#later(() => this.hide(), 120));
    root.addEventListener('focusin', event => {
      const target = this.#target(event.target);
      if (target && target === event.target && target.matches(':focus-visible')) {
        clearTimeout(this.#timer);
        this.#show(target);
      } else {
        this.hide();
      }
    });
    root.addEventListener('focusout', () => this.hide());
    root.addEventListener('scroll', () => this.hide(), { capture: true, passive: true });
    window.addEventListener('blur', () => this.hide());
  }

  /** True when there was something to hide, so that Esc does one thing at a time. */
  hide(): boolean {
    clearTimeout(this.#timer);
    if (!this.#anchor) {
      return false;
    }
    this.#anchor.removeAttribute('aria-describedby');
    this.#anchor = null;
    this.element.hidden = true;
    return true;
  }

  #target(node: EventTarget | null): Element | null {
    return node instanceof Element ? node.closest('[data-tip]') : null;
  }

  #later(run: () => void, delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(run, delay);
  }

  #show(anchor: Element): void {
    const tip = this.#tips.get(anchor)?.();
    if (!tip || !anchor.isConnected) {
      this.hide();
      return;
    }
    this.#anchor?.removeAttribute('aria-describedby');
    this.#anchor = anchor;
    anchor.setAttribute('aria-describedby', this.element.id);
    replace(
      this.element,
      h('div', { class: 'tooltip-title' }, tip.title),
      ...tip.lines.map(({ name, text, kind }) =>
        h(
          'div',
          { class: `tooltip-line${kind ? ` tooltip-${kind}` : ''}` },
          name ? h('span', { class: 'tooltip-name' }, name) : null,
          // The space keeps name and text apart for screen readers.
          name ? ' ' : null,
          h('span', null, text),
        ),
      ),
    );
    this.element.hidden = false;
    this.#place(anchor.getBoundingClientRect());
  }

  /** Below the anchor, above where there is no room, never outside the window. */
  #place(anchor: DOMRect): void {
    const { width, height } = this.element.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const left = Math.max(GAP, Math.min(anchor.left, clientWidth - width - GAP));
    const below = anchor.bottom + GAP;
    const top = below + height <= clientHeight ? below : Math.max(GAP, anchor.top - height - GAP);
    this.element.style.left = `${Math.round(left)}px`;
    this.element.style.top = `${Math.round(top)}px`;
  }
}
