import type { ClassRow } from '../../../core/inspection/report.js';
import { h, replace } from '../../dom.js';
import { formatCount, formatShare } from '../../format.js';
import { words } from '../../strings/datasetReport.js';
import { classSwatch } from '../../views/classSwatch.js';
import { type Column, keyed, numbers, section, table } from '../parts.js';
import type { Section } from '../state.js';

/** Every class over all pixels as one. */
export function createClassTable(): Section {
  const { element, body } = section('classes', words.classes);
  let rows: readonly ClassRow[] = [];
  const render = keyed(() =>
    replace(
      body,
      table(words.classes, COLUMNS, rows, row => ({ 'data-class': String(row.id), class: row.absent ? 'absent' : '' })),
    ),
  );
  return {
    element,
    update(_state, group) {
      rows = group?.classes ?? [];
      render(rows);
      return rows.length > 0 ? words.classes : null;
    },
  };
}

const share = (title: string, value: (row: ClassRow) => ClassRow['pixelShare']): Column<ClassRow> => ({
  title,
  numeric: true,
  value,
  cell: row => formatShare(value(row)),
});

const COLUMNS: readonly Column<ClassRow>[] = [
  { title: words.class, cell: ({ name, color }) => h('span', { class: 'class-name' }, classSwatch(color), name) },
  { title: words.pixels, numeric: true, cell: row => (row.absent ? words.absent : formatCount(row.pixels)) },
  share(words.share, row => row.pixelShare),
  share(words.lossShare, row => row.crossEntropyShare),
  numbers(words.ce, row => row.crossEntropy),
  numbers(words.dice, row => row.dice),
  numbers(words.iou, row => row.iou),
  numbers(words.precision, row => row.precision),
  numbers(words.recall, row => row.recall),
];
