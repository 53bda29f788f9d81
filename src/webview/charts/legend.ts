import { h } from '../dom.js';
import type { ChartSeries } from './chart.js';

/** Names lines, bars and dots that no table below the chart names. */
export function chartLegend(...series: Pick<ChartSeries, 'name' | 'kind'>[]): HTMLElement {
  return h(
    'p',
    { class: 'chart-legend' },
    ...series.map(({ name, kind }) =>
      h('span', null, h('span', { class: `key-${kind}`, 'aria-hidden': 'true' }), name),
    ),
  );
}
