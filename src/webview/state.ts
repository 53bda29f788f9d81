import type { LayerParams, LayerRequest } from '../core/analysis/layer.js';
import type { WhatIfSettings } from '../core/analysis/settings.js';
import type { PanelSnapshot, ReadingOverride } from '../shared/protocol.js';
import {
  codesKey,
  kindOf,
  LAYER_NAMES,
  type LAYERS,
  type LayerKind,
  layerText,
  nameOf,
  parseLayer,
  requestOf,
  type ViewLayer,
} from './layers.js';
import { DEFAULT_UI, OUTLINES, type Outlines, type Remembered, type Sort, type SortKey, type Ui } from './ui.js';
import type { Tab } from './views/tabs.js';

export type { Sort, SortKey } from './ui.js';

export interface Pixel {
  x: number;
  y: number;
}

/** A pixel of one sample or slice of the file, however the volume is cut on screen. */
export interface Voxel extends Pixel {
  sample: number;
}

/** Pixels of the image, right and bottom included. */
export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export type ReadySnapshot = Extract<PanelSnapshot, { state: 'ready' }>;
export type FetchState = 'asked' | 'here' | 'missing';

/**
 * Pixels picked out by a layer: those whose code is `code`, or whose number is above `above`, or any but 0. The rest of
 * the picture is dimmed. selection.ts makes them.
 */
export interface Selection {
  /** For the chip. */
  title: string;
  request: LayerRequest;
  code: number | null;
  above: number | null;
  /** Classes it is about: their rows are marked. */
  classes: readonly number[];
}

export interface State {
  snapshot: PanelSnapshot | null;
  reading: ReadingOverride;
  ui: Ui;
  /** What the user turned over the inspection's own settings. */
  settings: WhatIfSettings;
  selection: Selection | null;
  /** Where the viewer is to look; a new object looks again. */
  lookAt: Bounds | null;
  /** Pixel under the pointer, or under the cross when the picture has keyboard focus. */
  probe: Pixel | null;
  /** The pixel that the Pixel tab takes apart. */
  pinned: Voxel | null;
  /** Set by the first probe: from then on the layers it reads are worth fetching. */
  probing: boolean;
  /** By codesKey, and 'picture'. */
  fetched: Readonly<Record<string, FetchState>>;
}

export type Action =
  | { type: 'snapshot'; snapshot: PanelSnapshot; reading: ReadingOverride }
  | { type: 'fetched'; what: string; as: FetchState | undefined }
  | { type: 'layer'; layer: ViewLayer }
  | { type: 'cycleLayer'; step: 1 | -1 }
  | { type: 'swipe'; change: Partial<Ui['swipe']> }
  | { type: 'choose'; change: Partial<Pick<Ui, 'opacity' | 'map' | 'divergingMap' | 'scaling' | 'outlines'>> }
  | { type: 'cycleOutlines' }
  | { type: 'slice'; sample: number; axis?: Ui['axis'] }
  | { type: 'settings'; settings: WhatIfSettings }
  | { type: 'select'; selection: Selection | null }
  | { type: 'lookAt'; bounds: Bounds }
  | { type: 'tab'; tab: Tab }
  | { type: 'sort'; key: SortKey }
  /** `add`: beside those that are isolated already, or out of them. Null: none. */
  | { type: 'isolate'; id: number | null; add?: boolean }
  | { type: 'remember'; name: string; value: Remembered }
  /** Of the picture as it is cut; null: none. */
  | { type: 'pin'; pixel: Pixel | null }
  | { type: 'probe'; pixel: Pixel | null };

export function initialState(ui: Ui = DEFAULT_UI): State {
  return {
    snapshot: null,
    reading: { kind: 'auto', layout: 'auto' },
    ui,
    settings: {},
    selection: null,
    lookAt: null,
    probe: null,
    pinned: null,
    probing: false,
    fetched: {},
  };
}

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'snapshot':
      return withSnapshot(state, action.snapshot, action.reading);
    case 'fetched': {
      const { [action.what]: _, ...others } = state.fetched;
      return { ...state, fetched: action.as === undefined ? others : { ...others, [action.what]: action.as } };
    }
    case 'layer':
      return withUi(state, { layer: action.layer });
    case 'cycleLayer': {
      const names = availableLayers(state);
      const next = (names.indexOf(nameOf(shownLayer(state))) + action.step + names.length) % names.length;
      return withUi(state, { layer: layerText(parseLayer(names[next]!)) });
    }
    case 'swipe':
      return withUi(state, { swipe: { ...state.ui.swipe, ...action.change } });
    case 'choose':
      return withUi(state, action.change);
    case 'cycleOutlines':
      return withUi(state, { outlines: after(OUTLINES, state.ui.outlines) });
    case 'slice':
      return withSlice(state, action.sample, action.axis ?? state.ui.axis);
    case 'settings':
      return { ...state, settings: action.settings };
    case 'select':
      return withSelection(state, action.selection);
    case 'lookAt':
      return { ...state, lookAt: action.bounds };
    case 'tab':
      return withUi(state, { tab: action.tab });
    case 'sort':
      return withUi(state, { sort: nextSort(state.ui.sort, action.key) });
    case 'isolate': {
      const isolated = nextIsolated(state.ui.isolated, action.id, action.add ?? false);
      const next = isolated.length > 0 ? withSelection(state, null) : state;
      return String(isolated) === String(state.ui.isolated) ? next : withUi(next, { isolated });
    }
    case 'remember':
      return withUi(state, { remembered: { ...state.ui.remembered, [action.name]: action.value } });
    case 'pin': {
      const { pixel } = action;
      return pixel ? { ...withUi(state, { tab: 'pixel' }), pinned: voxelOf(state, pixel) } : { ...state, pinned: null };
    }
    case 'probe': {
      const { probe } = state;
      if (probe?.x === action.pixel?.x && probe?.y === action.pixel?.y) {
        return state;
      }
      return { ...state, probe: action.pixel, probing: state.probing || action.pixel !== null };
    }
  }
}

function withUi(state: State, change: Partial<Ui>): State {
  return { ...state, ui: { ...state.ui, ...change } };
}

/** One thing is picked out at a time: pixels, or classes. */
function withSelection(state: State, selection: Selection | null): State {
  const next = selection && state.ui.isolated.length > 0 ? withUi(state, { isolated: [] }) : state;
  return selection === next.selection ? next : { ...next, selection };
}

function withSnapshot(state: State, snapshot: PanelSnapshot, reading: ReadingOverride): State {
  const previous = ready(state);
  const sameRun = snapshot.state === 'ready' && previous?.inspectionId === snapshot.inspectionId;
  const next: State = { ...state, snapshot, reading };
  if (!sameRun) {
    // What was picked out of another run's numbers may not exist in this one's.
    Object.assign(next, { fetched: {}, probe: null, pinned: null, probing: false, selection: null, lookAt: null });
  }
  if (snapshot.state !== 'ready') {
    return next;
  }
  Object.assign(next, withComparison(next, snapshot, previous));
  // A class that no longer exists cannot stay isolated; while loading the choice is kept for what comes.
  const ids = snapshot.report.classes.map(row => row.id);
  const isolated = state.ui.isolated.filter(id => ids.includes(id));
  return withSlice(
    isolated.length < state.ui.isolated.length ? withUi(next, { isolated }) : next,
    state.ui.sample,
    state.ui.axis,
  );
}

/** The prediction last compared with: one that is new is looked at, one that a reload brings back leaves the tab alone. */
const COMPARED_WITH = 'compare.with';

function withComparison(state: State, snapshot: ReadySnapshot, previous: ReadySnapshot | null): State {
  const { comparison } = snapshot;
  const outdated = comparison?.id !== previous?.comparison?.id && COMPARING.includes(state.selection?.request.id ?? '');
  const next = outdated ? { ...state, selection: null } : state;
  const [before, now] = [state.ui.remembered[COMPARED_WITH] ?? '', comparison?.prediction ?? ''];
  if (now === before) {
    return next;
  }
  const remembered = { ...state.ui.remembered, [COMPARED_WITH]: now };
  return withUi(next, now === '' ? { remembered } : { remembered, tab: 'compare', layer: 'outcome' });
}

/** A slice that exists, along an axis that exists; the probe belongs to the slice that it was read on. */
function withSlice(state: State, sample: number, axis: Ui['axis']): State {
  const count = sliceCount(state, axis);
  const at = Math.max(0, Math.min(count - 1, Math.round(sample)));
  if (count === 0 || (at === state.ui.sample && axis === state.ui.axis)) {
    return state;
  }
  return { ...withUi(state, { sample: at, axis }), probe: null };
}

/** Which pixel of which slice lies there, as the volume is cut now. */
export function voxelOf({ ui: { axis, sample } }: State, { x, y }: Pixel): Voxel {
  return { sample: { x, y, sample }, row: { x, y: sample, sample: y }, column: { x: sample, y: x, sample: y } }[axis];
}

/** Where a voxel lies in the picture; null where another slice is shown. */
export function pixelOf({ ui: { axis, sample } }: State, voxel: Voxel): Pixel | null {
  const { x, y } = voxel;
  const [at, pixel] = {
    sample: [voxel.sample, { x, y }] as const,
    row: [y, { x, y: voxel.sample }] as const,
    column: [x, { x: y, y: voxel.sample }] as const,
  }[axis];
  return at === sample ? pixel : null;
}

/** Slices along an axis; 0 before there is anything. */
export function sliceCount(state: State, axis: Ui['axis'] = state.ui.axis): number {
  const { reading } = ready(state)?.report.settings ?? {};
  if (!reading) {
    return 0;
  }
  const [height, width] = reading.labelSize;
  return { sample: reading.samples, row: height, column: width }[axis];
}

/** A second click on a column turns its order; names start ascending, numbers with the largest. */
function nextSort(sort: Sort, key: SortKey): Sort {
  return sort.key === key ? { key, descending: !sort.descending } : { key, descending: key !== 'name' };
}

function nextIsolated(isolated: readonly number[], id: number | null, add: boolean): readonly number[] {
  if (id === null) {
    return [];
  }
  if (add) {
    return isolated.includes(id) ? isolated.filter(other => other !== id) : [...isolated, id];
  }
  return isolated.length === 1 && isolated[0] === id ? [] : [id];
}

function after<T>(all: readonly T[], value: T): T {
  return all[(all.indexOf(value) + 1) % all.length]!;
}

export function ready(state: State): ReadySnapshot | null {
  return state.snapshot?.state === 'ready' ? state.snapshot : null;
}

/** Layers of this inspection the viewer can show, in the order of the menu. */
export function availableLayers(state: State): (keyof typeof LAYERS)[] {
  return LAYER_NAMES.filter(name => isAvailable(state, name));
}

export function isAvailable(state: State, layer: ViewLayer): boolean {
  const snapshot = ready(state);
  const kind: LayerKind = kindOf(layer);
  if (nameOf(layer) === 'none') {
    return true;
  }
  if (!snapshot || snapshot.layers.length === 0 || (kind.needs === 'other prediction' && !snapshot.comparison)) {
    return false;
  }
  if (kind.needs === 'probabilities' && snapshot.report.settings.reading.kind === 'mask') {
    return false;
  }
  return paramsOf(state, layer).every(params => state.fetched[codesKey(params)] !== 'missing');
}

/** The chosen layer, or the first one there is; the choice itself is kept for the next inspection. */
export function shownLayer(state: State): ViewLayer {
  const { layer } = state.ui;
  return isAvailable(state, layer) ? layer : layerText(parseLayer(availableLayers(state)[0] ?? 'none'));
}

/** The layer right of the divider; null without a split. */
export function splitLayer(state: State): ViewLayer | null {
  const { swipe } = state.ui;
  return swipe.on ? (isAvailable(state, swipe.layer) ? swipe.layer : 'none') : null;
}

export function outlinesOf(outlines: Outlines): { label: boolean; prediction: boolean } {
  return {
    label: outlines === 'label' || outlines === 'both',
    prediction: outlines === 'prediction' || outlines === 'both',
  };
}

/** Requests that are about the prediction that is compared with. */
const COMPARING: readonly string[] = ['otherPrediction', 'outcome', 'difference'];

/** A layer of the slice that is shown. What-if settings only change what they are about. */
export function slice(state: State, request: LayerRequest): LayerParams {
  const { sample, axis } = state.ui;
  const turned = ['loss', 'gradient', 'piece', 'regions', 'difference'].includes(request.id);
  const comparison = COMPARING.includes(request.id) ? ready(state)?.comparison?.id : undefined;
  return {
    layer: request,
    sample,
    axis,
    ...(turned && { settings: state.settings }),
    ...(comparison && { comparison }),
  };
}

/** The codes that one layer is drawn from. */
function paramsOf(state: State, layer: ViewLayer): LayerParams[] {
  const request = requestOf(layer);
  if (request) {
    return [slice(state, request)];
  }
  return nameOf(layer) === 'errors' ? [slice(state, { id: 'label' }), slice(state, { id: 'prediction' })] : [];
}

/** Everything the picture is made of now: the layers, the label for ignored pixels, both for isolation and outlines. */
export function sceneSources(state: State): LayerParams[] {
  const layers = [shownLayer(state), splitLayer(state)].filter(layer => layer !== null);
  const { ui, selection } = state;
  const outlines = outlinesOf(ui.outlines);
  const isolating = ui.isolated.length > 0;
  const sources = layers.flatMap(layer => paramsOf(state, layer));
  if (isolating || outlines.label || layers.some(layer => kindOf(layer).hatched)) {
    sources.push(slice(state, { id: 'label' }));
  }
  if (isolating || outlines.prediction) {
    sources.push(slice(state, { id: 'prediction' }));
  }
  if (selection) {
    sources.push(slice(state, selection.request));
  }
  const found = new Map(sources.map(params => [codesKey(params), params]));
  return [...found.values()].filter(params => state.fetched[codesKey(params)] !== 'missing');
}

/** What a probed pixel is described from. */
function probeSources(state: State): LayerParams[] {
  const requests: LayerRequest[] = (ready(state)?.layers ?? [])
    .map(({ id }) => id)
    .map((id): LayerRequest => (id === 'crossEntropy' || id === 'focal' ? { id: 'loss', term: id } : { id }));
  if (ready(state)?.comparison) {
    requests.push({ id: 'otherPrediction' });
  }
  return requests.map(request => slice(state, request));
}

/** Codes that are needed and have not been asked for. */
export function wantedCodes(state: State): LayerParams[] {
  if (!ready(state)) {
    return [];
  }
  const sources = [...sceneSources(state), ...(state.probing ? probeSources(state) : [])];
  return sources.filter(params => state.fetched[codesKey(params)] === undefined);
}

export function wantsPicture(state: State): boolean {
  return ready(state)?.picture != null && state.fetched.picture === undefined;
}

/** Whether the picture and its overlay are here: from then on there is time for what nobody waits for. */
export function isPictured(state: State): boolean {
  const asked = Object.values(state.fetched);
  return ready(state) !== null && asked.length > 0 && !asked.includes('asked');
}
