import type { WeightPreset, WhatIfSettings } from '../../../core/analysis/settings.js';
import { AskError } from '../../ask.js';
import { h, onChange, replace } from '../../dom.js';
import { ready, type State } from '../../state.js';
import { said, strings } from '../../strings.js';
import { dropdown } from '../../toolkit.js';
import { isTurned } from '../../turned.js';
import type { Context } from '../../view.js';
import { askedNote } from '../askedNote.js';
import { copyButton } from '../copyButton.js';
import { numberField } from '../numberField.js';
import { segmented } from '../segmented.js';
import type { TabView } from '../tabs.js';
import { createDialectChoice } from './dialectChoice.js';
import { knobRow } from './knobRow.js';
import {
  baseOf,
  KNOB_NAMES,
  KNOBS,
  LOSSES,
  lambdasOf,
  settingOf,
  withLambda,
  withSetting,
  withWeight,
} from './knobs.js';
import { createWhatIfTables } from './whatIfTables.js';

type Choice = 'base' | WeightPreset | 'custom';
const PRESETS = ['base', 'uniform', 'inverseFrequency', 'medianFrequency', 'effectiveNumber', 'custom'] as const;
const EFFECTIVE_BETA = 0.999;
const LAMBDA = { min: 0, max: 2, step: 0.05, most: 1000, log: false, mask: true };

/** Other settings tried on the same prediction: every number beside what it was. */
export function createWhatIf(context: Context): TabView {
  const words = strings.whatIf;
  let state: State | null = null;
  const settingsReport = () => (state && ready(state)?.report.settings) ?? null;
  const turn = (settings: WhatIfSettings) => context.dispatch({ type: 'settings', settings });
  const turned = () => context.state().settings;
  function set<K extends keyof WhatIfSettings>(name: K, value: WhatIfSettings[K], base: WhatIfSettings[K]): void {
    turn(withSetting(turned(), name, value, base));
  }

  const knobs = KNOB_NAMES.map(name => {
    const { name: title, hint } = words.knobs[name];
    const row = knobRow({
      ...{ ...KNOBS[name], name, title, hint, nullable: name === 'alpha' },
      change: value => {
        const settings = settingsReport();
        if (settings) {
          set(name, value as number, baseOf(settings, name) as number);
        }
      },
    });
    return { name, row };
  });
  const lambdas = LOSSES.map(loss => ({
    loss,
    row: knobRow({
      ...{ ...LAMBDA, name: `lambda-${loss}`, title: words.lambda(strings.layerTerms[loss]), hint: words.lambdaHint },
      change: value => {
        const settings = settingsReport();
        if (settings && value !== null) {
          turn(withLambda(settings, turned(), loss, value));
        }
      },
    }),
  }));
  const preset = dropdown<Choice>(words.weights, 'weightPreset', value => {
    const inUse = context.whatIf.known.answer?.weights ?? null;
    const report = state && ready(state)?.report;
    if (value === 'custom' && report) {
      set('weights', withWeight(inUse, report, -1, 0), undefined);
    } else if (value !== 'custom') {
      const chosen =
        value === 'effectiveNumber' ? { preset: value, beta: EFFECTIVE_BETA } : { preset: value as WeightPreset };
      set('weights', value === 'base' ? undefined : chosen, undefined);
    }
  });
  const effectiveBeta = numberField({
    ...{ label: words.effectiveBeta, hint: words.effectiveBetaHint, name: 'effectiveBeta' },
    ...{ min: 1e-9, max: 1 - 1e-12, step: 0.001 },
    change: beta => set('weights', { preset: 'effectiveNumber', beta }, undefined),
  });
  const ignore = segmented(words.ignore, 'ignorePolicy', words.ignores, value => set('ignore', value, 'origin'));
  const absent = segmented(words.absent, 'absentPolicy', words.absents, value => set('absent', value, 'kept'));
  const dialect = createDialectChoice(context, key => set('dialect', key, null));
  const line = (title: string, ...content: HTMLElement[]) =>
    h(
      'div',
      { class: 'knob' },
      h('span', { class: 'knob-name' }, title),
      h('span', { class: 'knob-choice' }, ...content),
    );
  const dialectLine = line(words.dialect, dialect.element);
  const weightsLine = line(words.weights, preset.element, effectiveBeta.element);

  const reset = h(
    'button',
    { type: 'button', class: 'small-button', title: words.resetHint, 'data-name': 'reset' },
    words.reset,
  );
  reset.addEventListener('click', () => turn({}));
  const trouble = h('p', { class: 'asked-problem what-if-trouble', role: 'alert', hidden: true });
  const torch = copyButton(words.copyTorch, words.copyTorchHint, 'copyTorch', async () => {
    trouble.hidden = true;
    try {
      return (await context.ask('snippet', { settings: turned() }, { slot: null })).code;
    } catch (error) {
      if (error instanceof AskError) {
        trouble.textContent = strings.sentences([said(error.problem.message), said(error.problem.hint)]);
        trouble.hidden = false;
      }
      return null;
    }
  });
  const says = h('ul', { class: 'says', 'aria-label': words.says, 'aria-live': 'polite' });
  const note = askedNote(() => context.whatIf.again());
  const tables = createWhatIfTables((index, weight) => {
    const report = state && ready(state)?.report;
    if (report) {
      set('weights', withWeight(context.whatIf.known.answer?.weights ?? null, report, index, weight), undefined);
    }
  });
  const controls = h(
    'div',
    { class: 'knobs', role: 'group', 'aria-label': words.controls },
    ...knobs.map(({ row }) => row.element),
    weightsLine,
    line(words.ignore, ignore.element),
    line(words.absent, absent.element),
    dialectLine,
    dialect.says,
    ...lambdas.map(({ row }) => row.element),
  );
  const content = h('div', { class: 'table-scroll' }, controls, note.element, tables.element);
  const tools = h('div', { class: 'tab-tools' }, says, h('span', { class: 'tools-end' }, reset, torch));
  const element = h('div', { class: 'tab-view what-if' }, tools, trouble, content);

  const showSays = onChange((answer: typeof context.whatIf.known.answer, on: boolean) => {
    const lines =
      on && answer && answer.says.length > 0 ? answer.says.map(({ text }) => said(text)) : on ? [] : [words.intro];
    replace(says, ...lines.map(text => h('li', null, text)));
  });

  return {
    element,
    update(next) {
      state = next;
      const snapshot = ready(next);
      controls.inert = !snapshot;
      reset.disabled = !isTurned(next.settings);
      note.show(context.whatIf.known);
      if (!snapshot) {
        return;
      }
      const { settings: from, classes } = snapshot.report;
      const { settings } = next;
      const mask = from.reading.kind === 'mask';
      for (const { name, row } of knobs) {
        row.element.hidden = mask && !KNOBS[name].mask;
        row.show(settingOf(from, settings, name), baseOf(from, name));
      }
      weightsLine.hidden = mask;
      const [now, base] = [lambdasOf(from, settings), lambdasOf(from, {})];
      dialectLine.hidden = mask;
      if (!mask) {
        dialect.update(next);
      }
      for (const { loss, row } of lambdas) {
        // A dialect says itself what its total is made of.
        row.element.hidden = mask || typeof settings.dialect === 'string';
        row.show(now[loss], base[loss]);
      }
      const { weights } = settings;
      const chosen = Array.isArray(weights) ? 'custom' : (weights?.preset ?? 'base');
      preset.show(
        PRESETS.map(value => ({ value, text: words.presets[value] })),
        chosen,
      );
      effectiveBeta.element.hidden = chosen !== 'effectiveNumber';
      if (weights && !Array.isArray(weights)) {
        effectiveBeta.show(weights.beta ?? EFFECTIVE_BETA);
      }
      ignore.show(settings.ignore ?? 'origin');
      absent.show(settings.absent ?? 'kept');
      showSays(context.whatIf.known.answer, isTurned(settings));
      tables.show(context.whatIf.known, classes, mask);
    },
  };
}
