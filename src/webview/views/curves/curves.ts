import type { AnswerOf } from '../../../core/analysis/questions.js';
import { Asked, type Known } from '../../asked.js';
import { h } from '../../dom.js';
import { rememberedChoice } from '../../remembered.js';
import type { State } from '../../state.js';
import { strings } from '../../strings.js';
import type { Context, View } from '../../view.js';
import { askedNote } from '../askedNote.js';
import { segmented } from '../segmented.js';
import type { TabView } from '../tabs.js';
import { createConfusion } from './confusion.js';
import { createDistance } from './distance.js';
import { createReliability } from './reliability.js';
import { createThresholds } from './thresholds.js';

/** A view of one part of the answer; it is shown once that part is here. */
export interface CurveView {
  element: HTMLElement;
  update(state: State, answer: AnswerOf<'curves'>): void;
}

const KINDS = ['thresholds', 'reliability', 'distance', 'confusion'] as const;
type Kind = (typeof KINDS)[number];
type AskedKind = Exclude<Kind, 'confusion'>;

/** How it moves: with the threshold, the confidence, the distance to the boundary; and what is taken for what. */
export function createCurves(context: Context): TabView {
  const words = strings.curves;
  let state: State | null = null;
  const asked = new Asked(context.ask, 'curves', () => draw());
  const which = segmented<Kind>(words.which, 'curve', words.kinds, kind =>
    context.dispatch({ type: 'remember', name: 'curves.kind', value: kind }),
  );
  const curves: Record<AskedKind, CurveView> = {
    thresholds: createThresholds(context),
    reliability: createReliability(context),
    distance: createDistance(context),
  };
  const confusion: View = createConfusion(context);
  const elements = { ...mapElements(curves), confusion: confusion.element };
  const note = askedNote(() => asked.again());
  const element = h(
    'div',
    { class: 'tab-view' },
    h('div', { class: 'tab-tools' }, which.element),
    note.element,
    ...Object.values(elements),
  );

  function draw(): void {
    if (!state) {
      return;
    }
    const kind = rememberedChoice(state, 'curves.kind', KINDS);
    which.show(kind);
    const showOnly = (shown: Kind | null) => {
      for (const each of KINDS) {
        elements[each].hidden = each !== shown;
      }
    };
    if (kind === 'confusion') {
      // It comes with the report; the worker is only asked for what is looked at.
      note.element.hidden = true;
      showOnly(kind);
      confusion.update(state);
      return;
    }
    asked.want(state, { settings: state.settings });
    const { answer, problem, waiting } = asked.known;
    // Parts arrive one after the other: the skeleton stands until this one is here.
    const part = answer?.[kind] ?? null;
    note.show(partKnown(part, problem, waiting));
    showOnly(part === null ? null : kind);
    if (answer && part) {
      elements[kind].setAttribute('aria-busy', String(waiting));
      curves[kind].update(state, answer);
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

/** A part that is missing from a whole answer does not exist for this pair: a mask has no probabilities. */
function partKnown(part: object | null, problem: Known<object>['problem'], waiting: boolean): Known<object> {
  if (part === null && problem === null && !waiting) {
    return {
      answer: null,
      waiting,
      problem: { code: 'question-needs-probabilities', message: strings.curves.needs, hint: strings.maskHint },
    };
  }
  return { answer: part, problem, waiting };
}

function mapElements(views: Record<AskedKind, CurveView>): Record<AskedKind, HTMLElement> {
  return {
    thresholds: views.thresholds.element,
    reliability: views.reliability.element,
    distance: views.distance.element,
  };
}
