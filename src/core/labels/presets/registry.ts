import type { PresetId } from '../ids.js';
import { ade20k } from './ade20k.js';
import { camvid, camvid32 } from './camvid.js';
import { cityscapes, cityscapesLabelIds } from './cityscapes.js';
import { cocoStuff, cocoStuff182 } from './cocoStuff.js';
import { deepglobe } from './deepglobe.js';
import { isaid } from './isaid.js';
import { potsdam, vaihingen } from './isprs.js';
import { lip } from './lip.js';
import { loveda } from './loveda.js';
import { mapillary, mapillary65 } from './mapillary.js';
import { pascalContext, pascalContext59 } from './pascalContext.js';
import type { Preset } from './types.js';
import { voc } from './voc.js';

/** Every dataset known by name. Adding one: a file beside this one, a line here and its id in ids.ts. */
export const PRESET_LIST: readonly Preset[] = [
  voc,
  cityscapes,
  cityscapesLabelIds,
  ade20k,
  cocoStuff,
  cocoStuff182,
  pascalContext,
  pascalContext59,
  camvid,
  camvid32,
  loveda,
  potsdam,
  vaihingen,
  isaid,
  deepglobe,
  lip,
  mapillary,
  mapillary65,
];

/** The preset of an id. Ids come from settings and flags that were checked against the list, or from a proposal. */
export function presetOf(id: PresetId): Preset {
  return PRESET_LIST.find(preset => preset.id === id) as Preset;
}
