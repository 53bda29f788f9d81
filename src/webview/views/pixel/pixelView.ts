import type { ProbeAnswer } from '../../../core/analysis/probe.js';
import type { Report } from '../../../core/inspection/report.js';
import { h, replace } from '../../dom.js';
import { formatNumber, formatShare, fullPrecision } from '../../format.js';
import { strings } from '../../strings.js';
import { classSwatch } from '../classSwatch.js';
import { arrowOf, classesOf, nameOfCode, predictionName, reportNumber, stepsOf } from './pixelModel.js';

const words = strings.pixel;

/** Everything about one pixel: what it is, the steps to its loss, its classes, its neighbours. */
export function showPixel(element: HTMLElement, answer: ProbeAnswer, report: Report): void {
  const { x, y, label, prediction, source, steps, parts } = answer;
  const sample = report.settings.reading.samples > 1 ? String(answer.sample) : '';
  replace(
    element,
    h('h2', { class: 'pixel-title' }, words.title(x, y, sample)),
    h('p', null, words.labelled(nameOfCode(report, label), predictionName(report, prediction))),
    source.resized ? h('p', { class: 'muted' }, words.source(source.x.toFixed(2), source.y.toFixed(2))) : null,
    steps && label !== null
      ? table(
          words.steps,
          [words.step, words.value],
          stepsOf(steps, nameOfCode(report, label)).map(step => ({
            key: step.key,
            name: step.name,
            cells: [number(step.value)],
          })),
        )
      : answer.logits && h('p', { class: 'muted' }, words.noSteps),
    parts &&
      table(
        words.parts,
        [words.term, words.adds, words.ofTotal, words.share],
        parts.map(({ term, adds, value, share }) => ({
          key: term,
          name: strings.layerTerms[term],
          cells: [number(adds), number(value), number(share, formatShare)],
        })),
      ),
    classTable(answer, report),
    neighbours(answer, report),
  );
}

interface Row {
  key: string;
  name: string | HTMLElement;
  cells: HTMLElement[];
}

function number(value: Parameters<typeof formatNumber>[0], format = formatNumber, ...more: HTMLElement[]) {
  const title = fullPrecision(value);
  return h('td', { class: 'numeric', 'data-value': title, title }, format(value), ...more);
}

function table(caption: string, titles: string[], rows: Row[]): HTMLElement {
  const [first, ...others] = titles;
  const heads = others.map(title => h('th', { scope: 'col', class: 'numeric' }, title));
  return h(
    'table',
    { class: 'data pixel-table' },
    h('caption', null, caption),
    h('thead', null, h('tr', null, h('th', { scope: 'col', class: 'name' }, first!), ...heads)),
    h(
      'tbody',
      null,
      ...rows.map(({ key, name, cells }) =>
        h('tr', { 'data-key': key }, h('th', { scope: 'row', class: 'name' }, name), ...cells),
      ),
    ),
  );
}

function classTable(answer: ProbeAnswer, report: Report): HTMLElement | null {
  const { logits, probabilities, gradient } = answer;
  if (!logits || !probabilities) {
    return null;
  }
  const rows = classesOf(answer).map((id): Row => {
    const c = report.classes.findIndex(row => row.id === id);
    const name = h('span', null, classSwatch(report.classes[c]!.color), nameOfCode(report, id));
    const slope = gradient?.[c];
    const arrow = arrowOf(slope ?? 0);
    const says = h('span', { class: 'arrow', title: arrow === '↓' ? words.down : words.up }, ` ${arrow}`);
    return {
      key: String(id),
      name,
      cells: [
        number(reportNumber(logits[c]!)),
        number(reportNumber(probabilities[c]!)),
        slope === undefined
          ? h('td', { class: 'numeric' }, strings.none)
          : number(reportNumber(slope), formatNumber, says),
      ],
    };
  });
  const made = table(words.classes, [words.class, words.logits, words.probabilities, words.gradient], rows);
  made.querySelector('th:last-child')?.setAttribute('title', words.gradientMeans);
  return made;
}

function neighbours(
  { x, y, neighbours: { radius, label, prediction, loss } }: ProbeAnswer,
  report: Report,
): HTMLElement {
  const side = 2 * radius + 1;
  const cell = (k: number) => {
    const [from, to] = [nameOfCode(report, label[k]!), nameOfCode(report, prediction[k]!)];
    const value = Number.isNaN(loss[k]!) ? strings.none : formatNumber(Number(loss[k]!.toPrecision(3)));
    const [column, row] = [x - radius + (k % side), y - radius + Math.floor(k / side)];
    const centre = column === x && row === y;
    const right = from === to;
    const title = from === '' ? '' : words.neighbour(column, row, from, to, value);
    const swatch = (id: number) => {
      const color = report.classes.find(each => each.id === id)?.color;
      return color ? classSwatch(color) : null;
    };
    return h(
      'td',
      { class: `${right ? 'right' : 'wrong'}${centre ? ' centre' : ''}`, title },
      from === ''
        ? null
        : h('span', { class: 'neighbour-classes' }, swatch(label[k]!), right ? null : swatch(prediction[k]!)),
      from === '' ? '' : value,
    );
  };
  const rows = Array.from({ length: side }, (_, r) =>
    h('tr', null, ...Array.from({ length: side }, (__, c) => cell(r * side + c))),
  );
  return h('table', { class: 'neighbours' }, h('caption', null, words.neighbours), h('tbody', null, ...rows));
}
