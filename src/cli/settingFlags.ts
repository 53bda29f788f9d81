import type { Settings } from '../core/settings/settings.js';
import { KINDS, LAYOUTS } from '../core/settings/settings.js';
import { CLASS_FLAGS, type ClassFlags, classOptions } from './classOptions.js';
import { LOSS_FLAGS, type LossFlags, lossSettings } from './lossOptions.js';
import { oneOf } from './values.js';

const text = { type: 'string' } as const;

/** Flags that say how pairs are read and what the losses are, whatever the command. */
export const SETTING_FLAGS = {
  config: text,
  kind: text,
  layout: text,
  'resize-probabilities': { type: 'boolean' },
  ...CLASS_FLAGS,
  ...LOSS_FLAGS,
} as const;

interface SettingFlags extends ClassFlags, LossFlags {
  kind?: string;
  layout?: string;
  'resize-probabilities'?: boolean;
}

/**
 * What flags say outdoes what a config says.
 *
 * @param threshold that of the F-score, which commands call differently
 */
export function withFlags(settings: Settings, flags: SettingFlags, threshold: string | undefined): Settings {
  return {
    classes: { ...settings.classes, ...classOptions(flags) },
    loss: lossSettings(flags, threshold, settings.loss),
    kind: flags.kind === undefined ? settings.kind : oneOf(flags.kind, 'kind', KINDS),
    layout: flags.layout === undefined ? settings.layout : oneOf(flags.layout, 'layout', LAYOUTS),
    ...((flags['resize-probabilities'] || settings.resizeProbabilities) && { resizeProbabilities: true }),
  };
}
