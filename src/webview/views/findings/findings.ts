import type { Report, ReportNumber } from '../../../core/inspection/report.js';
import type { LabelProposal } from '../../../core/labels/inference/types.js';
import { Asked } from '../../asked.js';
import { h, icon, onChange, replace } from '../../dom.js';
import { formatNumber } from '../../format.js';
import { ready, type State } from '../../state.js';
import { said, strings } from '../../strings.js';
import { button } from '../../toolkit.js';
import type { Context } from '../../view.js';
import type { TabView } from '../tabs.js';
import { ranked, type ShownFinding, unsaid } from './findingList.js';
import { offer } from './offers.js';
import { show } from './showTarget.js';

const NONE: readonly LabelProposal[] = [];

/** What is odd about the pair, the worst first: of the files, and of the numbers once they have been looked at. */
export function createFindings(context: Context): TabView {
  let state: State | null = null;
  const list = h('ul', null);
  const looking = h('p', { class: 'empty', role: 'status', hidden: true }, strings.findings.looking);
  const none = h('p', { class: 'empty', hidden: true }, strings.findings.none);
  const skeleton = h('p', { class: 'skeleton wide' });
  const failed = h('p', { class: 'empty', role: 'alert', hidden: true });
  const element = h('div', { class: 'findings' }, skeleton, list, looking, failed, none);
  const asked = new Asked(context.ask, 'deepFindings', () => {
    if (state) {
      draw(state);
      // The count beside the title follows, also while another tab is shown.
      context.refresh();
    }
  });

  const all = (report: Report) => ranked(report.findings, asked.known.answer?.findings ?? []);
  const showList = onChange(
    (report: Report | null, offered: readonly LabelProposal[], _answer: unknown, waiting: boolean) => {
      const findings = report ? all(report) : [];
      const { problem } = asked.known;
      skeleton.hidden = report !== null;
      looking.hidden = report === null || !waiting;
      const questions = unsaid(offered, findings);
      none.hidden = report === null || waiting || findings.length + questions.length > 0;
      // What the report found stands by itself; a pair that such questions are not for is no failure.
      failed.hidden = problem === null || problem.code.startsWith('question-');
      failed.textContent = problem ? strings.sentences([said(problem.message), said(problem.hint)]) : '';
      replace(list, ...questions.map(one => offer(one, context)), ...findings.map(finding => item(finding, context)));
    },
  );

  function draw(current: State): void {
    const report = ready(current)?.report ?? null;
    asked.want(current, {});
    showList(report, ready(current)?.offers ?? NONE, asked.known.answer, asked.known.waiting);
  }

  return {
    element,
    update(next) {
      state = next;
      draw(next);
    },
    ahead(next) {
      state = next;
      asked.want(next, {});
    },
    badge(next) {
      const shown = ready(next);
      const findings = shown ? all(shown.report) : [];
      const count = findings.length + unsaid(shown?.offers ?? NONE, findings).length;
      return count === 0 ? null : String(count);
    },
  };
}

function item({ code, severity, message, hint, evidence, fix, show: target }: ShownFinding, context: Context) {
  const words = strings.findings;
  const actions: HTMLElement[] = [];
  if (target) {
    const shown = button(words.show, () => show(target, context), { title: words.showHint, name: 'show' });
    actions.push(shown.element);
  }
  if (fix) {
    const value = typeof fix.value === 'string' ? `"${fix.value}"` : JSON.stringify(fix.value);
    const write = () => context.send({ type: 'finding', code, what: 'fix' });
    actions.push(button(words.fix(fix.setting, value), write, { name: 'fix' }).element);
  }
  const docs = h('button', { type: 'button', class: 'link', title: words.docs(code) }, h('code', null, code));
  docs.addEventListener('click', () => context.send({ type: 'finding', code, what: 'docs' }));
  return h(
    'li',
    { class: `finding finding-${severity}`, 'data-code': code },
    icon(severity),
    h(
      'div',
      { class: 'finding-text' },
      h(
        'p',
        { class: 'finding-message' },
        h('span', { class: 'sr-only' }, strings.named(strings.severity[severity], '')),
        said(message),
      ),
      h('p', { class: 'finding-hint' }, said(hint), ' ', docs),
      h(
        'div',
        { class: 'finding-actions' },
        ...actions,
        evidence && Object.keys(evidence).length > 0 ? evidenceList(evidence) : null,
      ),
    ),
  );
}

/** What the sentence is made of, on demand: in full precision. */
function evidenceList(evidence: Record<string, ReportNumber | string>): HTMLElement {
  const names: Record<string, string> = strings.findings.evidence;
  const entries = Object.entries(evidence).flatMap(([name, value]) => [
    h('dt', null, names[name] ?? name),
    h(
      'dd',
      { title: String(value), 'data-value': value },
      typeof value === 'number' ? formatNumber(value) : said(value),
    ),
  ]);
  return h(
    'details',
    { class: 'finding-evidence' },
    h('summary', null, strings.findings.numbers),
    h('dl', null, ...entries),
  );
}
