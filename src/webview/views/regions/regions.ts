import type { Region, RegionsAnswer } from '../../../core/analysis/regions.js';
import { h, onChange, replace } from '../../dom.js';
import { formatCount, formatNumber, formatShare } from '../../format.js';
import { MASS, MIN_PIXELS, REGION_TERMS } from '../../regionWalk.js';
import { rememberedNumber } from '../../remembered.js';
import { type ReadySnapshot, ready, type State } from '../../state.js';
import { strings } from '../../strings.js';
import { dropdown } from '../../toolkit.js';
import type { Context } from '../../view.js';
import { askedNote } from '../askedNote.js';
import { listenToGridKeys, setCurrentRow } from '../gridKeys.js';
import { numberField } from '../numberField.js';
import type { TabView } from '../tabs.js';
import { regionRow } from './regionRow.js';

const ROWS = 'tr[data-rank]';
type Term = (typeof REGION_TERMS)[number];

/** Where to look next: connected pixels of high loss, the costliest first, and those whose label may be wrong. */
export function createRegions(context: Context): TabView {
  const words = strings.regions;
  const { dispatch, tooltip, regions: walk } = context;
  let state: State | null = null;
  walk.onChange(() => draw());
  const remember = (name: string) => (value: string | number | boolean) => dispatch({ type: 'remember', name, value });

  const term = dropdown<Term>(words.term, 'regionTerm', remember('regions.term'));
  const mass = numberField({
    ...{ label: words.mass, hint: words.massHint, name: 'regionMass', unit: words.percent, step: 5 },
    ...{ min: MASS.min, max: MASS.max },
    change: remember('regions.mass'),
  });
  const least = numberField({
    ...{ label: words.minPixels, hint: words.minPixelsHint, name: 'regionPixels', unit: words.px, step: 1 },
    ...{ min: MIN_PIXELS.min, max: MIN_PIXELS.max },
    change: remember('regions.minPixels'),
  });
  const suspects = h('input', { type: 'checkbox', 'data-name': 'suspectsOnly' });
  suspects.addEventListener('change', () => remember('regions.suspects')(suspects.checked));
  const tools = h(
    'div',
    { class: 'tab-tools', role: 'group', 'aria-label': words.tools },
    term.element,
    mass.element,
    least.element,
    h('label', { class: 'field' }, suspects, words.suspectsOnly),
  );

  const heading = (title: string, name: string, means: string | null) => {
    const cell = h('th', { scope: 'col', class: name, tabindex: means ? 0 : undefined }, title);
    if (means) {
      tooltip.describe(cell, () => ({ title, lines: [{ text: means }] }));
    }
    return cell;
  };
  const body = h('tbody');
  const table = h(
    'table',
    { class: 'data regions', role: 'grid', 'aria-label': words.table },
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        heading(words.region, 'name', null),
        heading(words.lossShare, 'numeric', words.lossShareMeans),
        heading(words.pixels, 'numeric', words.pixelsMeans),
        heading(words.sum, 'numeric', words.sumMeans),
        heading(words.confidence, 'numeric', words.confidenceMeans),
      ),
    ),
    body,
  );
  const go = (row: HTMLElement) => {
    const region = state && walk.shown(state).find(({ rank }) => String(rank) === row.dataset.rank);
    if (region) {
      walk.go(region);
    }
  };
  body.addEventListener('click', event => {
    const row = (event.target as Element).closest<HTMLElement>(ROWS);
    if (row) {
      setCurrentRow(body, ROWS, row);
      go(row);
    }
  });
  listenToGridKeys(body, ROWS, go);

  const summary = h('p', { class: 'tab-hint' });
  const none = h('p', { class: 'empty', hidden: true });
  const note = askedNote(() => walk.asked.again());
  const scroll = h('div', { class: 'table-scroll' }, table, none);
  const content = h('div', { class: 'regions-content' }, summary, scroll);
  const element = h('div', { class: 'tab-view' }, tools, note.element, content);

  const showRows = onChange(
    (answer: RegionsAnswer, snapshot: ReadySnapshot, onlySuspects: boolean, picture: ImageBitmap | null) => {
      const shown = walk.shown(state!);
      const [height, width] = snapshot.report.settings.reading.labelSize;
      const source = { picture, width, height };
      const rows = shown.map(region => regionRow(region, answer, snapshot.report, source, tooltip));
      replace(body, ...rows);
      none.hidden = shown.length > 0;
      none.textContent = onlySuspects && answer.regions.length > 0 ? words.noSuspects : words.none;
      summary.textContent = strings.sentences(sentences(answer));
      if (rows[0]) {
        setCurrentRow(body, ROWS, rows[0]);
      }
    },
  );
  const mark = onChange((current: Region | undefined, ..._rows: unknown[]) => {
    for (const row of body.querySelectorAll<HTMLElement>(ROWS)) {
      const selected = row.dataset.rank === String(current?.rank);
      row.setAttribute('aria-selected', String(selected));
      if (selected) {
        setCurrentRow(body, ROWS, row);
        row.scrollIntoView({ block: 'nearest' });
      }
    }
  });

  function draw(): void {
    const snapshot = state && ready(state);
    // The walk may be on its way by its keys while another tab is shown.
    if (!state || !snapshot || element.offsetParent === null) {
      return;
    }
    walk.want(state);
    const { known } = walk.asked;
    const rule = walk.rule(state);
    const onlySuspects = state.ui.remembered['regions.suspects'] === true;
    term.show(termOptions(), rule.term as Term);
    mass.show(rememberedNumber(state, 'regions.mass', MASS.usual, MASS.min, MASS.max));
    least.show(rule.minPixels!);
    suspects.checked = onlySuspects;
    note.show(known);
    content.hidden = known.answer === null;
    content.setAttribute('aria-busy', String(known.waiting));
    if (known.answer) {
      showRows(known.answer, snapshot, onlySuspects, context.layers.picture);
      mark(walk.current(state), known.answer, onlySuspects, context.layers.picture);
    }
  }

  return {
    element,
    update(next) {
      state = next;
      draw();
    },
  };
}

function termOptions(): { value: Term; text: string }[] {
  return REGION_TERMS.map(value => ({
    value,
    text: strings.layerTerms[value],
  }));
}

function sentences({ found, regions, smaller, lossShare, pixelShare, threshold }: RegionsAnswer): string[] {
  const words = strings.regions;
  const all = [
    words.summary(formatCount(found), formatShare(lossShare), formatShare(pixelShare)),
    words.threshold(formatNumber(threshold)),
  ];
  if (regions.length < found) {
    all.push(words.some(regions.length, found));
  }
  if (smaller > 0) {
    all.push(words.smaller(formatCount(smaller)));
  }
  return [...all, words.hint];
}
