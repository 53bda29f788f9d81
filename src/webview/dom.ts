export type Child = Node | string | null | false;

interface Props {
  class?: string;
  /** Attributes; `true` sets an empty one, `false` and null leave it out. `style` is refused by the page's CSP. */
  [attribute: string]: string | number | boolean | null | undefined;
}

/** An element with attributes and children. Text only ever arrives as text nodes, so data cannot become markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props | null = null,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    attribute(element, name, value ?? null);
  }
  append(element, children);
  return element;
}

export function attribute(element: Element, name: string, value: string | number | boolean | null): void {
  if (value === null || value === false) {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

function append(element: Element, children: Child[]): void {
  element.append(...children.filter(child => child !== null && child !== false));
}

export function replace(element: Element, ...children: Child[]): void {
  element.replaceChildren();
  append(element, children);
}

/** Runs `effect` only when one of its inputs changed since the last call. */
export function onChange<T extends unknown[]>(effect: (...inputs: T) => void): (...inputs: T) => void {
  let last: T | null = null;
  return (...inputs) => {
    if (!last || inputs.some((input, index) => !Object.is(input, last![index]))) {
      last = inputs;
      effect(...inputs);
    }
  };
}

/** Icons as SVG built by script: no font to wait for, no markup in strings. Drawn on a 16 px grid. */
const ICONS = {
  error: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM5.5 5.5l5 5m0-5-5 5',
  warning: 'M8 2 14.5 13.5h-13ZM8 6.5v3.5m0 1.2v.8',
  info: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM8 7v4.5M8 4.5v1',
  close: 'm4 4 8 8m0-8-8 8',
  copy: 'M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3',
  outline: 'M4.5 2.5h7l3 5.5-3 5.5h-7L1.5 8Z',
  export: 'M8 1.5v8.5m-3-3 3 3 3-3M2.5 10v3.5h11V10',
  split: 'M8 1v14M2.5 4h3v8h-3ZM10.5 4h3v8h-3Z',
  adjust: 'M2 4h7m3 0h2M2 8h2m3 0h7M2 12h6m3 0h3M9 2.5h3v3H9ZM4 6.5h3v3H4ZM8 10.5h3v3H8Z',
} as const;
export type IconName = keyof typeof ICONS;

export function icon(name: IconName): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('class', `icon icon-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(namespace, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}
