import type { LayerId } from '../core/inspection/layers.js';
import type { PanelSnapshot, ReadingOverride } from '../shared/protocol.js';
import type { Tab } from './views/tabs.js';

/** What the viewer can lay over the picture; `errors` is computed here from label and prediction. */
export const VIEW_LAYERS = ['errors', 'crossEntropy', 'focal', 'prediction', 'label', 'none'] as const;
export type ViewLayer = (typeof VIEW_LAYERS)[number];

export const SORT_KEYS = [
  'name',
  'pixelShare',
  'lossShare',
  'crossEntropy',
  'focal',
  'dice',
  'fScore',
  'iou',
  'precision',
  'recall',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export interface Sort {
  key: SortKey;
  descending: boolean;
}

/** What the user chose; survives a window reload. */
export interface Ui {
  layer: ViewLayer;
  opacity: number;
  tab: Tab;
  sort: Sort;
  /** Class id the overlay is restricted to. */
  isolated: number | null;
}

export interface Pixel {
  x: number;
  y: number;
}

export type ReadySnapshot = Extract<PanelSnapshot, { state: 'ready' }>;
export type Fetched = LayerId | 'picture';
export type FetchState = 'asked' | 'here' | 'missing';

export interface State {
  snapshot: PanelSnapshot | null;
  reading: ReadingOverride;
  ui: Ui;
  /** Pixel under the pointer, or under the cross when the picture has keyboard focus. */
  probe: Pixel | null;
  /** Set by the first probe: from then on all layers are worth fetching. */
  probing: boolean;
  fetched: Partial<Record<Fetched, FetchState>>;
}

export type Action =
  | { type: 'snapshot'; snapshot: PanelSnapshot; reading: ReadingOverride }
  | { type: 'fetched'; what: Fetched; as: FetchState }
  | { type: 'layer'; layer: ViewLayer }
  | { type: 'cycleLayer'; step: 1 | -1 }
  | { type: 'opacity'; opacity: number }
  | { type: 'tab'; tab: Tab }
  | { type: 'sort'; key: SortKey }
  | { type: 'isolate'; id: number | null }
  | { type: 'probe'; pixel: Pixel | null };

export const DEFAULT_UI: Ui = {
  layer: 'errors',
  opacity: 0.7,
  tab: 'classes',
  sort: { key: 'lossShare', descending: true },
  isolated: null,
};

export function initialState(ui: Ui = DEFAULT_UI): State {
  return {
    snapshot: null,
    reading: { kind: 'auto', layout: 'auto' },
    ui,
    probe: null,
    probing: false,
    fetched: {},
  };
}

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'snapshot':
      return withSnapshot(state, action.snapshot, action.reading);
    case 'fetched':
      return { ...state, fetched: { ...state.fetched, [action.what]: action.as } };
    case 'layer':
      return withUi(state, { layer: action.layer });
    case 'cycleLayer': {
      const layers = availableLayers(state);
      const next = (layers.indexOf(shownLayer(state)) + action.step + layers.length) % layers.length;
      return withUi(state, { layer: layers[next] });
    }
    case 'opacity':
      return withUi(state, { opacity: Math.min(1, Math.max(0, action.opacity)) });
    case 'tab':
      return withUi(state, { tab: action.tab });
    case 'sort':
      return withUi(state, { sort: nextSort(state.ui.sort, action.key) });
    case 'isolate': {
      const isolated = action.id === state.ui.isolated ? null : action.id;
      return isolated === state.ui.isolated ? state : withUi(state, { isolated });
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

function withSnapshot(state: State, snapshot: PanelSnapshot, reading: ReadingOverride): State {
  const previous = ready(state);
  const sameRun = snapshot.state === 'ready' && previous?.inspectionId === snapshot.inspectionId;
  const next: State = { ...state, snapshot, reading, fetched: sameRun ? state.fetched : {} };
  if (!sameRun) {
    next.probe = null;
    next.probing = false;
  }
  // A class that no longer exists cannot stay isolated; while loading the choice is kept for what comes.
  const { isolated } = state.ui;
  if (snapshot.state === 'ready' && isolated !== null && !snapshot.report.classes.some(row => row.id === isolated)) {
    next.ui = { ...state.ui, isolated: null };
  }
  return next;
}

/** A second click on a column turns its order; names start ascending, numbers with the largest. */
function nextSort(sort: Sort, key: SortKey): Sort {
  return sort.key === key ? { key, descending: !sort.descending } : { key, descending: key !== 'name' };
}

export function ready(state: State): ReadySnapshot | null {
  return state.snapshot?.state === 'ready' ? state.snapshot : null;
}

/** Layers of this inspection the viewer can show, in the order of the menu. */
export function availableLayers(state: State): ViewLayer[] {
  return VIEW_LAYERS.filter(layer => sources(layer).every(id => hasLayer(state, id)));
}

/** The chosen layer, or the first one there is; the choice itself is kept for the next inspection. */
export function shownLayer(state: State): ViewLayer {
  const layers = availableLayers(state);
  return layers.includes(state.ui.layer) ? state.ui.layer : (layers[0] ?? 'none');
}

/** What the current picture needs and has not asked for. */
export function wanted(state: State): Fetched[] {
  const snapshot = ready(state);
  if (!snapshot) {
    return [];
  }
  const needed = new Set<Fetched>(snapshot.picture ? ['picture'] : []);
  for (const id of neededLayers(state)) {
    needed.add(id);
  }
  return [...needed].filter(what => state.fetched[what] === undefined);
}

/** Layer data the overlay is made of: its own, the label for ignored pixels, both class layers to isolate. */
export function overlaySources(state: State): LayerId[] {
  const layer = shownLayer(state);
  const ids = new Set<LayerId>(sources(layer));
  if (layer === 'crossEntropy' || layer === 'focal') {
    ids.add('label');
  }
  if (state.ui.isolated !== null) {
    ids.add('label').add('prediction');
  }
  return [...ids].filter(id => hasLayer(state, id));
}

function neededLayers(state: State): LayerId[] {
  return state.probing ? (ready(state)?.layers ?? []).map(info => info.id) : overlaySources(state);
}

function sources(layer: ViewLayer): LayerId[] {
  return layer === 'none' ? [] : layer === 'errors' ? ['label', 'prediction'] : [layer];
}

function hasLayer(state: State, id: LayerId): boolean {
  return (ready(state)?.layers ?? []).some(info => info.id === id) && state.fetched[id] !== 'missing';
}

/** The user's choices from persisted state, field by field: a broken or older one costs only itself. */
export function restoreUi(value: unknown): Ui {
  const from = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const sort = (typeof from.sort === 'object' && from.sort !== null ? from.sort : {}) as Record<string, unknown>;
  const { opacity, isolated } = from;
  return {
    layer: oneOf(VIEW_LAYERS, from.layer) ?? DEFAULT_UI.layer,
    opacity: typeof opacity === 'number' && opacity >= 0 && opacity <= 1 ? opacity : DEFAULT_UI.opacity,
    // Which tabs there are is known where they are made.
    tab: typeof from.tab === 'string' ? (from.tab as Tab) : DEFAULT_UI.tab,
    sort: {
      key: oneOf(SORT_KEYS, sort.key) ?? DEFAULT_UI.sort.key,
      descending: typeof sort.descending === 'boolean' ? sort.descending : DEFAULT_UI.sort.descending,
    },
    isolated: typeof isolated === 'number' && Number.isInteger(isolated) ? isolated : null,
  };
}

function oneOf<T extends string>(all: readonly T[], value: unknown): T | undefined {
  return all.find(item => item === value);
}
