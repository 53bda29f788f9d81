import type { Actions } from '../actions.js';
import { h } from '../dom.js';
import { ready, type State, shownLayer } from '../state.js';
import { strings } from '../strings.js';
import { button } from '../toolkit.js';
import type { Context, View } from '../view.js';
import { createColourMenu } from './colourMenu.js';
import { createExportMenu } from './exportMenu.js';
import { createLayerPicker } from './layerPicker.js';
import { toolButton } from './toolButton.js';

/** Overlay, opacity, outlines, split, colours and zoom. */
export function createToolbar(context: Context, actions: Actions): View {
  const { dispatch } = context;
  const left = createLayerPicker(strings.layer, 'layer', layer => dispatch({ type: 'layer', layer }));
  const right = createLayerPicker(strings.swipeLayer, 'swipeLayer', layer =>
    dispatch({ type: 'swipe', change: { layer } }),
  );
  const slider = h('input', {
    type: 'range',
    min: 0,
    max: 100,
    step: 5,
    'aria-label': strings.opacity,
    'data-name': 'opacity',
    title: strings.opacity,
  });
  const percent = h('output', { class: 'percent' });
  slider.addEventListener('input', () => dispatch({ type: 'choose', change: { opacity: Number(slider.value) / 100 } }));
  const outlines = toolButton('outlines', 'outline', strings.outlinesHint(strings.outlines.off), actions.outlines);
  const swipe = toolButton('swipe', 'split', strings.swipeHint, actions.swipe);
  const colours = createColourMenu(context);
  const exports = createExportMenu(context);
  const zooms = [
    button('−', actions.zoomOut, { appearance: 'icon', title: strings.zoomOutHint, name: 'zoomOut' }),
    button('+', actions.zoomIn, { appearance: 'icon', title: strings.zoomInHint, name: 'zoomIn' }),
    button(strings.fit, actions.fit, { appearance: 'icon', title: strings.fitHint, name: 'fit' }),
    button(strings.oneToOne, actions.oneToOne, { appearance: 'icon', title: strings.oneToOneHint, name: 'oneToOne' }),
  ];
  const versus = h('span', { class: 'versus', 'aria-hidden': 'true', hidden: true }, '|');
  const element = h(
    'div',
    { class: 'toolbar' },
    left.element,
    versus,
    right.element,
    h('label', { class: 'opacity' }, slider, percent),
    h('div', { class: 'tools' }, outlines.element, swipe.element, colours.element, exports.element),
    h('div', { class: 'zoom' }, ...zooms.map(tool => tool.element)),
  );

  return {
    element,
    update(state: State) {
      const snapshot = ready(state);
      const { ui } = state;
      left.show(state, snapshot ? shownLayer(state) : ui.layer);
      right.show(state, ui.swipe.layer);
      versus.hidden = right.element.hidden = !ui.swipe.on;
      const opacity = Math.round(ui.opacity * 100);
      if (Number(slider.value) !== opacity) {
        slider.value = String(opacity);
      }
      percent.textContent = strings.percent(opacity);
      outlines.press(ui.outlines !== 'off');
      outlines.describe(strings.outlinesHint(strings.outlines[ui.outlines]));
      swipe.press(ui.swipe.on);
      colours.update(state);
      slider.disabled = !snapshot;
      for (const control of [left, right, outlines, swipe, colours, exports, ...zooms]) {
        control.disable(!snapshot);
      }
    },
  };
}
