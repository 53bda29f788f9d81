import type { GroupOverview } from '../../../core/dataset/overview.js';
import { h, icon, replace } from '../../dom.js';
import { formatCount, stem } from '../../format.js';
import { words } from '../../strings/datasetReport.js';
import { said } from '../../strings/localised.js';
import { keyed, link, section, table } from '../parts.js';
import type { ReportContext, Section } from '../state.js';

/** What is said of the dataset as a whole; the pairs it is seen on are a click away. */
export function createFindings({ send }: ReportContext): Section {
  const { element, body } = section('findings', words.findings);
  let group: GroupOverview | null = null;
  const render = keyed(() => {
    const { dataset, model, findings } = group!;
    const example = (prediction: string) =>
      link(
        stem(prediction),
        `finding ${prediction}`,
        words.open(stem(prediction), '', '').replace(/[:：]\s*$/, ''),
        () => send({ type: 'open', pair: { dataset, model, prediction }, other: null }),
      );
    replace(
      body,
      findings.length === 0 && h('p', { class: 'hint' }, words.noFindings),
      h(
        'ul',
        { class: 'report-findings' },
        ...findings.map(({ severity, code, message, hint, examples }) =>
          h(
            'li',
            { 'data-code': code },
            icon(severity),
            h(
              'div',
              null,
              h('p', null, said(message)),
              h('p', { class: 'hint' }, said(hint)),
              h('p', null, ...examples.flatMap(one => [example(one), ' '])),
            ),
          ),
        ),
      ),
    );
  });
  return {
    element,
    update(_state, next) {
      group = next;
      if (next) {
        render([next.dataset, next.model, next.findings]);
      }
      return next ? words.findings : null;
    },
  };
}

/** Pairs that could not be evaluated, each with its reason. */
export function createFailures({ send }: ReportContext): Section {
  const { element, body, hint } = section('failures', words.failures, true);
  let group: GroupOverview | null = null;
  const render = keyed(() => {
    const { dataset, model, failed, failures } = group!;
    hint.textContent =
      failures > failed.length ? words.failuresSome(formatCount(failed.length), formatCount(failures)) : '';
    replace(
      body,
      table(
        words.failures,
        [
          {
            title: words.prediction,
            cell: ({ prediction }) =>
              link(prediction, `failed ${prediction}`, prediction, () =>
                send({ type: 'open', pair: { dataset, model, prediction }, other: null }),
              ),
          },
          {
            title: words.why,
            cell: one => h('span', { class: 'definition' }, said(`${one.message} ${one.hint}`)),
          },
        ],
        failed,
        one => ({ 'data-code': one.code }),
      ),
    );
  });
  return {
    element,
    update(_state, next) {
      group = next;
      if (next && next.failures > 0) {
        render([next.dataset, next.model, next.failed, next.failures]);
      }
      return next && next.failures > 0 ? words.failures : null;
    },
  };
}
