import { h, onChange, replace } from '../dom.js';
import { ready, type State } from '../state.js';
import { strings } from '../strings.js';
import type { Context, View } from '../view.js';
import { describePixel } from '../viewer/probe.js';

/** The pixel under the pointer (or the cross): what it is, what it was taken for, what it costs. */
export function createStatusLine(context: Context): View {
  const element = h('footer', { class: 'status', id: 'status', 'aria-label': strings.status });
  let current: State | null = null;
  const show = onChange(
    (
      snapshot: ReturnType<typeof ready>,
      probe: State['probe'],
      _fetched: State['fetched'],
      _ui: State['ui'],
      _settings: State['settings'],
    ) => {
      if (!snapshot || !probe) {
        replace(element, h('span', { class: 'idle' }, snapshot ? strings.statusIdle : ''));
        element.title = '';
        return;
      }
      const parts = describePixel(current!, snapshot, context.layers, probe);
      element.title = strings.quantised;
      replace(
        element,
        h('span', { class: 'position' }, `(${probe.x}, ${probe.y})`),
        ...parts.map(part => h('span', null, part)),
      );
    },
  );
  return {
    element,
    update(state) {
      current = state;
      show(ready(state), state.probe, state.fetched, state.ui, state.settings);
    },
  };
}
