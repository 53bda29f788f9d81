import type { Rgb } from '../viewer/colors.js';

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

/** Black or white, whichever is read better on a colour of the data (WCAG contrast). */
export function inkOn(color: Rgb): Rgb {
  const light = luminance(color);
  return (light + 0.05) / 0.05 >= 1.05 / (light + 0.05) ? BLACK : WHITE;
}

/** Relative luminance after WCAG, from 0 to 1. */
function luminance([red, green, blue]: Rgb): number {
  const [r, g, b] = [red, green, blue].map(value => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** Lines need this contrast to be found. */
const LEAST = 2;

/** A colour of the data, moved towards black or white until it is seen on this background. */
export function visibleOn(color: Rgb, background: string): string {
  const ground = parseColor(background) ?? WHITE;
  const towards = inkOn(ground);
  for (let part = 0; part <= 1; part += 0.1) {
    const mixed = color.map((value, k) => Math.round(value + (towards[k]! - value) * part)) as unknown as Rgb;
    if (contrast(mixed, ground) >= LEAST) {
      return `rgb(${mixed.join(', ')})`;
    }
  }
  return `rgb(${towards.join(', ')})`;
}

/** Contrast ratio after WCAG, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

/** #rgb, #rrggbb (with or without alpha) and rgb(): what themes give. */
export function parseColor(text: string): Rgb | null {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(text.trim())?.[1];
  if (hex) {
    const wide = hex.length <= 4 ? [...hex].map(digit => digit + digit).join('') : hex;
    return [0, 2, 4].map(at => Number.parseInt(wide.slice(at, at + 2), 16)) as unknown as Rgb;
  }
  const parts = text.match(/^rgba?\(([^)]*)\)$/i)?.[1]?.match(/[\d.]+/g);
  return parts && parts.length >= 3 ? [Number(parts[0]), Number(parts[1]), Number(parts[2])] : null;
}
