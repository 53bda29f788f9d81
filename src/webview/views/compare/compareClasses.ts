import type { CompareAnswer } from '../../../core/analysis/compare.js';
import type { ClassRow, ReportNumber } from '../../../core/inspection/report.js';
import { h, onChange, replace } from '../../dom.js';
import { formatCount, formatNumber, fullPrecision, signed } from '../../format.js';
import { rememberedChoice } from '../../remembered.js';
import { classesLookedAt } from '../../selection.js';
import type { State } from '../../state.js';
import { strings } from '../../strings.js';
import { type TextColumn, toCsv, toMarkdown } from '../../tableText.js';
import type { Context } from '../../view.js';
import { classSwatch } from '../classSwatch.js';
import { copyButton, copyButtons } from '../copyButton.js';
import { listenToGridKeys, setCurrentRow } from '../gridKeys.js';
import {
  COMPARE_SORTS,
  type CompareRow,
  type CompareSort,
  compareRows,
  DELTAS,
  type Delta,
  differenceOf,
} from './compareRows.js';

const ROWS = 'tr[data-class-id]';

/** Class by class what B does better and worse, sorted by regression; a row shows its class in the picture. */
export function createCompareClasses(
  context: Context,
  showClass: (id: number) => void,
): { element: HTMLElement; show(answer: CompareAnswer, classes: readonly ClassRow[], state: State): void } {
  const words = strings.compare;
  const { tooltip, dispatch } = context;
  const sortButtons = new Map<CompareSort, HTMLElement>();

  const heading = (title: string, name: string, means: string, by: CompareSort | null) => {
    const button = by && h('button', { type: 'button', class: 'sort', title: words.sortedBy(title) }, title);
    const cell = h('th', { scope: 'col', class: name }, button ?? title);
    if (button && by) {
      button.addEventListener('click', () => dispatch({ type: 'remember', name: 'compare.sort', value: by }));
      sortButtons.set(by, cell);
    }
    tooltip.describe(cell, () => ({ title, lines: [{ text: means }] }));
    return cell;
  };
  const delta = (name: Delta, extra = '') => {
    const title = strings.columns[name];
    return heading(words.delta(title), `numeric${extra}`, words.deltaMeans(title), name);
  };
  const body = h('tbody');
  const table = h(
    'table',
    { class: 'data compare-classes', role: 'grid', 'aria-label': words.table },
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        h('th', { scope: 'col', class: 'name' }, words.class),
        heading(words.classPixels, 'numeric extra', words.pixelsMeans, null),
        heading(words.fixed, 'numeric', words.fixedMeans, null),
        heading(words.broken, 'numeric', words.brokenMeans, 'pixels'),
        delta('crossEntropy'),
        delta('dice', ' extra'),
        delta('iou'),
      ),
    ),
    body,
  );
  const explained = (trend: 'worse' | 'better') => h('span', { class: 'trend-key' }, mark(trend), words[trend]);
  const key = h('p', { class: 'tab-hint' }, `${words.hint} `, explained('worse'), explained('better'));
  const text = (make: typeof toCsv) => () => (shown ? make(textColumns(), rowsOf(shown)) : null);
  const copies = copyButtons(
    copyButton(strings.classes.copyCsv, strings.classes.copyCsvHint, 'copyCsv', text(toCsv)),
    copyButton(strings.classes.copyMarkdown, strings.classes.copyMarkdownHint, 'copyMarkdown', text(toMarkdown)),
  );
  const element = h('div', { class: 'compare-classes-holder' }, h('div', { class: 'tab-tools' }, key, copies), table);
  const go = (row: HTMLElement) => showClass(Number(row.dataset.classId));
  body.addEventListener('click', event => {
    const row = (event.target as Element).closest<HTMLElement>(ROWS);
    if (row) {
      setCurrentRow(body, ROWS, row);
      go(row);
    }
  });
  listenToGridKeys(body, ROWS, go);

  interface Shown {
    answer: CompareAnswer;
    classes: readonly ClassRow[];
    by: CompareSort;
  }
  let shown: Shown | null = null;
  const rowsOf = ({ answer, classes, by }: Shown) => compareRows(answer, classes, by);

  const draw = onChange((answer: CompareAnswer, classes: readonly ClassRow[], by: CompareSort) => {
    shown = { answer, classes, by };
    replace(body, ...rowsOf(shown).map(rowElement));
    for (const [sort, cell] of sortButtons) {
      cell.ariaSort = sort === by ? 'descending' : null;
    }
    const first = body.querySelector<HTMLElement>(ROWS);
    if (first) {
      setCurrentRow(body, ROWS, first);
    }
  });
  return {
    element,
    show(answer, classes, state) {
      draw(answer, classes, rememberedChoice(state, 'compare.sort', COMPARE_SORTS));
      const looked = classesLookedAt(state);
      for (const row of body.querySelectorAll<HTMLElement>(ROWS)) {
        row.setAttribute('aria-selected', String(looked.includes(Number(row.dataset.classId))));
      }
    },
  };
}

/** The table as it is copied: each number of A and of B with their difference. */
function textColumns(): TextColumn<CompareRow>[] {
  const words = strings.compare;
  const count = (title: string, of: (row: CompareRow) => number): TextColumn<CompareRow> => ({
    title,
    numeric: true,
    exact: row => String(of(row)),
    shown: row => formatCount(of(row)),
  });
  const name = ({ row }: CompareRow) => row.name;
  return [
    { title: words.class, numeric: false, exact: name, shown: name },
    count(words.classPixels, ({ row }) => row.pixels),
    count(words.fixed, ({ fixed }) => fixed),
    count(words.broken, ({ broken }) => broken),
    ...(Object.keys(DELTAS) as Delta[]).flatMap((delta): TextColumn<CompareRow>[] => {
      const title = strings.columns[delta];
      const side = (which: string, of: (row: CompareRow) => ReportNumber | null): TextColumn<CompareRow> => ({
        title: `${title} ${which}`,
        numeric: true,
        exact: row => fullPrecision(of(row)),
        shown: row => formatNumber(of(row)),
      });
      const difference = ({ numbers }: CompareRow) => differenceOf(numbers[delta]);
      return [
        side(words.own, ({ numbers }) => numbers[delta].base),
        side(words.other, ({ numbers }) => numbers[delta].value),
        {
          title: words.delta(title),
          numeric: true,
          exact: row => String(difference(row) ?? ''),
          shown: row => signed(difference(row)),
        },
      ];
    }),
  ];
}

function rowElement({ row, fixed, broken, numbers }: CompareRow): HTMLElement {
  const words = strings.compare;
  const count = (column: string, value: number, extra = '') =>
    h('td', { class: `numeric${extra}`, tabindex: -1, 'data-column': column, 'data-value': value }, formatCount(value));
  const deltaCell = (name: Delta, extra = '') => {
    const { base, value } = numbers[name];
    const difference = row.absent ? null : differenceOf(numbers[name]);
    const trend = difference === null || difference === 0 ? null : difference > 0 === DELTAS[name] ? 'better' : 'worse';
    const cell = h(
      'td',
      {
        class: `numeric${extra}`,
        tabindex: -1,
        'data-column': name,
        'data-value': difference === null ? '' : String(difference),
        title: words.fromTo(fullPrecision(base) || strings.none, fullPrecision(value) || strings.none),
      },
      trend && mark(trend),
      h('span', { class: 'number' }, signed(difference)),
      trend && h('span', { class: 'sr-only' }, ` ${words[trend]}`),
    );
    return cell;
  };
  return h(
    'tr',
    {
      'data-class-id': row.id,
      class: row.absent ? 'absent' : undefined,
      tabindex: -1,
      'aria-selected': 'false',
    },
    h(
      'th',
      { scope: 'row', class: 'name', title: strings.classTitle(row.id, row.name) },
      classSwatch(row.color),
      row.name,
    ),
    row.absent
      ? h('td', { class: 'numeric extra', tabindex: -1 }, strings.absent)
      : count('pixels', row.pixels, ' extra'),
    count('fixed', fixed),
    count('broken', broken),
    deltaCell('crossEntropy'),
    deltaCell('dice', ' extra'),
    deltaCell('iou'),
  );
}

function mark(trend: 'better' | 'worse'): HTMLElement {
  return h('span', { class: `trend ${trend}`, 'aria-hidden': 'true' });
}
