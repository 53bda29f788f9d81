/** Colours and fonts of the workbench, as canvases need them: values, not variables. */
export interface ChartTheme {
  foreground: string;
  muted: string;
  grid: string;
  background: string;
  font: string;
}

export function readTheme(): ChartTheme {
  const style = getComputedStyle(document.body);
  const variable = (name: string, otherwise: string) => style.getPropertyValue(`--vscode-${name}`).trim() || otherwise;
  const foreground = variable('foreground', style.color);
  return {
    foreground,
    muted: variable('descriptionForeground', foreground),
    // Borders of a high contrast theme would shout down the data.
    grid: 'rgba(128, 128, 128, 0.3)',
    background: variable('editor-background', style.backgroundColor),
    font: `11px ${style.fontFamily}`,
  };
}

const listeners = new Set<() => void>();
let scheduled = false;

/** Calls back after the theme has changed: VS Code then changes the classes and variables of root and body. */
export function onThemeChange(listener: () => void): void {
  if (listeners.size === 0) {
    const observer = new MutationObserver(() => {
      if (!scheduled) {
        scheduled = true;
        requestAnimationFrame(() => {
          scheduled = false;
          for (const each of listeners) {
            each();
          }
        });
      }
    });
    const attributeFilter = ['class', 'style', 'data-vscode-theme-id'];
    for (const element of [document.documentElement, document.body]) {
      observer.observe(element, { attributes: true, attributeFilter });
    }
  }
  listeners.add(listener);
}
