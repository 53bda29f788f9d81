import { h, onChange } from '../dom.js';
import { ready, type State, shownLayer, splitLayer } from '../state.js';
import { strings } from '../strings.js';
import { DIVERGING_MAPS, OUTLINES, SCALINGS, SEQUENTIAL_MAPS } from '../ui.js';
import type { Context, View } from '../view.js';
import { type ColorMap, mapColor } from '../viewer/colorMaps.js';
import { css } from '../viewer/colors.js';
import { colouredLayer } from '../viewer/paints.js';
import { choice, createMenu } from './menu.js';
import { toolButton } from './toolButton.js';

/** Colour map, scale and outlines, behind one button. */
export function createColourMenu(context: Context): View & { disable(disabled: boolean): void } {
  const { dispatch, layers } = context;
  const options = <T extends ColorMap>(maps: readonly T[]) =>
    maps.map(value => ({ value, text: strings.maps[value], mark: ramp(value) }));
  const map = choice(strings.colourMap, 'map', options(SEQUENTIAL_MAPS), value =>
    dispatch({ type: 'choose', change: { map: value } }),
  );
  const diverging = choice(strings.colourMap, 'divergingMap', options(DIVERGING_MAPS), value =>
    dispatch({ type: 'choose', change: { divergingMap: value } }),
  );
  const scaling = choice(
    strings.scaling,
    'scaling',
    SCALINGS.map(value => ({ value, text: strings.scalings[value] })),
    value => dispatch({ type: 'choose', change: { scaling: value } }),
  );
  const outlines = choice(
    strings.outlineTitle,
    'outlines',
    OUTLINES.map(value => ({ value, text: strings.outlines[value] })),
    value => dispatch({ type: 'choose', change: { outlines: value } }),
  );
  const button = toolButton('colours', 'adjust', strings.coloursHint, () => {});
  const lists = [map, diverging, scaling, outlines].map(({ element }) => element);
  const menu = createMenu(button, strings.coloursHint, ...lists);

  const showKinds = onChange((sequential: boolean, signed: boolean) => {
    // With nothing to colour, the list of the usual maps stays, greyed: nothing jumps.
    map.element.hidden = signed && !sequential;
    diverging.element.hidden = !signed;
    map.enable(sequential);
    scaling.enable(sequential || signed);
  });

  return {
    element: menu.element,
    update(state: State) {
      const { ui } = state;
      map.show(ui.map);
      diverging.show(ui.divergingMap);
      scaling.show(ui.scaling);
      outlines.show(ui.outlines);
      const shown = ready(state) ? [shownLayer(state), splitLayer(state)] : [];
      const encodings = shown.map(layer => (layer === null ? null : colouredLayer(state, layers, layer)?.encoding));
      showKinds(encodings.includes('loss'), encodings.includes('signed'));
    },
    disable(disabled) {
      button.disable(disabled);
      if (disabled) {
        menu.close();
      }
    },
  };
}

const STOPS = 16;

/** The map as a bar. */
export function ramp(map: ColorMap): HTMLElement {
  const bar = h('span', { class: 'ramp', 'aria-hidden': 'true' });
  const stops = Array.from({ length: STOPS + 1 }, (_, stop) => css(mapColor(map, stop / STOPS)));
  bar.style.backgroundImage = `linear-gradient(to right, ${stops.join(', ')})`;
  return bar;
}
