import type { Compared } from '../../../core/analysis/whatIf.js';
import type { PairChange } from '../../../core/dataset/compareModels.js';
import type { ComparisonOverview, GroupOverview } from '../../../core/dataset/overview.js';
import { TERMS } from '../../../core/dataset/terms.js';
import { h, replace } from '../../dom.js';
import { formatCount, formatNumber, signed, stem, toNumber } from '../../format.js';
import { words } from '../../strings/datasetReport.js';
import { classSwatch } from '../../views/classSwatch.js';
import { type Column, keyed, link, numbers, picker, section, table } from '../parts.js';
import type { ReportContext, ReportState, Section } from '../state.js';

/** Two models over the labels that both predict: what became better, and what worse. */
export function createModels(context: ReportContext): Section {
  const { element, body } = section('models', words.models, true);
  const baseline = picker(words.baseline, 'baseline', model => context.send({ type: 'baseline', model }));
  const which = picker(words.which, 'comparison', comparison => context.choose({ comparison }));
  const count = h('button', {
    type: 'button',
    class: 'native',
    'data-name': 'countPixels',
    title: words.countPixelsHint,
  });
  const content = h('div');
  body.append(h('div', { class: 'pickers' }, which.element, baseline.element, count), content);
  let shown: ComparisonOverview;
  count.addEventListener('click', () => {
    const { dataset, a, b } = shown;
    context.send({ type: 'countPixels', dataset, a, b });
  });
  const render = keyed(() => replace(content, ...comparisonOf(shown, context)));
  return {
    element,
    update(state, group) {
      const own = state.overview?.comparisons.filter(one => one.dataset === group?.dataset) ?? [];
      // Until one is chosen, that of the model whose numbers are above.
      const wanted = [state.chosen.comparison, group?.model];
      const found = own.find(one => one.b === wanted[0]) ?? own.find(one => one.b === wanted[1]) ?? own[0];
      if (!found) {
        return null;
      }
      shown = found;
      which.show(
        own.map(({ a, b }) => ({ value: b, text: words.against(b, a) })),
        found.b,
      );
      const models = modelsOf(state, group as GroupOverview);
      baseline.show(
        models.map(model => ({ value: model, text: model })),
        found.a,
      );
      const { counting } = state;
      count.textContent = counting
        ? words.counting(formatCount(counting.done), formatCount(counting.of))
        : words.countPixels;
      count.disabled = counting !== null;
      count.hidden = found.pixels.changes !== null;
      render(found);
      return words.models;
    },
  };
}

function modelsOf({ overview }: ReportState, { dataset }: GroupOverview): string[] {
  return (overview?.groups ?? []).filter(one => one.dataset === dataset).map(one => one.model);
}

function comparisonOf(found: ComparisonOverview, context: ReportContext): HTMLElement[] {
  const { a, b, totals, classes, worsened, improved } = found;
  const terms = TERMS.filter(term => totals[term].base !== null || totals[term].value !== null);
  return [
    h('p', { class: 'summary' }, sentence(found)),
    h(
      'div',
      { class: 'side-by-side' },
      table(
        words.against(b, a),
        [
          { title: words.term1, cell: term => words.terms[term] },
          ...three<(typeof terms)[number]>(a, b, term => totals[term]),
        ],
        terms,
        term => ({ 'data-term': term }),
      ),
      table(
        words.classes,
        [
          { title: words.class, cell: one => h('span', { class: 'class-name' }, classSwatch(one.color), one.name) },
          ...three<(typeof classes)[number]>(`${words.iou} ${a}`, b, one => one.iou),
        ],
        classes.filter(one => one.iou.base !== null || one.iou.value !== null),
      ),
    ),
    ...ranking(words.worsened, 'worsened', worsened, found, context),
    ...ranking(words.improved, 'improved', improved, found, context),
  ];
}

function sentence({ images, pixels, onlyA, onlyB, unlike }: ComparisonOverview): string {
  const said = [
    words.images(
      ...([images.all, images.better, images.worse, images.equal].map(formatCount) as [string, string, string, string]),
    ),
    images.unknown > 0 ? words.unknown(formatCount(images.unknown)) : '',
    pixels.changes
      ? words.changedPixels(formatCount(pixels.changes.fixed), formatCount(pixels.changes.broken))
      : words.netPixels(formatCount(pixels.gained), formatCount(pixels.lost)),
    onlyA + onlyB > 0 ? words.only(formatCount(onlyA), formatCount(onlyB)) : '',
    unlike > 0 ? words.unlike(formatCount(unlike)) : '',
  ];
  return said.filter(one => one !== '').join(' ');
}

function ranking(
  title: string,
  name: string,
  pairs: readonly PairChange[],
  { dataset, a, b, term }: ComparisonOverview,
  { send }: ReportContext,
): HTMLElement[] {
  if (pairs.length === 0) {
    return [];
  }
  const counted = pairs.every(one => one.changes !== null);
  const columns: Column<PairChange>[] = [
    {
      title: words.prediction,
      cell: one =>
        link(stem(one.b), `${name} ${one.b}`, words.openCompared(stem(one.b)), () =>
          send({
            type: 'open',
            pair: { dataset, model: b, prediction: one.b },
            other: { dataset, model: a, prediction: one.a },
          }),
        ),
    },
    ...three<PairChange>(`${words.terms[term]} ${words.before.toLowerCase()}`, words.after, one => one.totals[term]),
    ...(counted
      ? [
          { title: words.fixed, numeric: true, cell: (one: PairChange) => formatCount(one.changes?.fixed ?? 0) },
          { title: words.broken, numeric: true, cell: (one: PairChange) => formatCount(one.changes?.broken ?? 0) },
        ]
      : [{ title: words.rightPixels, numeric: true, cell: (one: PairChange) => signed(one.rightB - one.rightA) }]),
  ];
  return [h('h3', null, title), table(title, columns, pairs, one => ({ 'data-change': one.b }))];
}

function three<Row>(before: string, after: string, of: (row: Row) => Compared): Column<Row>[] {
  const difference = (row: Row) => {
    const { base, value } = of(row);
    const [from, to] = [toNumber(base), toNumber(value)];
    return from === null || to === null || !Number.isFinite(to - from) ? null : to - from;
  };
  return [
    numbers(before, row => of(row).base),
    numbers(after, row => of(row).value),
    {
      title: words.difference,
      numeric: true,
      value: difference,
      cell: row => (difference(row) === 0 ? formatNumber(0) : signed(difference(row))),
    },
  ];
}
