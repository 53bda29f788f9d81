import type { Severity } from '../../core/inspection/report.js';
import { boolean, type Getter, number, oneOf, wrong } from '../../core/settings/check.js';

const MODES = ['manual', 'onSave', 'onStartup'] as const;
export type Mode = (typeof MODES)[number];

const SEVERITIES = ['error', 'warning', 'info', 'off'] as const;

/** The settings below `diagnostics`: what a scan says, and when it runs. */
export interface DiagnosticsSettings {
  mode: Mode;
  /** Severity by code, where it is not to be our own; 'off': never said. */
  severity: Readonly<Record<string, Severity | 'off'>>;
  /** Crossing one is said of the pair; null: none. */
  classIouBelow: number | null;
  lossAbove: number | null;
  /** Of the sum of the pixel loss over all pairs of the dataset and model, 0..1. */
  lossShareAbove: number | null;
  fileDecorations: boolean;
}

export const DEFAULT_DIAGNOSTICS: DiagnosticsSettings = {
  mode: 'manual',
  severity: {},
  classIouBelow: null,
  lossAbove: null,
  lossShareAbove: null,
  fileDecorations: true,
};

/** Throws setting-invalid. */
export function parseDiagnostics(get: Getter): DiagnosticsSettings {
  const bound = (key: string, most?: number): number | null =>
    get(key) === null ? null : (number(get, key, { least: 0, most }) ?? null);
  return {
    mode: oneOf(get, 'diagnostics.mode', MODES) ?? DEFAULT_DIAGNOSTICS.mode,
    severity: severities(get('diagnostics.severity')),
    classIouBelow: bound('diagnostics.classIouBelow', 1),
    lossAbove: bound('diagnostics.lossAbove'),
    lossShareAbove: bound('diagnostics.lossShareAbove', 1),
    fileDecorations: boolean(get, 'diagnostics.fileDecorations') ?? DEFAULT_DIAGNOSTICS.fileDecorations,
  };
}

function severities(value: unknown): DiagnosticsSettings['severity'] {
  if (value === undefined || value === null) {
    return {};
  }
  const entries = typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : null;
  const isKnown = (one: unknown) => SEVERITIES.some(known => known === one);
  if (!entries?.every(([, severity]) => isKnown(severity))) {
    throw wrong('diagnostics.severity', value, `a table of ${SEVERITIES.map(one => `"${one}"`).join(', ')} by code`);
  }
  return Object.fromEntries(entries);
}
