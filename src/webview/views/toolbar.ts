import { h, onChange } from '../dom.js';
import { availableLayers, ready, type State, shownLayer, VIEW_LAYERS, type ViewLayer } from '../state.js';
import { strings } from '../strings.js';
import { button, dropdown } from '../toolkit.js';
import type { Context, View } from '../view.js';

export interface ZoomActions {
  zoomIn(): void;
  zoomOut(): void;
  fit(): void;
  oneToOne(): void;
}

/** Overlay, opacity and zoom. */
export function createToolbar(context: Context, zoom: ZoomActions): View {
  const layer = dropdown<ViewLayer>(strings.layer, 'layer', value => context.dispatch({ type: 'layer', layer: value }));
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
  slider.addEventListener('input', () => context.dispatch({ type: 'opacity', opacity: Number(slider.value) / 100 }));
  const tools = [
    button('−', zoom.zoomOut, { appearance: 'icon', title: strings.zoomOutHint, name: 'zoomOut' }),
    button('+', zoom.zoomIn, { appearance: 'icon', title: strings.zoomInHint, name: 'zoomIn' }),
    button(strings.fit, zoom.fit, { appearance: 'icon', title: strings.fitHint, name: 'fit' }),
    button(strings.oneToOne, zoom.oneToOne, { appearance: 'icon', title: strings.oneToOneHint, name: 'oneToOne' }),
  ];
  const element = h(
    'div',
    { class: 'toolbar' },
    layer.element,
    h('label', { class: 'opacity' }, slider, percent),
    h('div', { class: 'zoom' }, ...tools.map(tool => tool.element)),
  );

  const showLayers = onChange((available: string, shown: ViewLayer, isMask: boolean) => {
    const options = VIEW_LAYERS.map(value => {
      const missing = !available.split(' ').includes(value);
      const text = strings.layers[value];
      // Missing loss layers stay in the list: they say what it takes to have them.
      return { value, text: missing && isMask ? strings.layerNeedsLogits(text) : text, disabled: missing };
    });
    layer.show(options, shown);
  });

  return {
    element,
    update(state: State) {
      const snapshot = ready(state);
      showLayers(
        snapshot ? availableLayers(state).join(' ') : VIEW_LAYERS.join(' '),
        snapshot ? shownLayer(state) : state.ui.layer,
        snapshot?.report.settings.reading.kind === 'mask',
      );
      const opacity = Math.round(state.ui.opacity * 100);
      if (Number(slider.value) !== opacity) {
        slider.value = String(opacity);
      }
      percent.textContent = strings.percent(opacity);
      layer.disable(!snapshot);
      slider.disabled = !snapshot;
      for (const tool of tools) {
        tool.disable(!snapshot);
      }
    },
  };
}
