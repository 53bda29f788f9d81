import type { Context } from './view.js';
import type { Viewer } from './viewer/viewer.js';
import { copyPixel } from './views/pixel/copyPixel.js';

/** Everything a key or a command can do to the picture. */
const VIEWER_ACTIONS = [
  'panLeft',
  'panRight',
  'panUp',
  'panDown',
  'zoomIn',
  'zoomOut',
  'fit',
  'oneToOne',
  'previousLayer',
  'nextLayer',
  'swipe',
  'outlines',
  'previousSlice',
  'nextSlice',
  'previousRegion',
  'nextRegion',
  'clearSelection',
  'pinPixel',
  'copyPixel',
] as const;
export type ViewerAction = (typeof VIEWER_ACTIONS)[number];

export type Actions = Record<ViewerAction, () => void>;

/** One map for keys and commands, so that both do the same. */
export function createActions(context: Context, viewer: Viewer): Actions {
  const { dispatch, state, regions } = context;
  return {
    panLeft: () => viewer.pan(-1, 0),
    panRight: () => viewer.pan(1, 0),
    panUp: () => viewer.pan(0, -1),
    panDown: () => viewer.pan(0, 1),
    zoomIn: viewer.zoomIn,
    zoomOut: viewer.zoomOut,
    fit: viewer.fit,
    oneToOne: viewer.oneToOne,
    previousLayer: () => dispatch({ type: 'cycleLayer', step: -1 }),
    nextLayer: () => dispatch({ type: 'cycleLayer', step: 1 }),
    swipe: () => dispatch({ type: 'swipe', change: { on: !state().ui.swipe.on } }),
    outlines: () => dispatch({ type: 'cycleOutlines' }),
    previousSlice: () => dispatch({ type: 'slice', sample: state().ui.sample - 1 }),
    nextSlice: () => dispatch({ type: 'slice', sample: state().ui.sample + 1 }),
    previousRegion: () => regions.step(-1),
    nextRegion: () => regions.step(1),
    pinPixel: () => {
      const { probe } = state();
      if (probe) {
        dispatch({ type: 'pin', pixel: probe });
      }
    },
    copyPixel: () => void copyPixel(context),
    clearSelection: () => {
      dispatch({ type: 'isolate', id: null });
      dispatch({ type: 'select', selection: null });
    },
  };
}
