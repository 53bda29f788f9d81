import { formatCount, formatShare, fullPrecision } from '../../format.js';
import { strings } from '../../strings.js';
import type { Tip, TipLine } from '../tooltip.js';
import type { Whole } from './barsView.js';
import { type Piece, sumOf } from './pieces.js';

/** All digits of a piece, and what they mean. */
export function pieceTip({ name, value, pixels }: Piece, { total, pixels: all }: Whole): Tip {
  const words = strings.ledger;
  const lines: TipLine[] = [
    { name: words.value, text: fullPrecision(value), kind: 'value' },
    { name: words.share, text: total === 0 ? strings.none : formatShare(value / total) },
  ];
  if (pixels !== null) {
    const share = all > 0 ? ` (${formatShare(pixels / all)})` : '';
    lines.push({ name: words.pixels, text: `${formatCount(pixels)}${share}` });
  }
  lines.push({ text: words.valueMeans });
  return { title: name, lines };
}

/** That nothing is lost: the sum of the pieces beside the total itself. */
export function sumTip(pieces: readonly Piece[], { total }: Whole): Tip {
  const words = strings.ledger;
  return {
    title: words.sumTitle,
    lines: [
      { name: words.sumName, text: fullPrecision(sumOf(pieces)), kind: 'value' },
      { name: words.total, text: fullPrecision(total), kind: 'value' },
      { text: words.sumMeans },
    ],
  };
}
