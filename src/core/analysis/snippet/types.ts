import { InspectionError } from '../../errors.js';

/** Lines of the script, and what they need imported. */
export interface Lines {
  lines: string[];
  imports?: string[];
}

/** A string of Python. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A number of Python that reads back as the same float. */
export function py(value: number): string {
  return Number.isFinite(value)
    ? String(value)
    : `float("${Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'}")`;
}

export function unsupported(what: string): InspectionError {
  return new InspectionError(
    'snippet-unsupported',
    `No script is written for ${what}.`,
    'Save prediction and label as .npy, or choose a total of cross entropy, focal, Dice and Jaccard.',
  );
}
