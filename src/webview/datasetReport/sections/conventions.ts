import type { GroupOverview } from '../../../core/dataset/overview.js';
import { h, replace } from '../../dom.js';
import { words } from '../../strings/datasetReport.js';
import { said } from '../../strings/localised.js';
import { keyed, numbers, section, table } from '../parts.js';
import type { Section } from '../state.js';

/** The epoch's numbers as other libraries sum them up, each with its definition. */
export function createConventions(): Section {
  const { element, body, hint } = section('conventions', words.conventions);
  hint.textContent = words.conventionsHint;
  let rows: GroupOverview['conventions'] = [];
  const render = keyed(() =>
    replace(
      body,
      table(
        words.conventions,
        [
          {
            title: words.convention,
            cell: one =>
              h('div', { class: 'definition' }, said(one.title), h('p', { class: 'hint' }, said(one.definition))),
          },
          numbers<GroupOverview['conventions'][number]>(words.value, one => one.value),
        ],
        rows,
        one => ({ 'data-convention': one.key }),
      ),
    ),
  );
  return {
    element,
    update(_state, group) {
      rows = group?.conventions ?? [];
      render(rows);
      return rows.length > 0 ? words.conventions : null;
    },
  };
}
