import type { AnalysisLayerInfo } from '../../core/analysis/layer.js';
import { IGNORED_CODE } from '../../core/inspection/layers.js';
import type { ClassRow } from '../../core/inspection/report.js';
import type { LayerStore } from '../layerStore.js';
import { kindOf, nameOf, requestOf, type ViewLayer } from '../layers.js';
import { type State, slice } from '../state.js';
import type { Ui } from '../ui.js';
import { type ColorMap, numberTable } from './colorMaps.js';
import { type ColorTable, classTable, codeTable, OUTCOME_COLORS } from './colors.js';
import { countCodes, makeScale, type NumberEncoding, type Scale } from './scales.js';
import type { Codes, Paint } from './scene.js';

/** A layer of numbers with its colours: what the picture is painted with, and what the legend explains. */
export interface Coloured {
  info: AnalysisLayerInfo;
  codes: Codes;
  encoding: NumberEncoding;
  map: ColorMap;
  scale: Scale;
  table: ColorTable;
}

/** How a layer is painted; null while its codes are missing. */
export function paintOf(
  state: State,
  layers: LayerStore,
  layer: ViewLayer,
  classes: readonly ClassRow[],
): Paint | null {
  const request = requestOf(layer);
  if (!request) {
    return { kind: nameOf(layer) === 'errors' ? 'errors' : 'none' };
  }
  const params = slice(state, request);
  const codes = layers.codes(params);
  const encoding = layers.info(params)?.encoding;
  if (!codes || !encoding) {
    return null;
  }
  const { hatched } = kindOf(layer);
  if (encoding === 'class' || encoding === 'id') {
    return { kind: 'codes', codes, table: encoding === 'class' ? tableOf(classes) : OUTCOME_TABLE, hatched };
  }
  const coloured = colouredLayer(state, layers, layer);
  return coloured && { kind: 'codes', codes, table: coloured.table, hatched };
}

/** Null for layers that are not of numbers, and while codes are missing. */
export function colouredLayer(state: State, layers: LayerStore, layer: ViewLayer): Coloured | null {
  const request = requestOf(layer);
  const params = request && slice(state, request);
  const info = params && layers.info(params);
  const codes = params && layers.codes(params);
  if (!info || !codes || (info.encoding !== 'loss' && info.encoding !== 'signed')) {
    return null;
  }
  const { encoding } = info;
  const label = kindOf(layer).hatched ? (layers.codes(slice(state, { id: 'label' })) ?? null) : null;
  const { scale, table } = scaled(state.ui, encoding, codes, label);
  return { info, codes, encoding, map: mapOf(state.ui, encoding), scale, table };
}

function mapOf(ui: Ui, encoding: NumberEncoding): ColorMap {
  return encoding === 'signed' ? ui.divergingMap : ui.map;
}

interface Scaled {
  scale: Scale;
  table: ColorTable;
}

/** Percentiles depend on the codes, the other scales do not. Kept, so that tables are made and uploaded once. */
const shared = new Map<string, Scaled>();
const own = new WeakMap<Codes, Map<string, Scaled>>();

function scaled(ui: Ui, encoding: NumberEncoding, codes: Codes, label: Codes | null): Scaled {
  const map = mapOf(ui, encoding);
  const key = `${encoding} ${map} ${ui.scaling}`;
  const kept = ui.scaling === 'percentile' ? (own.get(codes) ?? new Map<string, Scaled>()) : shared;
  let found = kept.get(key);
  if (!found) {
    const counts = ui.scaling === 'percentile' ? countCodes(codes, label, IGNORED_CODE) : new Uint32Array(0);
    const scale = makeScale(encoding, ui.scaling, counts);
    found = { scale, table: numberTable(encoding, map, scale) };
    kept.set(key, found);
    if (kept !== shared) {
      own.set(codes, kept);
    }
  }
  return found;
}

const OUTCOME_TABLE = codeTable(OUTCOME_COLORS);
const classTables = new WeakMap<readonly ClassRow[], ColorTable>();

/** One table for one list of classes, so that it is made and uploaded once. */
function tableOf(classes: readonly ClassRow[]): ColorTable {
  let table = classTables.get(classes);
  if (!table) {
    table = classTable(classes);
    classTables.set(classes, table);
  }
  return table;
}
