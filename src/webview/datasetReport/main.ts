import type { FromDatasetReport, ToDatasetReport } from '../../shared/datasetReportProtocol.js';
import { h, replace } from '../dom.js';
import { formatCount } from '../format.js';
import { words } from '../strings/datasetReport.js';
import { said } from '../strings/localised.js';
import { parseToDatasetReport } from './messages.js';
import { keyed } from './parts.js';
import { createCheckpoints } from './sections/checkpoints.js';
import { createClassTable } from './sections/classTable.js';
import { createConfusion } from './sections/confusion.js';
import { createConventions } from './sections/conventions.js';
import { createDistribution } from './sections/distribution.js';
import { createFailures, createFindings } from './sections/findings.js';
import { createGallery } from './sections/gallery.js';
import { createModels } from './sections/models.js';
import { createTotals } from './sections/totals.js';
import { parseChosen, type ReportContext, type ReportState, type Section, shownGroup } from './state.js';
import { createThumbnails } from './thumbnails.js';
import { createTop } from './top.js';

declare function acquireVsCodeApi(): {
  postMessage(message: FromDatasetReport): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const api = acquireVsCodeApi();
const send = (message: FromDatasetReport) => api.postMessage(message);
const state: ReportState = {
  status: null,
  overview: undefined,
  problem: null,
  counting: null,
  chosen: parseChosen(api.getState()),
};
const context: ReportContext = {
  send,
  choose(change) {
    state.chosen = { ...state.chosen, ...change };
    api.setState(state.chosen);
    update();
  },
  thumbnails: createThumbnails(send),
};
const top = createTop(context);
const sections: Section[] = [
  createTotals(),
  createDistribution(),
  createGallery(context),
  createClassTable(),
  createConfusion(),
  createFindings(context),
  createConventions(),
  createModels(context),
  createCheckpoints(context),
  createFailures(context),
];
const contents = h('nav', { 'aria-label': words.sections });
const notes = h('div', { class: 'notes' });
const content = h('main', null, ...sections.map(one => one.element));

const showContents = keyed(() => {
  const links = sections.map((one, k) => {
    const element = h(
      'button',
      { type: 'button', class: 'link', hidden: titles[k] === null, 'data-key': `to ${k}` },
      titles[k] ?? '',
    );
    element.addEventListener('click', () => {
      one.element.scrollIntoView();
      one.element.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
    });
    return element;
  });
  replace(contents, ...links);
});
const showNotes = keyed(() => replace(notes, ...notesOf(state).map(([role, text]) => h('p', { role }, text))));
let titles: (string | null)[] = [];

function update(): void {
  const group = shownGroup(state);
  top.update(state);
  titles = sections.map(one => one.update(state, group));
  sections.forEach((one, k) => {
    one.element.hidden = titles[k] === null;
  });
  contents.hidden = group === null;
  showContents(titles);
  showNotes(notesOf(state));
  document.getElementById('app')!.dataset.state = state.status?.phase ?? 'loading';
}

function notesOf({ problem, overview, status }: ReportState): [role: string | null, text: string][] {
  const lines: [string | null, string][] = problem ? [['alert', said(`${problem.message} ${problem.hint}`)]] : [];
  if (overview === null || overview?.groups.length === 0) {
    lines.push([null, status?.phase === 'done' ? words.nothing : words.empty]);
  }
  for (const { dataset, predictions, labels, ambiguous } of overview?.unmatched ?? []) {
    if (predictions + labels + ambiguous > 0) {
      lines.push([
        null,
        words.unmatched(dataset, formatCount(predictions), formatCount(labels), formatCount(ambiguous)),
      ]);
    }
  }
  return overview && !overview.complete ? [...lines, [null, words.incomplete]] : lines;
}

function receive(message: ToDatasetReport): void {
  switch (message.type) {
    case 'status':
      state.status = message.status;
      break;
    case 'overview':
      state.overview = message.overview;
      state.problem = null;
      context.thumbnails.renew();
      break;
    case 'thumbnail':
      context.thumbnails.receive(message.pair, message.picture);
      return;
    case 'counting':
      state.counting = message.counting;
      break;
    case 'problem':
      state.problem = message.problem;
      break;
  }
  update();
}

document.getElementById('app')!.append(top.element, contents, notes, content);
update();
window.addEventListener('message', ({ data }) => {
  const message = parseToDatasetReport(data);
  if (message) {
    receive(message);
  } else {
    console.warn('A message of an unknown shape was ignored.');
  }
});
send({ type: 'ready' });
