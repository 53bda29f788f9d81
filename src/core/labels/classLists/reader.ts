import { InspectionError } from '../../errors.js';
import type { Rgb } from '../palette.js';
import type { ClassList } from './types.js';

/** A class list while it is read. */
export type MutableClassList = { -readonly [K in keyof ClassList]: ClassList[K] } & {
  names: (string | undefined)[];
  colors: (Rgb | undefined)[];
};

/** One form of class list, told by its file's name. */
export interface ClassListReader {
  /** Lower case. */
  readonly fileNames: readonly string[];
  /**
   * Reads the list. Throws classes-file for one that is damaged; undefined where a file of this name is something else
   * altogether (a dataset.json of another tool), so that finding it by name disturbs nobody.
   */
  read(text: string, name: string): ClassList | undefined;
}

export const MAX_CLASSES = 65_534;

/** Makes the errors of one class list. */
export function badList(name: string): (what: string, cause?: unknown) => InspectionError {
  return (what, cause) =>
    new InspectionError('classes-file', `${name} ${what}.`, 'Correct the file or set the classes in settings.', {
      cause,
    });
}
