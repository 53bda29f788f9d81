import type { SliceAxis } from '../core/analysis/layer.js';
import { SLICE_AXES } from '../core/analysis/names.js';
import { layerText, parseLayer, type ViewLayer } from './layers.js';
import type { Tab } from './views/tabs.js';

const SORT_KEYS = [
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

/** Colour maps: perceptually uniform from nothing to much, and diverging around 0. All safe for colour-blind readers. */
export const SEQUENTIAL_MAPS = ['cividis', 'viridis', 'magma'] as const;
export type SequentialMap = (typeof SEQUENTIAL_MAPS)[number];
export const DIVERGING_MAPS = ['purpleOrange', 'redBlue'] as const;
export type DivergingMap = (typeof DIVERGING_MAPS)[number];
export const SCALINGS = ['linear', 'log', 'percentile'] as const;
export type Scaling = (typeof SCALINGS)[number];
export const OUTLINES = ['off', 'label', 'prediction', 'both'] as const;
export type Outlines = (typeof OUTLINES)[number];

/** A second layer right of a divider. */
export interface Swipe {
  on: boolean;
  layer: ViewLayer;
  /** Share of the view's width left of the divider. */
  at: number;
}

/** What the user chose; survives a window reload. */
export interface Ui {
  layer: ViewLayer;
  swipe: Swipe;
  opacity: number;
  map: SequentialMap;
  divergingMap: DivergingMap;
  scaling: Scaling;
  outlines: Outlines;
  /** Which slice of a volume, or sample of a batch. */
  sample: number;
  axis: SliceAxis;
  tab: Tab;
  sort: Sort;
  /** Class ids that the overlay is restricted to; none: all are shown. */
  isolated: readonly number[];
  /** Small choices of views, by name; see remembered.ts. */
  remembered: Readonly<Record<string, Remembered>>;
}

export type Remembered = string | number | boolean;

export const DEFAULT_UI: Ui = {
  layer: 'errors',
  swipe: { on: false, layer: 'crossEntropy', at: 0.5 },
  opacity: 0.7,
  map: 'cividis',
  divergingMap: 'purpleOrange',
  scaling: 'linear',
  outlines: 'off',
  sample: 0,
  axis: 'sample',
  tab: 'classes',
  sort: { key: 'lossShare', descending: true },
  isolated: [],
  remembered: {},
};

/** The user's choices from persisted state, field by field: a broken or older one costs only itself. */
export function restoreUi(value: unknown): Ui {
  const from = record(value);
  const sort = record(from.sort);
  const swipe = record(from.swipe);
  return {
    layer: layer(from.layer) ?? DEFAULT_UI.layer,
    swipe: {
      on: boolean(swipe.on) ?? DEFAULT_UI.swipe.on,
      layer: layer(swipe.layer) ?? DEFAULT_UI.swipe.layer,
      at: share(swipe.at) ?? DEFAULT_UI.swipe.at,
    },
    opacity: share(from.opacity) ?? DEFAULT_UI.opacity,
    map: oneOf(SEQUENTIAL_MAPS, from.map) ?? DEFAULT_UI.map,
    divergingMap: oneOf(DIVERGING_MAPS, from.divergingMap) ?? DEFAULT_UI.divergingMap,
    scaling: oneOf(SCALINGS, from.scaling) ?? DEFAULT_UI.scaling,
    outlines: oneOf(OUTLINES, from.outlines) ?? DEFAULT_UI.outlines,
    sample: whole(from.sample) ? from.sample : DEFAULT_UI.sample,
    axis: oneOf(SLICE_AXES, from.axis) ?? DEFAULT_UI.axis,
    // Which tabs there are is known where they are made.
    tab: typeof from.tab === 'string' ? (from.tab as Tab) : DEFAULT_UI.tab,
    sort: {
      key: oneOf(SORT_KEYS, sort.key) ?? DEFAULT_UI.sort.key,
      descending: boolean(sort.descending) ?? DEFAULT_UI.sort.descending,
    },
    isolated: Array.isArray(from.isolated) ? from.isolated.filter(whole) : DEFAULT_UI.isolated,
    remembered: rememberedOf(from.remembered),
  };
}

function record(value: unknown): Record<string, unknown> {
  return (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
}

/** Views check what they remember when they read it. */
function rememberedOf(value: unknown): Ui['remembered'] {
  const plain = (entry: [string, unknown]): entry is [string, Remembered] =>
    ['string', 'number', 'boolean'].includes(typeof entry[1]);
  return Object.fromEntries(Object.entries(record(value)).filter(plain));
}

function oneOf<T extends string>(all: readonly T[], value: unknown): T | undefined {
  return all.find(item => item === value);
}

function layer(value: unknown): ViewLayer | undefined {
  return typeof value === 'string' ? layerText(parseLayer(value)) : undefined;
}

function share(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : undefined;
}

function boolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function whole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
