import { CORRECT, ERROR_KINDS, errorKind, FALSE, IGNORED, MISSED } from '../../core/inspection/errorTypes.js';
import { IGNORED_CODE } from '../../core/inspection/layers.js';
import type { ClassRow } from '../../core/inspection/report.js';
import type { ViewLayer } from '../state.js';
import { classTable, ERROR_COLORS, lossTable, packed } from './colors.js';

/** What the renderer draws above a pixel's colour, as a pattern in screen space. */
export const PATTERNS = ['none', 'dots', 'diagonals', 'hatch', 'dim'] as const;
export type Pattern = (typeof PATTERNS)[number];
const DOTS = 1;
const DIAGONALS = 2;
const HATCH = 3;
const DIM = 4;

/** Kinds differ by pattern too: missed is plain, false dotted, confused striped, ignored hatched. */
export const ERROR_PATTERNS = [0, 0, DOTS, DIAGONALS, HATCH] as const;

export interface OverlaySource {
  layer: ViewLayer;
  width: number;
  height: number;
  /** Codes by layer; those not needed may be missing. */
  codes: Partial<Record<'label' | 'prediction' | 'crossEntropy' | 'focal', Uint16Array>>;
  classes: readonly Pick<ClassRow, 'id' | 'color'>[];
  /** Isolated class, -1 for none. */
  focus: number;
  background: number;
}

/** One picture of codes: colours and patterns at the layer's own size. */
export interface Overlay {
  width: number;
  height: number;
  rgba: Uint32Array<ArrayBuffer>;
  /** Index into PATTERNS by pixel. */
  patterns: Uint8Array;
  used: boolean[];
  /** Pixels shown by error kind (all of them, or those of the isolated class). */
  errorCounts: number[];
}

/** Null while codes are missing. */
export function buildOverlay(source: OverlaySource): Overlay | null {
  const { layer, width, height, codes, focus } = source;
  const { label, prediction } = codes;
  const size = width * height;
  const own = layer === 'errors' || layer === 'none' ? undefined : codes[layer];
  if (layer === 'errors' ? !label || !prediction : layer !== 'none' && !own) {
    return null;
  }
  if (focus >= 0 && (!label || !prediction)) {
    return null;
  }
  const overlay: Overlay = {
    width,
    height,
    rgba: new Uint32Array(size),
    patterns: new Uint8Array(size),
    used: PATTERNS.map(() => false),
    errorCounts: ERROR_KINDS.map(() => 0),
  };
  if (layer === 'errors') {
    paintErrors(overlay, label!, prediction!, focus, source.background);
  } else if (own) {
    const loss = layer === 'crossEntropy' || layer === 'focal';
    paintCodes(
      overlay,
      own,
      loss ? lossTable(layer) : classTable(source.classes),
      layer === 'prediction' ? null : label,
    );
  }
  if (focus >= 0) {
    dimOthers(overlay, label!, prediction!, focus);
  }
  for (let i = 0; i < size; i++) {
    overlay.used[overlay.patterns[i]!] = true;
  }
  return overlay;
}

function paintErrors(overlay: Overlay, label: Uint16Array, prediction: Uint16Array, focus: number, background: number) {
  const colors = ERROR_KINDS.map((_, kind) => {
    const color = ERROR_COLORS[kind];
    return color && kind !== IGNORED ? packed(color) : 0;
  });
  const { rgba, patterns, errorCounts } = overlay;
  for (let i = 0; i < rgba.length; i++) {
    const y = label[i]!;
    const p = prediction[i]!;
    const kind = errorKind(y, p, focus, background);
    rgba[i] = colors[kind]!;
    patterns[i] = ERROR_PATTERNS[kind]!;
    if (focus < 0 || y === focus || p === focus) {
      errorCounts[kind]!++;
    }
  }
}

/** Ignored pixels get no colour, only the hatch: a loss of 0 there would be a claim. */
function paintCodes(overlay: Overlay, codes: Uint16Array, table: Uint32Array, label: Uint16Array | null | undefined) {
  const { rgba, patterns } = overlay;
  for (let i = 0; i < rgba.length; i++) {
    if (label && label[i] === IGNORED_CODE) {
      patterns[i] = HATCH;
    } else {
      rgba[i] = table[codes[i]!]!;
    }
  }
}

function dimOthers(overlay: Overlay, label: Uint16Array, prediction: Uint16Array, focus: number) {
  const { rgba, patterns } = overlay;
  for (let i = 0; i < rgba.length; i++) {
    if (label[i] !== focus && prediction[i] !== focus) {
      rgba[i] = 0;
      patterns[i] = DIM;
    }
  }
}

/** Error kinds worth a legend entry: without background and focus nothing can be missed or false. */
export function visibleKinds(counts: readonly number[], focus: number, background: number): number[] {
  return ERROR_KINDS.map((_, kind) => kind).filter(
    kind =>
      counts[kind]! > 0 || kind === CORRECT || ((focus >= 0 || background >= 0) && (kind === MISSED || kind === FALSE)),
  );
}
