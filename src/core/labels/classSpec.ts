import { InspectionError } from '../errors.js';
import type { ClassOptions } from '../inspection/job.js';
import type { ClassList } from './classLists/types.js';
import { ENCODINGS, type EncodingId, PRESETS, type PresetId, type Remap } from './ids.js';
import { defaultColor, parseColor, type Rgb } from './palette.js';
import { presetOf } from './presets/registry.js';
import type { Preset } from './presets/types.js';
import { checkedRemap } from './remap.js';

/** The ignore value most datasets use, taken when nothing says otherwise. */
const DEFAULT_IGNORE_INDEX = 255;

/** What is known about the classes, and how a label's values name them. */
export interface ClassSpec {
  /** null: as many as the prediction has channels. */
  count: number | null;
  names: readonly (string | undefined)[];
  colors: readonly (Rgb | undefined)[];
  /** The first of `ignoreValues`. */
  ignoreIndex: number;
  /** Label values that are not counted: after the remap and the zero reduction, as libraries compare them. */
  ignoreValues: readonly number[];
  /** Whether somebody said so, and not only the default. */
  ignoreIsSet: boolean;
  ignoreName: string | null;
  /** Colours that are not counted. */
  ignoreColors: readonly Rgb[];
  reduceZeroLabel: boolean;
  remap: Remap | null;
  /** null: as the label's content says. */
  encoding: EncodingId | null;
  preset: PresetId | null;
  /** Whether colours of no class may become the nearest class colour. */
  nearestColour: boolean;
  colourThreshold: number | null;
  background: number | null;
  /** For display: "settings", "camvid/classes.json", "Pascal VOC", "ids". */
  source: string;
}

/** A class list and where it is from. */
export interface NamedClassList {
  list: ClassList;
  name: string;
}

/**
 * Settings or flags first, then a preset that was asked for, else the class list found beside the data, then a preset
 * the label's content gave away (`inferred`), then plain ids. Throws class-option for unusable options.
 */
export function makeClassSpec(options: ClassOptions, file?: NamedClassList, inferred?: Preset): ClassSpec {
  checkOptions(options);
  const preset = options.preset === undefined ? undefined : presetOf(options.preset);
  const chosen = preset ? { list: preset, name: preset.title } : file;
  const guessed = inferred && { list: inferred, name: inferred.title };
  const lists = [chosen, guessed].filter(one => one !== undefined);
  const first = <K extends keyof ClassList>(key: K) => lists.find(({ list }) => list[key] !== undefined)?.list[key];
  const named = lists.find(({ list }) => list.names.length > 0)?.list;
  const names = options.names?.length ? options.names : (named?.names ?? []);
  const colored = lists.find(({ list }) => list.colors.length > 0)?.list;
  const colors = options.colors?.length ? options.colors.map(color => parseColor(color)) : (colored?.colors ?? []);
  const given = options.ignoreIndex === undefined ? undefined : [options.ignoreIndex].flat();
  const ignoreValues = given ?? first('ignoreValues');
  const isOwn = options.names?.length || options.colors?.length || options.numClasses !== undefined;
  return {
    count: options.numClasses ?? (options.names?.length || (first('count') ?? null)),
    names,
    colors,
    ignoreIndex: ignoreValues?.[0] ?? DEFAULT_IGNORE_INDEX,
    ignoreValues: ignoreValues ?? [DEFAULT_IGNORE_INDEX],
    ignoreIsSet: ignoreValues !== undefined,
    ignoreName: given ? null : (first('ignoreName') ?? null),
    ignoreColors: first('ignoreColors') ?? [],
    reduceZeroLabel: options.reduceZeroLabel ?? first('reduceZeroLabel') ?? false,
    remap: options.remap ? checkedRemap(options.remap, badRemap) : (first('remap') ?? null),
    encoding: options.encoding ?? null,
    preset: preset?.id ?? inferred?.id ?? null,
    nearestColour: options.nearestColour ?? false,
    colourThreshold: first('colourThreshold') ?? null,
    background: options.background ?? null,
    source: [isOwn ? 'settings' : '', ...lists.map(({ name }) => name)].filter(Boolean).join(' + ') || 'ids',
  };
}

function badOption(what: string): InspectionError {
  return new InspectionError('class-option', what, 'Correct the setting or flag.');
}

const badRemap = (what: string) => badOption(`In the remap of label values ${what}.`);

function checkOptions({ colors, numClasses, ignoreIndex, encoding, preset }: ClassOptions): void {
  for (const color of colors ?? []) {
    if (!parseColor(color)) {
      throw badOption(`The class colour ${JSON.stringify(color)} is neither "#rrggbb" nor [r, g, b].`);
    }
  }
  if (numClasses !== undefined && !(Number.isInteger(numClasses) && numClasses > 0)) {
    throw badOption(`The number of classes is ${numClasses}; it must be a whole number above 0.`);
  }
  const ignored = ignoreIndex === undefined ? [0] : [ignoreIndex].flat();
  if (ignored.length === 0 || !ignored.every(Number.isInteger)) {
    throw badOption(`The ignore index is ${ignored.join(', ') || 'empty'}; it must be a whole number, or several.`);
  }
  if (encoding !== undefined && !ENCODINGS.includes(encoding)) {
    throw badOption(`The label encoding is ${JSON.stringify(encoding)}; it must be one of ${ENCODINGS.join(', ')}.`);
  }
  if (preset !== undefined && !PRESETS.includes(preset)) {
    throw badOption(`The preset is ${JSON.stringify(preset)}; it must be one of ${PRESETS.join(', ')}.`);
  }
}

export function className(spec: Pick<ClassSpec, 'names'>, id: number): string {
  return spec.names[id] ?? `class ${id}`;
}

export function classColor(spec: Pick<ClassSpec, 'colors'>, id: number): Rgb {
  const color = spec.colors[id];
  return color ? [...color] : defaultColor(id);
}

/** "255", or "0, 255": the label values that are not counted, for sentences. */
export function ignoreText({ ignoreValues }: Pick<ClassSpec, 'ignoreValues'>): string {
  return ignoreValues.join(', ');
}

/** The class the error layer counts as background: the one set, else one so named; -1 when there is none. */
export function backgroundClass(spec: ClassSpec, numClasses: number): number {
  const set = spec.background;
  if (set !== null) {
    return set >= 0 && set < numClasses ? set : -1;
  }
  return spec.names.findIndex(name => name !== undefined && /^(_*background_*|bg)$/i.test(name));
}
