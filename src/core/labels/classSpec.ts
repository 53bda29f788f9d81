import { InspectionError } from '../errors.js';
import type { ClassOptions } from '../inspection/job.js';
import type { ClassesFile } from './classesFile.js';
import { defaultColor, parseColor, type Rgb } from './palette.js';

/** The ignore value most datasets use, taken when nothing says otherwise. */
export const DEFAULT_IGNORE_INDEX = 255;

/** What is known about the classes before a prediction is read. */
export interface ClassSpec {
  /** null: as many as the prediction has channels. */
  count: number | null;
  names: (string | undefined)[];
  colors: (Rgb | undefined)[];
  ignoreIndex: number;
  ignoreName: string | null;
  reduceZeroLabel: boolean;
  background: number | null;
  /** For display: "settings", "camvid/classes.json", "ids". */
  source: string;
}

/** Settings or flags first, then the classes file, then plain ids. Throws class-option for unusable options. */
export function makeClassSpec(options: ClassOptions, file: ClassesFile | undefined, fileName?: string): ClassSpec {
  const bad = (what: string) => new InspectionError('class-option', what, 'Correct the setting or flag.');
  const colors = options.colors?.map(color => {
    const rgb = parseColor(color);
    if (!rgb) {
      throw bad(`The class colour ${JSON.stringify(color)} is neither "#rrggbb" nor [r, g, b].`);
    }
    return rgb;
  });
  if (options.numClasses !== undefined && !(Number.isInteger(options.numClasses) && options.numClasses > 0)) {
    throw bad(`The number of classes is ${options.numClasses}; it must be a whole number above 0.`);
  }
  if (options.ignoreIndex !== undefined && !Number.isInteger(options.ignoreIndex)) {
    throw bad(`The ignore index is ${options.ignoreIndex}; it must be a whole number.`);
  }
  const ownNames = options.names?.length ? options.names : undefined;
  const sources = [ownNames || colors?.length || options.numClasses ? 'settings' : '', file ? (fileName ?? '') : ''];
  return {
    count: options.numClasses ?? ownNames?.length ?? file?.count ?? null,
    names: ownNames ?? file?.names ?? [],
    colors: colors?.length ? colors : (file?.colors ?? []),
    ignoreIndex: options.ignoreIndex ?? file?.ignoreIndex ?? DEFAULT_IGNORE_INDEX,
    ignoreName: options.ignoreIndex === undefined ? (file?.ignoreName ?? null) : null,
    reduceZeroLabel: options.reduceZeroLabel ?? file?.reduceZeroLabel ?? false,
    background: options.background ?? null,
    source: sources.filter(Boolean).join(' + ') || 'ids',
  };
}

export function className(spec: ClassSpec, id: number): string {
  return spec.names[id] ?? `class ${id}`;
}

export function classColor(spec: ClassSpec, id: number): Rgb {
  return spec.colors[id] ?? defaultColor(id);
}

/** The class the error layer counts as background: the one set, else one so named; -1 when there is none. */
export function backgroundClass(spec: ClassSpec, numClasses: number): number {
  const set = spec.background;
  if (set !== null) {
    return set >= 0 && set < numClasses ? set : -1;
  }
  return spec.names.findIndex(name => name !== undefined && /^(_*background_*|bg)$/i.test(name));
}
