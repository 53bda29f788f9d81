import type { FromWebview } from '../shared/protocol.js';
import type { Asker } from './ask.js';
import type { Asked } from './asked.js';
import type { LayerStore } from './layerStore.js';
import type { Action, State } from './state.js';
import type { Tooltip } from './views/tooltip.js';

/** A piece of the panel: one element, brought up to date with each state. */
export interface View {
  element: HTMLElement;
  update(state: State): void;
}

/** What every view may use. */
export interface Context {
  /** The newest state, for what happens later than an update. */
  state(): State;
  dispatch(action: Action): void;
  send(message: FromWebview): void;
  /** Asks the worker about the inspected pair. */
  ask: Asker['ask'];
  /** The numbers under what the user turned; the frame asks, whoever shows numbers reads. */
  whatIf: Pick<Asked<'whatIf'>, 'known' | 'again'>;
  layers: LayerStore;
  tooltip: Tooltip;
}
