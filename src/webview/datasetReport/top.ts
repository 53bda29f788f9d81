import { TERMS, type Term } from '../../core/dataset/terms.js';
import { EXPORT_FORMATS, type ScanStatus } from '../../shared/datasetReportProtocol.js';
import { h } from '../dom.js';
import { formatCount, formatNumber } from '../format.js';
import { words } from '../strings/datasetReport.js';
import { picker } from './parts.js';
import { keyOf, type ReportContext, type ReportState, shownGroup, shownTerm, titleOf } from './state.js';

/** What is shown, how far the scan is, and what can be done with it. Stays in sight. */
export function createTop({ send, choose }: ReportContext): { element: HTMLElement; update(state: ReportState): void } {
  const button = (name: string, text: string, click: () => void, title?: string) => {
    const element = h('button', { type: 'button', class: 'native', 'data-name': name, title }, text);
    element.addEventListener('click', click);
    return element;
  };
  const group = picker(words.group, 'group', value => choose({ group: value, comparison: '', series: '' }));
  const term = picker(words.term, 'term', value => choose({ term: value as Term }));
  const scan = button('scan', words.scan, () => send({ type: 'scan' }));
  const pause = button('pause', words.pause, () => send({ type: pause.dataset.does as 'pause' | 'resume' }));
  const cancel = button('cancel', words.cancel, () => send({ type: 'cancel' }));
  const exports = h(
    'select',
    { class: 'native', 'data-name': 'export', 'aria-label': words.exporting, title: words.exportHint },
    h('option', { value: '' }, words.exporting),
    ...EXPORT_FORMATS.map(format => h('option', { value: format }, words.exports[format])),
  );
  exports.addEventListener('change', () => {
    const format = EXPORT_FORMATS.find(one => one === exports.value);
    exports.value = '';
    if (format) {
      send({ type: 'export', format });
    }
  });
  const said = h('span', { class: 'scan-said', role: 'status' });
  const fill = h('span', { class: 'progress-fill' });
  const bar = h(
    'div',
    {
      class: 'progress-bar',
      role: 'progressbar',
      'aria-label': words.phases.evaluating,
      'aria-valuemin': 0,
      'aria-valuemax': 100,
      hidden: true,
    },
    fill,
  );
  const element = h(
    'header',
    null,
    h('h1', null, words.title),
    group.element,
    term.element,
    said,
    h('span', { class: 'actions' }, scan, pause, cancel, exports),
    bar,
  );
  return {
    element,
    update(state) {
      const { overview, status } = state;
      const shown = shownGroup(state);
      group.show(
        (overview?.groups ?? []).map(one => ({ value: keyOf(one), text: titleOf(one) })),
        shown ? keyOf(shown) : '',
      );
      term.element.hidden = !shown?.pooled;
      term.show(
        TERMS.map(one => ({ value: one, text: words.terms[one], disabled: shown?.pooled?.[one] === null })),
        shownTerm(shown, state.chosen),
      );
      exports.hidden = !shown;
      for (const option of exports.options) {
        option.hidden =
          (option.value === 'modelsCsv' && !overview?.comparisons.length) ||
          (option.value === 'checkpointsCsv' && !overview?.checkpoints.length);
      }
      const busy = status?.phase === 'finding' || status?.phase === 'evaluating' || status?.phase === 'paused';
      scan.hidden = busy || !status;
      scan.textContent = shown ? words.scanAgain : words.scan;
      pause.hidden = !(status?.phase === 'evaluating' || status?.phase === 'paused');
      pause.dataset.does = status?.phase === 'paused' ? 'resume' : 'pause';
      pause.textContent = status?.phase === 'paused' ? words.resume : words.pause;
      cancel.hidden = !busy;
      said.textContent = status ? sentence(status) : '';
      bar.hidden = !busy;
      const percent = status && status.of > 0 ? Math.round((status.done / status.of) * 100) : 0;
      bar.setAttribute('aria-valuenow', String(percent));
      fill.style.width = `${percent}%`;
    },
  };
}

function sentence({ phase, done, of, failed, rate, secondsLeft }: ScanStatus): string {
  const said = [words.phases[phase]];
  if (of > 0) {
    said.push(words.progress(formatCount(done), formatCount(of)));
  }
  if (failed > 0) {
    said.push(words.failed(formatCount(failed)));
  }
  if (phase === 'evaluating' && rate !== null && secondsLeft !== null) {
    said.push(words.left(formatNumber(Number(rate.toPrecision(2))), timeOf(secondsLeft)));
  }
  return said.join(' · ');
}

function timeOf(seconds: number): string {
  return seconds < 90
    ? words.seconds(formatCount(Math.ceil(seconds)))
    : words.minutes(formatCount(Math.ceil(seconds / 60)));
}
