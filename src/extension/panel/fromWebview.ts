import { QUESTION_NAMES } from '../../core/analysis/names.js';
import { KINDS, LAYOUTS } from '../../core/settings/settings.js';
import type {
  Ask,
  FindingAction,
  FromWebview,
  PanelAction,
  PanelState,
  ProposalAction,
  ReadingOverride,
} from '../../shared/protocol.js';
import { PARAMS } from '../../shared/questionShapes.js';
import { bytes, isRecord, whole } from '../../shared/shapes.js';

/** Every id of a union, checked by the compiler to be complete. */
const ACTIONS: Record<PanelAction['id'], true> = {
  choose: true,
  pickLabel: true,
  pickPrediction: true,
  explain: true,
  openSettings: true,
  retry: true,
  showLog: true,
  compare: true,
  endComparison: true,
};

const FINDING_ACTIONS: Record<FindingAction, true> = { fix: true, docs: true };
const PROPOSAL_ACTIONS: Record<ProposalAction, true> = { apply: true, decline: true, otherwise: true };

/** A message of the webview if it has the shape of one, else null: the webview is not trusted to be ours. */
export function parseFromWebview(value: unknown): FromWebview | null {
  if (!isRecord(value)) {
    return null;
  }
  const { type, inspectionId, reading, id, code, what, title } = value;
  switch (type) {
    case 'ready':
    case 'cancel':
      return { type };
    case 'ask':
      return parseAsk(value);
    case 'forget':
      return isId(id) ? { type, id } : null;
    case 'getPicture':
      return isId(inspectionId) ? { type, inspectionId } : null;
    case 'save': {
      const { name, data } = value;
      return isSavedName(name) && bytes(data) ? { type, name, data: data as ArrayBuffer } : null;
    }
    case 'setReading': {
      const parsed = parseReading(reading);
      return parsed && { type, reading: parsed };
    }
    case 'action':
      return isKey(id, ACTIONS) ? { type, id } : null;
    case 'finding':
      return isCode(code) && isKey(what, FINDING_ACTIONS) ? { type, code, what } : null;
    case 'proposal':
      return isTitle(title) && isKey(what, PROPOSAL_ACTIONS) ? { type, title, what } : null;
    default:
      return null;
  }
}

function parseAsk({ id, inspectionId, question, params }: Record<string, unknown>): Ask | null {
  const name = QUESTION_NAMES.find(one => one === question);
  if (!isId(id) || !isId(inspectionId) || !name || !PARAMS[name](params)) {
    return null;
  }
  return { type: 'ask', id, inspectionId, question: name, params } as Ask;
}

/** What `setState` kept over a reload, if it is still something we understand. */
export function parsePanelState(value: unknown): PanelState | null {
  if (!isRecord(value) || value.version !== 1 || !isRecord(value.uris)) {
    return null;
  }
  const { prediction, label, image, comparison = null } = value.uris;
  const reading = parseReading(value.reading);
  if (!reading || !isUri(prediction) || ![label, image, comparison].every(isUriOrNull)) {
    return null;
  }
  const uris = { prediction, label, image, comparison } as PanelState['uris'];
  return { version: 1, uris, reading, ui: value.ui };
}

function parseReading(value: unknown): ReadingOverride | null {
  if (!isRecord(value)) {
    return null;
  }
  const kind = KINDS.find(one => one === value.kind);
  const layout = LAYOUTS.find(one => one === value.layout);
  if (!kind || !layout) {
    return null;
  }
  const reading: ReadingOverride = { kind, layout };
  for (const name of ['sample', 'slice'] as const) {
    const given = value[name];
    if (isId(given)) {
      reading[name] = given;
    }
  }
  for (const name of ['predictionArray', 'labelArray'] as const) {
    const given = value[name];
    if (typeof given === 'string') {
      reading[name] = given;
    }
  }
  return reading;
}

/** A bare file name of a type that the panel makes: never a path. */
function isSavedName(value: unknown): value is string {
  return (
    typeof value === 'string' && /^[^./\\:*?"<>|\p{Cc}][^/\\:*?"<>|\p{Cc}]{0,200}\.(csv|html|json|png)$/u.test(value)
  );
}

function isId(value: unknown): value is number {
  return whole(value);
}

function isTitle(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 200;
}

/** Codes of findings, as docs/findings.md has them. */
function isCode(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z0-9-]{1,64}$/.test(value);
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
