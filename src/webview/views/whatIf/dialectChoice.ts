import type { DialectKey } from '../../../core/analysis/dialectKeys.js';
import type { WhatIfSettings } from '../../../core/analysis/settings.js';
import { Asked } from '../../asked.js';
import { h, onChange, replace } from '../../dom.js';
import type { State } from '../../state.js';
import { said, strings } from '../../strings.js';
import type { Context } from '../../view.js';

export interface DialectChoice {
  element: HTMLElement;
  /** What the chosen one is, needs and follows; '' while none is chosen. */
  says: HTMLElement;
  update(state: State): void;
}

/** Whose loss the total is: the inspection's own, or any library's, by library. Says which need another pass. */
export function createDialectChoice(context: Context, choose: (key: string | null) => void): DialectChoice {
  const words = strings.whatIf;
  let state: State | null = null;
  const asked = new Asked(context.ask, 'dialectKeys', () => draw());
  const element = h('select', { class: 'native', 'aria-label': words.dialect, 'data-name': 'dialect' });
  element.addEventListener('change', () => choose(element.value === '' ? null : element.value));
  const says = h('p', { class: 'dialect-says', role: 'status', hidden: true });

  const showKeys = onChange((rows: readonly DialectKey[]) => {
    const libraries = new Map<string, DialectKey[]>();
    for (const row of rows) {
      const name = libraryOf(row.key);
      libraries.set(name, [...(libraries.get(name) ?? []), row]);
    }
    replace(
      element,
      h('option', { value: '' }, words.ownTotal),
      ...[...libraries].map(([name, own]) =>
        h('optgroup', { label: name }, ...own.sort((a, b) => (a.key < b.key ? -1 : 1)).map(optionOf)),
      ),
    );
  });
  const showChosen = onChange((chosen: DialectKey | null) => {
    says.hidden = chosen === null;
    says.textContent = chosen ? strings.sentences(sentencesOf(chosen)) : '';
  });

  function draw(): void {
    if (!state) {
      return;
    }
    asked.want(state, { settings: whatMatters(state.settings) });
    const rows = asked.known.answer?.rows ?? [];
    const key = state.settings.dialect ?? '';
    showKeys(rows);
    // The options may still be on their way.
    element.disabled = rows.length === 0;
    if (element.value !== key) {
      element.value = key;
    }
    showChosen(rows.find(row => row.key === key) ?? null);
  }
  return {
    element,
    says,
    update(next) {
      state = next;
      draw();
    },
  };
}

/** Only what decides which of the logits are read again: a slider must not ask at every step. */
function whatMatters({ ignore, labelSmoothing = 0 }: WhatIfSettings): WhatIfSettings {
  return { ...(ignore && { ignore }), ...(labelSmoothing > 0 && { labelSmoothing: 0.1 }) };
}

function optionOf({ key, reads, raises }: DialectKey): HTMLElement {
  const words = strings.whatIf;
  const note = raises !== null ? words.dialectRaises : reads ? words.dialectReads : '';
  return h('option', { value: key, disabled: raises !== null, title: raises }, note ? `${key} (${note})` : key);
}

function sentencesOf({ key, losses, reads, follows }: DialectKey): string[] {
  const words = strings.whatIf;
  const names = follows.map(name => words.follows[name as keyof typeof words.follows]);
  return [
    words.dialectIs(key, losses.map(said).join(' + ')),
    reads ? words.dialectReadsAgain : words.dialectFromKept,
    names.length > 0 ? words.dialectFollows(strings.and(names)) : words.dialectFollowsNothing,
  ];
}

function libraryOf(key: string): string {
  return key.slice(0, key.indexOf('.'));
}
