import type { Layout, PredictionKind, Report } from '../../core/inspection/report.js';
import type { ReadingOverride } from '../../shared/protocol.js';
import { h, onChange, replace } from '../dom.js';
import { ready, type State } from '../state.js';
import { said, strings } from '../strings.js';
import { dropdown, type Option } from '../toolkit.js';
import type { Context, View } from '../view.js';

const KINDS: PredictionKind[] = ['logits', 'probabilities', 'mask'];
const ALL = 'all';
/** More than these nobody picks from a list. */
const MAX_LISTED = 256;
const LAYOUTS: Layout[] = ['CHW', 'HWC', 'HW', 'CDHW'];

/** How the prediction was read, why, and the means to say otherwise; also there after a failure it may have caused. */
export function createReading(context: Context): View {
  let override: ReadingOverride = { kind: 'auto', layout: 'auto' };
  const send = (change: Partial<ReadingOverride>) =>
    context.send({ type: 'setReading', reading: { ...override, ...change } });
  const kind = dropdown<ReadingOverride['kind']>(strings.kind, 'kind', value => send({ kind: value }));
  const layout = dropdown<ReadingOverride['layout']>(strings.layout, 'layout', value => send({ layout: value }));
  const sample = dropdown<string>(strings.sample, 'sample', value => send(chosenSample(value)));
  /** Whether the samples are slices; what is said of them is said again after a failure. */
  let slices = false;
  const chosenSample = (value: string): Partial<ReadingOverride> => {
    const chosen = value === ALL ? undefined : Number(value);
    return slices ? { slice: chosen } : { sample: chosen };
  };
  const evidence = h('ul');
  const why = h(
    'details',
    { class: 'evidence' },
    h('summary', { 'aria-label': strings.evidenceTitle }, strings.evidence),
    evidence,
  );
  const element = h(
    'div',
    { class: 'reading' },
    h('span', { class: 'caption' }, strings.readAs),
    kind.element,
    layout.element,
    sample.element,
    why,
  );
  // A disclosure that floats above the panel closes like a menu.
  why.addEventListener('focusout', event => {
    if (event.relatedTarget instanceof Node && !why.contains(event.relatedTarget)) {
      why.open = false;
    }
  });
  why.addEventListener('keydown', event => {
    if (event.key === 'Escape' && why.open) {
      why.open = false;
      event.stopPropagation();
    }
  });
  window.addEventListener('pointerdown', event => {
    if (!why.contains(event.target as Node)) {
      why.open = false;
    }
  });

  const showChoices = onChange((reading: ReadingOverride, found: Report['settings']['reading'] | null) => {
    override = reading;
    kind.show(options(KINDS, found?.kind ?? null), reading.kind);
    layout.show(options(LAYOUTS, found?.layout ?? null), reading.layout);
    const count = found?.samplesInFile ?? 1;
    sample.element.hidden = count === 1 || count > MAX_LISTED;
    slices = found?.volume ?? false;
    if (!sample.element.hidden) {
      const one = slices ? strings.oneSlice : strings.oneSample;
      const each = Array.from({ length: count }, (_, k) => ({ value: String(k), text: one(k) }));
      const chosen = (slices ? reading.slice : reading.sample) ?? found?.sample ?? ALL;
      sample.show([{ value: ALL, text: slices ? strings.allSlices : strings.allSamples }, ...each], String(chosen));
    }
  });
  const showEvidence = onChange((report: Report | null) => {
    const sentences = report ? sentencesOf(report.settings) : [];
    replace(evidence, ...sentences.map(sentence => h('li', null, sentence)));
    why.hidden = sentences.length === 0;
  });

  return {
    element,
    update(state: State) {
      const snapshot = ready(state);
      showChoices(state.reading, snapshot?.report.settings.reading ?? null);
      showEvidence(snapshot?.report ?? null);
      const loading = state.snapshot === null || state.snapshot.state === 'loading';
      kind.disable(loading);
      layout.disable(loading);
      sample.disable(loading);
    },
  };
}

function sentencesOf({ reading, labelReading, classesFrom }: Report['settings']): string[] {
  return [
    ...reading.evidence.map(said),
    ...(reading.resized ? [strings.resizedHint] : []),
    ...labelReading.evidence.map(said).map(strings.labelEvidence),
    strings.classesFrom(said(classesFrom)),
  ];
}

function options<T extends string>(values: T[], found: T | null): Option<T | 'auto'>[] {
  return [
    { value: 'auto', text: found ? strings.auto(found) : strings.autoUnknown },
    ...values.map(value => ({ value, text: value })),
  ];
}
