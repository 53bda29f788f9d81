import type { LayerId } from '../../core/inspection/layers.js';
import type { FromWebview, PanelAction, PanelState, ReadingOverride } from '../../shared/protocol.js';
import { KINDS, LAYOUTS } from '../settings/settings.js';

/** Every id of a union, checked by the compiler to be complete. */
const LAYERS: Record<LayerId, true> = { label: true, prediction: true, crossEntropy: true, focal: true };
const ACTIONS: Record<PanelAction['id'], true> = {
  pickLabel: true,
  pickPrediction: true,
  openSettings: true,
  retry: true,
  showLog: true,
};

/** A message of the webview if it has the shape of one, else null: the webview is not trusted to be ours. */
export function parseFromWebview(value: unknown): FromWebview | null {
  if (!isRecord(value)) {
    return null;
  }
  const { type, inspectionId, layer, reading, id } = value;
  switch (type) {
    case 'ready':
    case 'cancel':
      return { type };
    case 'getLayer':
      return isId(inspectionId) && isKey(layer, LAYERS) ? { type, inspectionId, layer } : null;
    case 'getPicture':
      return isId(inspectionId) ? { type, inspectionId } : null;
    case 'setReading': {
      const parsed = parseReading(reading);
      return parsed && { type, reading: parsed };
    }
    case 'action':
      return isKey(id, ACTIONS) ? { type, id } : null;
    default:
      return null;
  }
}

/** What `setState` kept over a reload, if it is still something we understand. */
export function parsePanelState(value: unknown): PanelState | null {
  if (!isRecord(value) || value.version !== 1 || !isRecord(value.uris)) {
    return null;
  }
  const { prediction, label, image } = value.uris;
  const reading = parseReading(value.reading);
  if (!reading || !isUri(prediction) || !isUriOrNull(label) || !isUriOrNull(image)) {
    return null;
  }
  return { version: 1, uris: { prediction, label, image }, reading, ui: value.ui };
}

function parseReading(value: unknown): ReadingOverride | null {
  if (!isRecord(value)) {
    return null;
  }
  const kind = KINDS.find(one => one === value.kind);
  const layout = LAYOUTS.find(one => one === value.layout);
  return kind && layout ? { kind, layout } : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

function isKey<K extends string>(value: unknown, keys: Record<K, true>): value is K {
  return typeof value === 'string' && Object.hasOwn(keys, value);
}

function isUri(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z][a-z0-9+.-]*:/i.test(value);
}

function isUriOrNull(value: unknown): value is string | null {
  return value === null || isUri(value);
}
