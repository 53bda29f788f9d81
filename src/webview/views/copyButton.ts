import { copyText } from '../clipboard.js';
import { h, icon } from '../dom.js';
import { strings } from '../strings.js';

const SAID_MS = 1500;

/** Buttons that copy, with their sign before them. */
export function copyButtons(...buttons: HTMLElement[]): HTMLElement {
  return h('span', { class: 'tools-end', role: 'group', 'aria-label': strings.classes.copy }, icon('copy'), ...buttons);
}

/** A small button that copies what `text` gives, and says so in its own place. */
export function copyButton(
  title: string,
  hint: string,
  name: string,
  text: () => string | null | Promise<string | null>,
): HTMLButtonElement {
  const element = h('button', { type: 'button', class: 'small-button', title: hint, 'data-name': name }, title);
  // Said politely: the words of the button change under the focus.
  element.setAttribute('aria-live', 'polite');
  let timer: ReturnType<typeof setTimeout> | undefined;
  element.addEventListener('click', async () => {
    const copied = await text();
    if (copied === null) {
      return;
    }
    // The width stays, so that nothing beside it moves.
    element.style.minWidth = `${element.offsetWidth}px`;
    element.textContent = (await copyText(copied)) ? strings.classes.copied : strings.classes.notCopied;
    clearTimeout(timer);
    timer = setTimeout(() => {
      element.textContent = title;
    }, SAID_MS);
  });
  return element;
}
