import type { SliceAxis } from '../../core/analysis/layer.js';
import { SLICE_AXES } from '../../core/analysis/names.js';
import type { SlicesAnswer } from '../../core/analysis/slices.js';
import { Asked } from '../asked.js';
import { h } from '../dom.js';
import { formatNumber } from '../format.js';
import { ready, type State, sliceCount } from '../state.js';
import { strings } from '../strings.js';
import { button, dropdown } from '../toolkit.js';
import type { Context, View } from '../view.js';

const STRIP_HEIGHT = 22;

/** Slices of a volume or samples of a batch: a slider over a strip of each slice's loss, and a way to the worst one. */
export function createSliceBar({ ask, dispatch }: Context): View {
  let state: State | null = null;
  const asked = new Asked(ask, 'slices', () => showAnswer());
  const strip = h('canvas', { class: 'strip', 'aria-hidden': 'true' });
  const slider = h('input', { type: 'range', min: 0, step: 1, 'aria-label': strings.slice, 'data-name': 'slice' });
  const position = h('output', { class: 'slice-position' });
  const axis = dropdown<SliceAxis>(strings.sliceAxis, 'axis', value =>
    dispatch({ type: 'slice', sample: 0, axis: value }),
  );
  const worst = button(strings.worstSlice, () => dispatch({ type: 'slice', sample: answer()?.worst[0] ?? 0 }), {
    title: strings.worstSliceHint,
    name: 'worstSlice',
  });
  const element = h(
    'div',
    { class: 'slice-bar', hidden: true },
    axis.element,
    h('div', { class: 'slice-track' }, strip, slider),
    position,
    worst.element,
  );
  slider.addEventListener('input', () => dispatch({ type: 'slice', sample: Number(slider.value) }));
  new ResizeObserver(() => drawStrip()).observe(strip);

  /** That of another axis is of no use, though it stays known until the next one is here. */
  function answer(): SlicesAnswer | null {
    const found = asked.known.answer;
    return found && found.axis === state?.ui.axis ? found : null;
  }

  /** A volume opens at its worst slice: where a slice was chosen, or another run follows, nothing moves. */
  let opened = false;

  function openAtWorst(): void {
    const [slice] = answer()?.worst ?? [];
    if (state && slice !== undefined && !opened) {
      opened = true;
      const { volume } = ready(state)?.report.settings.reading ?? {};
      if (volume && state.ui.sample === 0 && state.ui.axis === 'sample') {
        dispatch({ type: 'slice', sample: slice });
      }
    }
  }

  function showAnswer(): void {
    openAtWorst();
    worst.disable(!answer()?.worst.length);
    drawStrip();
    describe();
  }

  /** One bar a slice, or where there are more slices than pixels, one a pixel: the largest of those that share it. */
  function drawStrip(): void {
    const ratio = window.devicePixelRatio || 1;
    strip.width = Math.max(1, Math.round(strip.clientWidth * ratio));
    strip.height = Math.round(STRIP_HEIGHT * ratio);
    const values = lossesOf(answer());
    if (!values || values.length === 0) {
      return;
    }
    const most = (part: Float64Array) => part.reduce((found, value) => (value > found ? value : found), 0);
    const largest = most(values);
    const { width, height } = strip;
    const bars = strip.getContext('2d')!;
    bars.fillStyle = getComputedStyle(strip).color;
    const count = Math.min(values.length, width);
    // Bars lie where the slider's thumb stops: the first and the last one at its ends.
    const step = count > 1 ? (width - 1) / (count - 1) : width;
    const gap = step >= 4 * ratio ? ratio : 0;
    for (let bar = 0; bar < count; bar++) {
      const from = Math.floor((bar * values.length) / count);
      const to = Math.max(from + 1, Math.floor(((bar + 1) * values.length) / count));
      const value = most(values.subarray(from, to));
      if (value > 0) {
        const size = Math.max(1, Math.round((value / largest) * height));
        bars.fillRect(
          Math.round(bar * step - (step - gap) / 2),
          height - size,
          Math.max(1, Math.round(step - gap)),
          size,
        );
      }
    }
  }

  function describe(): void {
    if (state) {
      const { sample } = state.ui;
      const loss = lossesOf(answer())?.[sample];
      const text = strings.slicePosition(sample + 1, sliceCount(state));
      const value = loss === undefined || Number.isNaN(loss) ? strings.none : formatNumber(loss);
      position.textContent = text;
      slider.setAttribute('aria-valuetext', strings.sliceLoss(text, value));
      slider.title = strings.sliceLoss(text, value);
    }
  }

  return {
    element,
    update(next: State) {
      state = next;
      const several = (ready(next)?.report.settings.reading.samples ?? 1) > 1;
      element.hidden = !several;
      if (several) {
        asked.want(next, { axis: next.ui.axis, settings: next.settings });
        slider.max = String(sliceCount(next) - 1);
        slider.value = String(next.ui.sample);
        const texts = SLICE_AXES.map(value => ({ value, text: strings.axes[value] }));
        axis.show(texts, next.ui.axis);
        describe();
      }
    },
  };
}

/** What the slices are ranked by: the loss, or for a mask the wrong pixels. */
function lossesOf(answer: SlicesAnswer | null): Float64Array | null {
  return answer && (answer.total ?? answer.crossEntropy ?? answer.errors);
}
