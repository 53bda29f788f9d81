import type { Context } from './view.js';
import type { ZoomActions } from './views/toolbar.js';

/** Keys that work wherever the focus is, except in controls that use them themselves. */
export function listenToKeys(root: HTMLElement, context: Context, zoom: ZoomActions): void {
  const actions: Record<string, () => void> = {
    '+': zoom.zoomIn,
    '=': zoom.zoomIn,
    '-': zoom.zoomOut,
    '0': zoom.fit,
    '1': zoom.oneToOne,
    '[': () => context.dispatch({ type: 'cycleLayer', step: -1 }),
    ']': () => context.dispatch({ type: 'cycleLayer', step: 1 }),
  };
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || usesKeys(event.target)) {
      return;
    }
    if (event.key === 'Escape') {
      if (!context.tooltip.hide()) {
        context.dispatch({ type: 'isolate', id: null });
      }
      return;
    }
    const action = actions[event.key];
    if (action && root.dataset.state === 'ready') {
      event.preventDefault();
      action();
    }
  });
}

/** Open lists and text fields take letters and Esc for themselves. */
function usesKeys(target: EventTarget | null): boolean {
  const element = target instanceof Element ? target.closest('vscode-dropdown, select, input:not([type=range])') : null;
  return element !== null && (element.tagName !== 'VSCODE-DROPDOWN' || element.hasAttribute('open'));
}
