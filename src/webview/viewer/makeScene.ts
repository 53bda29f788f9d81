import type { ClassRow } from '../../core/inspection/report.js';
import type { LayerStore } from '../layerStore.js';
import { overlaySources, ready, type State, shownLayer, type ViewLayer } from '../state.js';
import { type ColorTable, classTable, lossTable } from './colors.js';
import { classSet } from './focus.js';
import type { Paint, Scene } from './scene.js';

/** The scene of the current choices; null while codes that it is made of are missing. */
export function makeScene(state: State, layers: LayerStore): Scene | null {
  const snapshot = ready(state);
  const source = snapshot?.layers[0];
  if (!snapshot || !source || !overlaySources(state).every(id => layers.codes(id))) {
    return null;
  }
  const { isolated } = state.ui;
  return {
    size: { width: source.width, height: source.height },
    picture: layers.picture,
    label: layers.codes('label') ?? null,
    prediction: layers.codes('prediction') ?? null,
    left: paintOf(shownLayer(state), layers, snapshot.report.classes),
    right: null,
    focus: isolated === null ? null : classSet([isolated]),
    background: snapshot.background,
    mask: null,
    outlines: { label: false, prediction: false },
  };
}

function paintOf(layer: ViewLayer, layers: LayerStore, classes: readonly ClassRow[]): Paint {
  if (layer === 'none' || layer === 'errors') {
    return { kind: layer };
  }
  const codes = layers.codes(layer)!;
  const loss = layer === 'crossEntropy' || layer === 'focal';
  const table = loss ? lossTable(layer) : tableOf(classes);
  return { kind: 'codes', codes, table, hatched: layer !== 'prediction' };
}

const tables = new WeakMap<readonly ClassRow[], ColorTable>();

/** One table for one list of classes, so that it is made and uploaded once. */
function tableOf(classes: readonly ClassRow[]): ColorTable {
  let table = tables.get(classes);
  if (!table) {
    table = classTable(classes);
    tables.set(classes, table);
  }
  return table;
}
