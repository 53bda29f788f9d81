import type { Region, RegionsAnswer } from '../../../core/analysis/regions.js';
import type { Report, ReportNumber } from '../../../core/inspection/report.js';
import { h, icon } from '../../dom.js';
import { formatCount, formatNumber, formatShare, fullPrecision } from '../../format.js';
import { strings } from '../../strings.js';
import { UNKNOWN_COLOR } from '../../viewer/colors.js';
import { classSwatch } from '../classSwatch.js';
import type { Tooltip } from '../tooltip.js';
import { type ThumbnailSource, thumbnail } from './thumbnail.js';

/** One region: what it looks like, what is taken for what, what it costs, and why its label may be wrong. */
export function regionRow(
  region: Region,
  answer: RegionsAnswer,
  report: Report,
  source: ThumbnailSource,
  tooltip: Tooltip,
): HTMLElement {
  const words = strings.regions;
  const { rank, label, prediction, pairShare, pixels, sum, share, confidence, suspicious, sample } = region;
  const classOf = (id: number) =>
    report.classes.find(row => row.id === id) ?? { name: String(id), color: UNKNOWN_COLOR };
  const [from, to] = [classOf(label), classOf(prediction)];
  const details = [`#${rank}`, words.pairShare(formatShare(pairShare))];
  if (report.settings.reading.samples > 1) {
    details.push(words.onSample(sample + 1));
  }
  const suspicion = suspicious ? h('span', { class: 'suspect', tabindex: -1 }, icon('warning'), words.suspect) : null;
  const why = suspicious ? whyOf(region, answer, strings.pair(from.name, to.name)) : null;
  if (suspicion && why) {
    tooltip.describe(suspicion, () => ({ title: words.suspectTitle, lines: [{ text: why }] }));
  }
  const name = h(
    'th',
    { scope: 'row', class: 'name' },
    h(
      'div',
      { class: 'region-name' },
      thumbnail(region, source, from.color, to.color),
      h(
        'div',
        null,
        h(
          'p',
          null,
          classSwatch(from.color),
          from.name,
          label === prediction ? null : ' → ',
          label === prediction ? null : classSwatch(to.color),
          label === prediction ? null : to.name,
        ),
        h('p', { class: 'region-details' }, details.join(' · '), suspicion && ' · ', suspicion),
      ),
    ),
  );
  const cell = (text: string, value: ReportNumber) => {
    const element = h('td', { class: 'numeric', tabindex: -1, 'data-value': fullPrecision(value) }, text);
    element.title = fullPrecision(value);
    return element;
  };
  const row = h(
    'tr',
    { 'data-rank': rank, 'data-suspicious': String(suspicious), tabindex: -1, 'aria-selected': 'false' },
    name,
    cell(formatShare(share), share),
    cell(formatCount(pixels), pixels),
    cell(formatNumber(sum), sum),
    cell(formatNumber(confidence), confidence),
  );
  if (why) {
    row.setAttribute('aria-description', why);
  }
  return row;
}

function whyOf({ prediction, pairShare, confidence, depth }: Region, { suspicion }: RegionsAnswer, pair: string) {
  const usual = suspicion.confidence[prediction];
  return strings.regions.why(
    pair,
    formatShare(pairShare),
    formatNumber(confidence),
    usual === undefined || Number.isNaN(usual) ? strings.none : formatNumber(usual),
    formatNumber(depth),
  );
}
