import type { ShowTarget } from '../../../core/analysis/deepFindings.js';
import type { LayerRequest } from '../../../core/analysis/layer.js';
import type { RegionRule } from '../../../core/analysis/regions.js';
import { layerOf } from '../../layers.js';
import { className } from '../../layerTitle.js';
import { MASS, MIN_PIXELS } from '../../regionWalk.js';
import { pairSelection } from '../../selection.js';
import { type Action, ready } from '../../state.js';
import { strings } from '../../strings.js';
import type { Context } from '../../view.js';
import type { Tab } from '../tabs.js';

/** Which of the curves shows what a layer shows. */
const CURVE_OF: Partial<Record<LayerRequest['id'], string>> = {
  confidence: 'reliability',
  boundaryDistance: 'distance',
};

/** Sets picture, selection and tab to what a finding is about. */
export function show(target: ShowTarget, context: Context): void {
  for (const action of actionsOf(target, context)) {
    context.dispatch(action);
  }
  const { layer, region } = target;
  if (region && layer?.id === 'regions') {
    context.regions.goToRank(region.rank);
  }
}

function actionsOf({ layer, classes = [], pair, region, tab }: ShowTarget, { state }: Context): Action[] {
  const report = ready(state())?.report ?? null;
  const actions: Action[] = [];
  const name = layer && layerOf(layer);
  if (name) {
    actions.push({ type: 'layer', layer: name });
  }
  if (layer?.id === 'regions') {
    actions.push(...ruleActions(layer.rule));
  }
  if (pair && !region) {
    const title = strings.pair(className(report, pair.label), className(report, pair.prediction));
    actions.push({ type: 'select', selection: pairSelection(title, pair.label, pair.prediction) });
  } else if (classes.length > 0) {
    actions.push({ type: 'isolate', id: null });
    actions.push(...classes.map((id): Action => ({ type: 'isolate', id, add: true })));
  }
  if (tab === 'curves') {
    const value = (layer && CURVE_OF[layer.id]) ?? 'thresholds';
    actions.push({ type: 'remember', name: 'curves.kind', value });
  }
  if (tab === 'ledger' && pair) {
    actions.push({ type: 'remember', name: 'ledger.split', value: 'pair' });
  }
  // Tabs that are still to come are not gone to.
  if (tab && Object.hasOwn(strings.tabTitles, tab)) {
    actions.push({ type: 'tab', tab: tab as Tab });
  }
  return actions;
}

/** Ranks are among the regions of one rule, so the tab follows it. */
function ruleActions({ term, mass, minPixels }: RegionRule): Action[] {
  return [
    { type: 'remember', name: 'regions.term', value: term },
    { type: 'remember', name: 'regions.mass', value: mass === undefined ? MASS.usual : mass * 100 },
    { type: 'remember', name: 'regions.minPixels', value: minPixels ?? MIN_PIXELS.usual },
    { type: 'remember', name: 'regions.suspects', value: false },
  ];
}
