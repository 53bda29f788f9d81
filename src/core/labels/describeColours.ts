import { countWithShare } from '../words.js';
import { type LabelSurvey, TRANSPARENT, unpackColour } from './survey.js';

/** "#ff8000", of 16-bit samples their upper byte, or "transparent". */
export function colourText(packed: number, depth: number): string {
  if (packed === TRANSPARENT) {
    return 'transparent';
  }
  const bytes = unpackColour(packed, depth).map(sample => (depth === 256 ? sample : sample >> 8));
  return `#${bytes.map(byte => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** The most frequent colours: "#ff0000 at 38,515 pixels (3.6 %), … and 91 more". */
export function listColours(
  colours: readonly (readonly [packed: number, count: number])[],
  depth: number,
  { pixels }: Pick<LabelSurvey, 'pixels'>,
  most = 4,
): string {
  const sorted = [...colours].sort((a, b) => b[1] - a[1]);
  const shown = sorted
    .slice(0, most)
    .map(([packed, count]) => `${colourText(packed, depth)} at ${countWithShare(count, pixels)}`);
  return shown.join(', ') + (sorted.length > most ? ` and ${sorted.length - most} more` : '');
}
