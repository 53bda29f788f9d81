import { WHAT_IF_NUMBERS } from '../../../core/analysis/names.js';
import type { Compared, WhatIfAnswer } from '../../../core/analysis/whatIf.js';
import type { ClassRow } from '../../../core/inspection/report.js';
import type { Known } from '../../asked.js';
import { h, onChange, replace } from '../../dom.js';
import { formatNumber, formatShare, fullPrecision } from '../../format.js';
import { strings } from '../../strings.js';
import { changeText } from '../../turned.js';

const COLUMNS = ['crossEntropy', 'crossEntropyShare', 'focal', 'dice', 'fScore'] as const;

export interface WhatIfTables {
  element: HTMLElement;
  show(known: Known<WhatIfAnswer>, classes: readonly ClassRow[], mask: boolean): void;
}

/** The totals and the classes, each number beside the inspection's own; weights can be typed. */
export function createWhatIfTables(weigh: (index: number, weight: number) => void): WhatIfTables {
  const words = strings.whatIf;
  const heading = (title: string, name = 'numeric') => h('th', { scope: 'col', class: name }, title);
  const numbers = h('tbody');
  const classBody = h('tbody');
  const titles = {
    ...{ crossEntropy: strings.columns.crossEntropy, crossEntropyShare: strings.columns.lossShare },
    ...{ focal: strings.columns.focal, dice: strings.columns.dice, fScore: strings.columns.fScore },
  };
  const totalsTable = h(
    'table',
    { class: 'data', 'aria-label': words.numbers },
    h(
      'thead',
      null,
      h('tr', null, heading(words.number, 'name'), heading(words.base), heading(words.now), heading(words.change)),
    ),
    numbers,
  );
  const weightHeading = heading(words.weight);
  const classTable = h(
    'table',
    { class: 'data what-if-classes', 'aria-label': words.table },
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        heading(strings.columns.name, 'name'),
        weightHeading,
        ...COLUMNS.map(name => heading(titles[name])),
      ),
    ),
    classBody,
  );
  const fields = new Map<number, HTMLInputElement>();

  const cell = (name: string, { base, value, change }: Compared, format: typeof formatNumber) => {
    const text = changeText(change);
    const cellElement = h(
      'td',
      { class: 'numeric', 'data-column': name, 'data-value': fullPrecision(value), tabindex: -1 },
      format(value),
      text ? h('span', { class: 'change' }, text) : null,
    );
    cellElement.title = words.baseLine(fullPrecision(base) || strings.none, fullPrecision(value) || strings.none, text);
    return cellElement;
  };
  const weightField = (row: ClassRow, index: number) => {
    const known = fields.get(row.id);
    if (known) {
      return known;
    }
    const field = h('input', {
      ...{
        type: 'number',
        class: 'number-field',
        min: 0,
        max: 1e9,
        step: 'any',
        'aria-label': words.weightOf(row.name),
      },
      'data-name': `weight-${row.id}`,
    });
    field.addEventListener('input', () => {
      if (field.valueAsNumber >= 0 && field.valueAsNumber <= 1e9) {
        weigh(index, field.valueAsNumber);
      }
    });
    fields.set(row.id, field);
    return field;
  };

  const showNumbers = onChange((answer: WhatIfAnswer | null) => {
    const rows = answer ? WHAT_IF_NUMBERS.filter(name => answer.numbers[name].base !== null) : [];
    replace(
      numbers,
      ...rows.map(name => {
        const { base, value, change } = answer!.numbers[name];
        const changed = changeText(change);
        return h(
          'tr',
          { 'data-number': name },
          h('th', { scope: 'row', class: 'name' }, strings.terms[name]),
          h('td', { class: 'numeric', 'data-value': fullPrecision(base) }, formatNumber(base)),
          h(
            'td',
            { class: changed ? 'numeric now' : 'numeric', 'data-value': fullPrecision(value) },
            formatNumber(value),
          ),
          h('td', { class: 'numeric' }, changed || words.same),
        );
      }),
    );
  });
  let cells = new Map<number, HTMLTableRowElement>();
  let shownClasses: readonly ClassRow[] | null = null;
  const showClasses = onChange((answer: WhatIfAnswer | null, classes: readonly ClassRow[], mask: boolean) => {
    weightHeading.hidden = mask;
    if (shownClasses !== classes) {
      // The fields stay the same elements while a slider moves, so that one may be typed in.
      shownClasses = classes;
      fields.clear();
      cells = new Map(
        classes.map(row => [row.id, h('tr', { 'data-class-id': row.id, class: row.absent ? 'absent' : '' })]),
      );
      replace(classBody, ...cells.values());
      for (const [index, row] of classes.entries()) {
        const [weight, name] = [h('td', { class: 'numeric' }, weightField(row, index)), row.name];
        weight.hidden = mask;
        cells
          .get(row.id)!
          .append(h('th', { scope: 'row', class: 'name', title: strings.classTitle(row.id, name) }, name), weight);
      }
    }
    for (const [index, row] of (answer?.classes ?? []).entries()) {
      const line = cells.get(row.id);
      const field = fields.get(row.id);
      while (line && line.cells.length > 2) {
        line.deleteCell(2);
      }
      line?.append(
        ...COLUMNS.map(name => cell(name, row[name], name === 'crossEntropyShare' ? formatShare : formatNumber)),
      );
      if (field && document.activeElement !== field) {
        field.value = String(Number((answer?.weights?.[index] ?? 1).toPrecision(6)));
      }
    }
  });
  const element = h('div', { class: 'what-if-tables' }, totalsTable, classTable);
  return {
    element,
    show({ answer, waiting }, classes, mask) {
      element.hidden = answer === null;
      element.setAttribute('aria-busy', String(waiting));
      showNumbers(answer);
      showClasses(answer, classes, mask);
    },
  };
}
