import { Asked } from '../../asked.js';
import { h, onChange } from '../../dom.js';
import { ready, type State } from '../../state.js';
import { strings } from '../../strings.js';
import type { Context } from '../../view.js';
import { askedNote } from '../askedNote.js';
import { copyButton } from '../copyButton.js';
import type { TabView } from '../tabs.js';
import { pixelText } from './pixelModel.js';
import { showPixel } from './pixelView.js';

/** The pinned pixel, step by step from its logits to its share of the mean. */
export function createPixel(context: Context): TabView {
  const words = strings.pixel;
  let state: State | null = null;
  const asked = new Asked(context.ask, 'probe', () => draw());
  const report = () => (state && ready(state)?.report) ?? null;
  const copy = copyButton(words.copy, words.copyHint, 'copyPixel', () => {
    const [{ answer }, of] = [asked.known, report()];
    return answer && of && pixelText(answer, of);
  });
  const unpin = h('button', { type: 'button', class: 'small-button', title: words.unpinHint }, words.unpin);
  unpin.addEventListener('click', () => context.dispatch({ type: 'pin', pixel: null }));
  const tools = h('div', { class: 'tab-tools' }, h('span', { class: 'tools-end' }, copy, unpin));
  const none = h('p', { class: 'empty' }, words.none);
  const note = askedNote(() => asked.again());
  const awaited = h('div', null, note.element);
  const content = h('div', { class: 'pixel-content' });
  const scroll = h('div', { class: 'table-scroll', tabindex: 0, 'aria-label': strings.status }, content);
  const element = h('div', { class: 'tab-view pixel' }, tools, none, awaited, scroll);

  const show = onChange((answer: typeof asked.known.answer, of: ReturnType<typeof report>) => {
    if (answer && of) {
      showPixel(content, answer, of);
    }
  });

  function draw(): void {
    const pinned = state?.pinned ?? null;
    none.hidden = pinned !== null;
    tools.hidden = scroll.hidden = awaited.hidden = pinned === null;
    if (state && pinned) {
      const { x, y, sample } = pinned;
      asked.want(state, { x, y, sample, settings: state.settings });
      note.show(asked.known);
      scroll.hidden = asked.known.answer === null;
      content.setAttribute('aria-busy', String(asked.known.waiting));
      show(asked.known.answer, report());
    }
  }

  return {
    element,
    badge: ({ pinned }) => pinned && `${pinned.x}, ${pinned.y}`,
    update(next) {
      state = next;
      draw();
    },
  };
}
