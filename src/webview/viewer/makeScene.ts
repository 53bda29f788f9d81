import { LOSS_CODE_MAX } from '../../core/inspection/layers.js';
import type { LayerStore } from '../layerStore.js';
import {
  outlinesOf,
  ready,
  type Selection,
  type State,
  sceneSources,
  shownLayer,
  slice,
  splitLayer,
} from '../state.js';
import { classSet } from './focus.js';
import { paintOf } from './paints.js';
import type { Codes, Scene } from './scene.js';

/** The scene of the current choices; null while codes that it is made of are missing. */
export function makeScene(state: State, layers: LayerStore): Scene | null {
  const snapshot = ready(state);
  const sources = sceneSources(state);
  if (!snapshot || snapshot.layers.length === 0 || !sources.every(params => layers.codes(params))) {
    return null;
  }
  const { classes } = snapshot.report;
  const { ui, selection } = state;
  const split = splitLayer(state);
  const left = paintOf(state, layers, shownLayer(state), classes);
  const right = split === null ? null : paintOf(state, layers, split, classes);
  if (!left || (split !== null && !right)) {
    return null;
  }
  const info = sources.map(params => layers.info(params)).find(found => found !== undefined) ?? snapshot.layers[0]!;
  return {
    size: { width: info.width, height: info.height },
    picture: hasPicture(state) ? layers.picture : null,
    label: layers.codes(slice(state, { id: 'label' })) ?? null,
    prediction: layers.codes(slice(state, { id: 'prediction' })) ?? null,
    left,
    right,
    focus: classSet(ui.isolated),
    background: snapshot.background,
    mask: selection && maskOf(state, layers, selection),
    outlines: outlinesOf(ui.outlines),
  };
}

/** There is one picture: that of the first sample. */
export function hasPicture({ ui }: State): boolean {
  return ui.axis === 'sample' && ui.sample === 0;
}

const masks = new WeakMap<Codes, Map<string, Codes>>();

/** The codes themselves, or 1 where they are as wanted; kept, so that they are made and uploaded once. */
function maskOf(state: State, layers: LayerStore, { request, code, above }: Selection): Codes | null {
  const params = slice(state, request);
  const codes = layers.codes(params) ?? null;
  if (!codes || (code === null && above === null)) {
    return codes;
  }
  const kept = masks.get(codes) ?? new Map<string, Codes>();
  masks.set(codes, kept);
  const key = `${code} ${above}`;
  let mask = kept.get(key);
  if (!mask) {
    const [, largest] = layers.info(params)?.range ?? [0, 1];
    const limit = ((above ?? 0) / largest) * LOSS_CODE_MAX;
    mask = codes.map(other => Number(above === null ? other === code : other > limit)) as Codes;
    kept.set(key, mask);
  }
  return mask;
}
