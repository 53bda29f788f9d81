import { Asked } from '../../asked.js';
import { h, onChange } from '../../dom.js';
import { type ReadySnapshot, ready, type State, shownLayer } from '../../state.js';
import { strings } from '../../strings.js';
import { button } from '../../toolkit.js';
import { isTurned } from '../../turned.js';
import type { Context } from '../../view.js';
import { askedNote } from '../askedNote.js';
import { segmented } from '../segmented.js';
import type { TabView } from '../tabs.js';
import { createCompareClasses } from './compareClasses.js';
import { createCompareNumbers } from './compareNumbers.js';
import { createOutcomes } from './compareOutcomes.js';

type Picture = keyof typeof strings.compare.pictures;
const COMPARING = ['outcome', 'difference', 'otherPrediction'];

/** Two predictions of one label: A is the panel's own, B the other one. */
export function createCompare(context: Context): TabView {
  const words = strings.compare;
  const { dispatch, send } = context;
  let state: State | null = null;
  /** The comparison that the answer at hand is of. */
  let answered: string | null = null;
  const asked = new Asked(context.ask, 'compare', () => draw());

  const choose = () => send({ type: 'action', id: 'compare' });
  const start = button(words.choose, choose, { appearance: 'primary', name: 'chooseOther' });
  const empty = h(
    'div',
    { class: 'compare-empty' },
    h('p', null, words.intro),
    start.element,
    h('p', { class: 'asked-hint' }, words.alsoFromExplorer),
  );

  const path = (side: string) => h('span', { class: 'compare-path', 'data-side': side });
  const [own, other] = [path('a'), path('b')];
  const small = (text: string, name: string, click: () => void) => {
    const element = h('button', { type: 'button', class: 'small-button', 'data-name': name }, text);
    element.addEventListener('click', click);
    return element;
  };
  const sides = h(
    'dl',
    { class: 'compare-sides', 'aria-label': words.sides },
    h('div', null, h('dt', null, words.own), h('dd', null, own)),
    h(
      'div',
      null,
      h('dt', null, words.other),
      h(
        'dd',
        null,
        other,
        small(words.chooseAnother, 'chooseAnother', choose),
        small(words.end, 'endComparison', () => send({ type: 'action', id: 'endComparison' })),
      ),
    ),
  );
  const pictures = segmented<Picture>(words.picture, 'comparePicture', words.pictures, show);
  for (const choice of pictures.element.querySelectorAll<HTMLElement>('[data-value]')) {
    choice.title = words.pictureHints[choice.dataset.value as Picture];
  }
  const losses = pictures.element.querySelector<HTMLElement>('[data-value="difference"]')!;
  const tools = h('div', { class: 'tab-tools' }, h('span', { class: 'field' }, words.picture), pictures.element);
  const turned = h('p', { class: 'tab-hint', hidden: true }, words.turned);
  const note = askedNote(() => asked.again());
  const outcomes = createOutcomes(context);
  const numbers = createCompareNumbers();
  const classes = createCompareClasses(context, id => {
    if (state && !COMPARING.includes(shownLayer(state))) {
      show('outcome');
    }
    dispatch({ type: 'isolate', id });
  });
  const content = h('div', { class: 'compare-content' }, outcomes.element, numbers.element, classes.element);
  const comparing = h('div', { class: 'table-scroll' }, sides, tools, turned, note.element, content);
  const element = h('div', { class: 'tab-view compare' }, empty, comparing);

  function show(picture: Picture): void {
    if (picture === 'swipe') {
      dispatch({ type: 'layer', layer: 'prediction' });
      dispatch({ type: 'swipe', change: { on: true, layer: 'otherPrediction' } });
    } else {
      dispatch({ type: 'swipe', change: { on: false } });
      dispatch({ type: 'layer', layer: picture });
    }
  }

  const showSides = onChange((a: string, b: string) => {
    own.textContent = own.title = a;
    other.textContent = other.title = b;
  });

  function draw(): void {
    const snapshot = state && ready(state);
    if (!state || !snapshot) {
      return;
    }
    const { comparison } = snapshot;
    empty.hidden = comparison !== null;
    comparing.hidden = comparison === null;
    if (comparison) {
      showSides(snapshot.pair.prediction, comparison.prediction);
      turned.hidden = !isTurned(state.settings);
      pictures.show(pictureOf(state) as Picture);
      drawAnswer(state, snapshot, comparison.id);
    }
  }

  function drawAnswer(current: State, { report }: ReadySnapshot, comparison: string): void {
    asked.want(current, { comparison });
    const { known } = asked;
    if (known.answer && !known.waiting) {
      answered = comparison;
    }
    // Numbers of one prediction never stand below the name of another.
    const answer = answered === comparison ? known.answer : null;
    note.show({ ...known, answer });
    content.hidden = answer === null;
    tools.hidden = known.problem !== null;
    // A mask has no loss to take a difference of.
    losses.hidden = answer?.worse === null;
    content.setAttribute('aria-busy', String(known.waiting));
    if (answer) {
      outcomes.show(answer, current);
      numbers.show(answer);
      classes.show(answer, report.classes, current);
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

/** Which of the pictures is shown; none of them where it is another layer. */
function pictureOf(state: State): Picture | null {
  const { swipe } = state.ui;
  const layer = shownLayer(state);
  if (swipe.on) {
    return layer === 'prediction' && swipe.layer === 'otherPrediction' ? 'swipe' : null;
  }
  return layer === 'outcome' || layer === 'difference' ? layer : null;
}
