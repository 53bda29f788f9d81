import type { CheckpointSeries } from '../../../core/dataset/checkpoints.js';
import { TERMS, type Term } from '../../../core/dataset/terms.js';
import type { ReportNumber } from '../../../core/inspection/report.js';
import { type ChartSeries, createChart } from '../../charts/chart.js';
import { h, replace } from '../../dom.js';
import { formatCount, formatNumber, formatTick, toNumber } from '../../format.js';
import { words } from '../../strings/datasetReport.js';
import { classSwatch } from '../../views/classSwatch.js';
import { segmented } from '../../views/segmented.js';
import { keyed, numbers, picker, section, table } from '../parts.js';
import { type Measure, type ReportContext, type Section, shownTerm } from '../state.js';

/** Each term and class along a training; where there is nothing the curve has a gap. */
export function createCheckpoints(context: ReportContext): Section {
  const { element, body } = section('checkpoints', words.checkpoints, true);
  let shown: { series: CheckpointSeries; term: Term; measure: Measure };
  const which = picker(words.series, 'series', series => context.choose({ series }));
  const measure = segmented<Measure>(words.byClass, 'measure', words.measures, value =>
    context.choose({ measure: value }),
  );
  const at = (k: number, values: readonly (ReportNumber | null)[]) =>
    words.at(shown.series.points[k]!.model, formatNumber(values[k] ?? null));
  const whole = createChart({
    name: 'checkpoint-term',
    label: words.checkpoints,
    say: k => at(k, shown.series.terms[shown.term]),
  });
  const classes = createChart({
    name: 'checkpoint-classes',
    label: words.byClass,
    say: k => shown.series.classes.map(one => `${one.name} ${formatNumber(one[shown.measure][k] ?? null)}`).join(', '),
  });
  const legend = h('p', { class: 'class-legend' });
  const termTitle = h('h3');
  const values = h('div');
  body.append(
    h('div', { class: 'pickers' }, which.element),
    h(
      'div',
      { class: 'side-by-side' },
      h('div', null, termTitle, whole.element),
      h(
        'div',
        null,
        h('div', { class: 'title-tools' }, h('h3', null, words.byClass), measure.element),
        classes.element,
        legend,
      ),
    ),
    values,
  );

  const render = keyed(() => {
    const { series, term, measure: of } = shown;
    const xs = series.points.map(point => point.number);
    termTitle.textContent = words.terms[term];
    whole.element.setAttribute('aria-label', words.curveOf(words.terms[term], series.name));
    whole.show(
      specOf(xs, series.name, [
        { name: words.terms[term], color: null, values: finite(series.terms[term]), kind: 'line' },
      ]),
    );
    classes.element.setAttribute('aria-label', words.curveOf(words.measures[of], series.name));
    const lines = series.classes.filter(one => one[of].some(value => value !== null));
    classes.show(
      specOf(
        xs,
        series.name,
        lines.map(one => ({ name: one.name, color: one.color, values: finite(one[of]), kind: 'line' })),
      ),
    );
    replace(legend, ...lines.map(one => h('span', { class: 'class-name' }, classSwatch(one.color), one.name)));
    const terms = TERMS.filter(one => series.terms[one].some(value => value !== null));
    replace(
      values,
      table(
        words.checkpoints,
        [
          { title: words.series, cell: k => series.points[k]!.model },
          { title: words.pairs, numeric: true, cell: k => formatCount(series.points[k]!.pairs) },
          ...terms.map(one => numbers<number>(words.terms[one], k => series.terms[one][k] ?? null)),
        ],
        series.points.map((_, k) => k),
        k => ({ 'data-checkpoint': series.points[k]!.model }),
      ),
    );
  });
  return {
    element,
    update({ overview, chosen }, group) {
      const own = overview?.checkpoints.filter(one => one.dataset === group?.dataset) ?? [];
      const series = own.find(one => one.name === chosen.series) ?? own[0];
      if (!series) {
        return null;
      }
      const hasLoss = series.classes.some(one => one.crossEntropy.some(value => value !== null));
      shown = {
        series,
        term: shownTerm(group, chosen),
        measure: hasLoss ? chosen.measure : chosen.measure === 'crossEntropy' ? 'iou' : chosen.measure,
      };
      which.show(
        own.map(one => ({ value: one.name, text: one.name })),
        series.name,
      );
      measure.show(shown.measure);
      render(shown);
      return words.checkpoints;
    },
  };
}

/** What is not a number has no place on the chart. */
function finite(values: readonly (ReportNumber | null)[]): number[] {
  return values.map(value => toNumber(value) ?? Number.NaN);
}

function specOf(xs: readonly number[], name: string, series: readonly ChartSeries[]) {
  const all = series.flatMap(one => Array.from(one.values)).filter(Number.isFinite);
  const [low, high] = all.length > 0 ? [Math.min(...all), Math.max(...all)] : [0, 1];
  const room = (high - low) * 0.08 || Math.abs(high) * 0.08 || 1;
  const [first, last] = [xs[0] ?? 0, xs.at(-1) ?? 1];
  const beside = (last - first) * 0.03;
  return {
    x: {
      title: name,
      min: first - beside,
      max: last + beside,
      format: formatTick,
      ...(xs.length <= 12 ? { ticks: [...xs] } : {}),
    },
    y: { title: '', min: low - room, max: high + room, format: formatTick },
    xs,
    // A value between two gaps would be a line of no length: each value is a dot as well.
    series: series.flatMap(one => [one, { ...one, kind: 'dots' as const }]),
  };
}
