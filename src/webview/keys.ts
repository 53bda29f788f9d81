import type { Actions, ViewerAction } from './actions.js';
import type { Context } from './view.js';

/** Keys that work wherever the focus is, except in controls that use them themselves. */
const KEYS: Record<string, ViewerAction> = {
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  '0': 'fit',
  '1': 'oneToOne',
  '[': 'previousLayer',
  ']': 'nextLayer',
  s: 'swipe',
  o: 'outlines',
  j: 'nextRegion',
  k: 'previousRegion',
  c: 'copyPixel',
};

/** Keys that elsewhere move the focus or scroll: only for the picture, or where nothing has the focus. */
const PICTURE_KEYS: Record<string, ViewerAction> = {
  ArrowLeft: 'panLeft',
  ArrowRight: 'panRight',
  ArrowUp: 'panUp',
  ArrowDown: 'panDown',
  PageUp: 'previousSlice',
  PageDown: 'nextSlice',
  Enter: 'pinPixel',
};

/** With shift, panning goes so much further. */
const FASTER = 4;

export function listenToKeys(root: HTMLElement, context: Context, actions: Actions): void {
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || usesKeys(event.target)) {
      return;
    }
    if (event.key === 'Escape') {
      if (!context.tooltip.hide()) {
        actions.clearSelection();
      }
      return;
    }
    const action = KEYS[event.key] ?? (isPicture(event.target) ? PICTURE_KEYS[event.key] : undefined);
    if (action && root.dataset.state === 'ready') {
      event.preventDefault();
      const times = event.shiftKey && action.startsWith('pan') ? FASTER : 1;
      for (let step = 0; step < times; step++) {
        actions[action]();
      }
    }
  });
}

function isPicture(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.matches('canvas.viewer'));
}

/** Open lists and text fields take letters and Esc for themselves. */
function usesKeys(target: EventTarget | null): boolean {
  const element =
    target instanceof Element ? target.closest('vscode-dropdown, select, input:not([type=range], [type=radio])') : null;
  return element !== null && (element.tagName !== 'VSCODE-DROPDOWN' || element.hasAttribute('open'));
}
