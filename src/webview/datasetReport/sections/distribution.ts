import type { Histogram } from '../../../core/dataset/histogram.js';
import type { Term } from '../../../core/dataset/terms.js';
import { h, replace } from '../../dom.js';
import { formatCount, formatNumber } from '../../format.js';
import { words } from '../../strings/datasetReport.js';
import { keyed, section } from '../parts.js';
import { type Section, shownTerm } from '../state.js';

const SVG = 'http://www.w3.org/2000/svg';
const [STEP, HEIGHT] = [10, 96];

/** How many pairs have which value of the chosen term. */
export function createDistribution(): Section {
  const { element, body, hint } = section('distribution', words.distribution);
  let term: Term = 'total';
  let histogram: Histogram | null = null;
  const render = keyed(() => {
    if (!histogram) {
      hint.textContent = words.noValues;
      replace(body);
      return;
    }
    const { low, high, values, notFinite } = histogram;
    const about = words.distributionOf(words.terms[term], formatCount(values), formatNumber(low), formatNumber(high));
    hint.textContent = notFinite > 0 ? `${about} ${words.notFinite(formatCount(notFinite))}` : about;
    const ends = h(
      'p',
      { class: 'ends', 'aria-hidden': 'true' },
      h('span', null, formatNumber(low)),
      h('span', null, formatNumber(high)),
    );
    replace(body, bars(histogram, about), ends);
  });
  return {
    element,
    update({ chosen }, group) {
      term = shownTerm(group, chosen);
      histogram = group?.histograms[term] ?? null;
      render([term, histogram]);
      return group?.pooled ? words.distribution : null;
    },
  };
}

function bars({ low, high, counts }: Histogram, label: string): Element {
  const svg = document.createElementNS(SVG, 'svg');
  const set = (element: Element, attributes: Record<string, string | number>) => {
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, String(value));
    }
  };
  set(svg, {
    class: 'histogram',
    viewBox: `0 0 ${counts.length * STEP} ${HEIGHT}`,
    preserveAspectRatio: 'none',
    role: 'img',
    'aria-label': label,
  });
  const most = Math.max(1, ...counts);
  counts.forEach((count, k) => {
    const at = (step: number) => formatNumber(low + ((high - low) * step) / counts.length);
    const bar = document.createElementNS(SVG, 'rect');
    // The least that is there is seen.
    const height = count === 0 ? 0 : Math.max(2, (count / most) * HEIGHT);
    set(bar, { x: k * STEP + 0.5, y: HEIGHT - height, width: STEP - 1, height, 'data-count': count });
    const title = document.createElementNS(SVG, 'title');
    title.textContent = words.bar(formatCount(count), at(k), at(k + 1));
    bar.append(title);
    svg.append(bar);
  });
  return svg;
}
