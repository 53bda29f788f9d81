import type { SliceAxis } from '../../core/analysis/layer.js';
import { SLICE_AXES } from '../../core/analysis/names.js';
import type { SlicesAnswer } from '../../core/analysis/slices.js';
import { h, onChange } from '../dom.js';
import { formatNumber } from '../format.js';
import { ready, type State, sliceCount } from '../state.js';
import { strings } from '../strings.js';
import { button, dropdown } from '../toolkit.js';
import type { Context, View } from '../view.js';

const STRIP_HEIGHT = 22;

/** Slices of a volume or samples of a batch: a slider over a strip of each slice's loss, and a way to the worst one. */
export function createSliceBar(context: Context): View {
  const { dispatch, ask } = context;
  let answer: SlicesAnswer | null = null;
  let current: State | null = null;
  const strip = h('canvas', { class: 'strip', 'aria-hidden': 'true' });
  const slider = h('input', { type: 'range', min: 0, step: 1, 'aria-label': strings.slice, 'data-name': 'slice' });
  const position = h('output', { class: 'slice-position' });
  const axis = dropdown<SliceAxis>(strings.sliceAxis, 'axis', value =>
    dispatch({ type: 'slice', sample: 0, axis: value }),
  );
  axis.show(
    SLICE_AXES.map(value => ({ value, text: strings.axes[value] })),
    'sample',
  );
  const worst = button(strings.worstSlice, () => answer && dispatch({ type: 'slice', sample: answer.worst[0] ?? 0 }), {
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

  const fetchStrip = onChange(
    (inspectionId: number | null, along: SliceAxis, settings: State['settings'], several: boolean) => {
      answer = null;
      worst.disable(true);
      drawStrip();
      if (inspectionId === null || !several) {
        return;
      }
      ask('slices', { axis: along, settings }).then(
        found => {
          // Another axis may have been chosen meanwhile.
          if (current && ready(current)?.inspectionId === inspectionId && current.ui.axis === found.axis) {
            answer = found;
            worst.disable(found.worst.length === 0);
            drawStrip();
            describe();
          }
        },
        () => {},
      );
    },
  );

  /** Bars of the slices' losses, of as many slices as there are pixels for; the largest of those that share one. */
  function drawStrip(): void {
    const ratio = window.devicePixelRatio || 1;
    const width = Math.max(1, Math.round(strip.clientWidth * ratio));
    const height = Math.round(STRIP_HEIGHT * ratio);
    strip.width = width;
    strip.height = height;
    const values = lossesOf(answer);
    if (!values || values.length === 0) {
      return;
    }
    const largest = values.reduce((most, value) => (value > most ? value : most), 0);
    const bars = strip.getContext('2d')!;
    bars.fillStyle = getComputedStyle(strip).color;
    for (let x = 0; x < width; x++) {
      const from = Math.floor((x * values.length) / width);
      const to = Math.max(from + 1, Math.floor(((x + 1) * values.length) / width));
      const most = values.subarray(from, to).reduce((found, value) => (value > found ? value : found), 0);
      if (largest > 0 && most > 0) {
        const bar = Math.max(1, Math.round((most / largest) * height));
        bars.fillRect(x, height - bar, 1, bar);
      }
    }
  }

  function describe(): void {
    if (!current) {
      return;
    }
    const { sample } = current.ui;
    const loss = lossesOf(answer)?.[sample];
    const text = strings.slicePosition(sample + 1, sliceCount(current));
    position.textContent = text;
    const detail =
      loss === undefined ? text : strings.sliceLoss(text, Number.isNaN(loss) ? strings.none : formatNumber(loss));
    slider.setAttribute('aria-valuetext', detail);
    slider.title = detail;
  }

  return {
    element,
    update(state: State) {
      current = state;
      const snapshot = ready(state);
      const several = (snapshot?.report.settings.reading.samples ?? 1) > 1;
      element.hidden = !several;
      fetchStrip(snapshot?.inspectionId ?? null, state.ui.axis, state.settings, several);
      if (several) {
        slider.max = String(sliceCount(state) - 1);
        slider.value = String(state.ui.sample);
        axis.show(
          SLICE_AXES.map(value => ({ value, text: strings.axes[value] })),
          state.ui.axis,
        );
        describe();
      }
    },
  };
}

/** What the slices are ranked by: the loss, or for a mask the wrong pixels. */
function lossesOf(answer: SlicesAnswer | null): Float64Array | null {
  return answer && (answer.total ?? answer.crossEntropy ?? answer.errors);
}
