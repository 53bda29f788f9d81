import type { FromWebview } from '../shared/protocol.js';
import type { Asker } from './ask.js';
import type { Asked } from './asked.js';
import type { LayerStore } from './layerStore.js';
import type { RegionWalk } from './regionWalk.js';
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
  /** Brings every view up to date with the same state: for what a view knows beside it. */
  refresh(): void;
  send(message: FromWebview): void;
  /** Asks the worker about the inspected pair. */
  ask: Asker['ask'];
  /** The numbers under what the user turned; the frame asks, whoever shows numbers reads. */
  whatIf: Pick<Asked<'whatIf'>, 'known' | 'again'>;
  layers: LayerStore;
  regions: RegionWalk;
  tooltip: Tooltip;
}
