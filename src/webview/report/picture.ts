import { strings } from '../strings.js';
import { css, type Rgb } from '../viewer/colors.js';
import { type Markup, markup, section, swatch, text } from './markup.js';

/** What the colours of the picture mean. */
export interface Legend {
  title: string;
  /** Kinds with their colours. */
  kinds: readonly { name: string; color: Rgb | null }[];
  /** Colours of a scale of numbers, from its low to its high end, and what it says of them. */
  scale: { colors: readonly Rgb[]; text: string } | null;
}

/** `png`: the base64 of the file. */
export function pictureSection(picture: { png: string; width: number; height: number; legend: Legend } | null): Markup {
  if (!picture) {
    return markup('');
  }
  const { png, width, height, legend } = picture;
  const source = `data:image/png;base64,${text(png)}`;
  const image = `<img src="${source}" width="${width}" height="${height}" alt="${text(legend.title)}">`;
  const kinds = legend.kinds.map(({ name, color }) => `<li>${swatch(color, name)}</li>`).join('');
  const ramp = legend.scale?.colors.map(css).join(', ');
  const scale = legend.scale
    ? `<p><span class="ramp" style="background:linear-gradient(to right, ${ramp})"></span> ${text(legend.scale.text)}</p>`
    : '';
  return section(
    strings.pairReport.picture,
    markup(
      `<figure>${image}<figcaption>${text(legend.title)}${kinds && `<ul class="legend">${kinds}</ul>`}${scale}</figcaption></figure>`,
    ),
  );
}
