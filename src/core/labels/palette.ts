export type Rgb = [number, number, number];

/** Okabe & Ito (2008), "Color universal design": eight colours told apart with any colour vision, black left out. */
const BASE: readonly Rgb[] = [
  [0, 114, 178],
  [230, 159, 0],
  [0, 158, 115],
  [204, 121, 167],
  [86, 180, 233],
  [213, 94, 0],
  [240, 228, 66],
];

/**
 * Colour of a class that has none of its own. The first seven are Okabe-Ito; each further round repeats the hues
 * darker or lighter, since lightness is what every kind of colour vision keeps.
 */
export function defaultColor(id: number): Rgb {
  const base = BASE[id % BASE.length];
  const round = Math.floor(id / BASE.length);
  if (round === 0) {
    return [...base];
  }
  // 0.62, 1.38, 0.42, 1.58, ... kept within what stays visible on both light and dark pictures.
  const step = Math.ceil(round / 2);
  const share = Math.min(0.75, 0.18 + 0.2 * step);
  const target = round % 2 === 1 ? 0 : 255;
  return base.map(value => Math.round(value + (target - value) * share)) as Rgb;
}

/** [r, g, b] with values 0..255 or "#rrggbb"; undefined for anything else. */
export function parseColor(value: unknown): Rgb | undefined {
  if (typeof value === 'string') {
    const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(value.trim());
    return hex ? [Number.parseInt(hex[1], 16), Number.parseInt(hex[2], 16), Number.parseInt(hex[3], 16)] : undefined;
  }
  const isRgb =
    Array.isArray(value) && value.length === 3 && value.every(v => Number.isInteger(v) && v >= 0 && v <= 255);
  return isRgb ? (value as Rgb) : undefined;
}
