/** How the pixels of a label name their classes. Ids as in settings and flags; see encodings/registry.ts. */
export const ENCODINGS = ['index', 'palette', 'rgb', 'grey', 'binary255', 'instance256', 'instance1000'] as const;

export type EncodingId = (typeof ENCODINGS)[number];

/** Datasets whose classes are known. Ids as in settings and flags; see presets/registry.ts. */
export const PRESETS = [
  'voc',
  'cityscapes',
  'cityscapes-labelIds',
  'ade20k',
  'coco-stuff',
  'coco-stuff-182',
  'pascal-context',
  'pascal-context-59',
  'camvid',
  'camvid-32',
  'loveda',
  'potsdam',
  'vaihingen',
  'isaid',
  'deepglobe',
  'lip',
  'mapillary',
  'mapillary-65',
] as const;

export type PresetId = (typeof PRESETS)[number];

/**
 * What stored label values mean: "7" or "#804080" to a class id, or to "ignore". "*" stands for every value that is
 * not listed; without it, those are reported as outside the classes.
 */
export type Remap = Readonly<Record<string, number | 'ignore'>>;
