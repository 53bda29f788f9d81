import { InspectionError } from '../errors.js';
import { chooseEntry } from '../formats/chooseEntry.js';
import { openArrayFile } from '../formats/registry.js';
import { type InspectionHost, pause } from '../inspection/host.js';
import { baseName, type FileRef } from '../inspection/job.js';
import { type ArraySlice, firstSlice, type SliceRequest, sliceOf } from './slice.js';
import { type ArraySummary, summarise } from './summary.js';

/** What is asked of a file of arrays: what it holds, or a picture of one. */
export interface ArrayQuestion {
  file: FileRef;
  /** null: only the picture is wanted. */
  summary: boolean;
  slice: SliceRequest | null;
}

export interface ArrayAnswer {
  format: string;
  arrays: { name: string; shape: number[]; dtype: string }[];
  /** Those that are there but cannot be read, with the reason. */
  unreadable: { name: string; message: string }[];
  /** Name of the array the rest is about; null where the file has none. */
  chosen: string | null;
  summary: ArraySummary | null;
  slice: ArraySlice | null;
}

/** Answers from the file as it is now; nothing is kept. Throws InspectionError, or CancelledError. */
export async function askArray({ file, summary, slice }: ArrayQuestion, host: InspectionHost): Promise<ArrayAnswer> {
  const source = host.open(file);
  try {
    const opened = await openArrayFile(source);
    const base = {
      format: opened.format,
      arrays: opened.entries.map(({ name, shape, dtype }) => ({ name, shape: [...shape], dtype })),
      unreadable: (opened.unreadable ?? []).map(({ name, reason }) => ({ name, message: reason.message })),
    };
    const entry = chosenOf(() => chooseEntry(opened, baseName(file), 'prediction', file.entry)) ?? opened.entries[0];
    if (!entry) {
      return { ...base, chosen: null, summary: null, slice: null };
    }
    const array = await opened.read(entry);
    return {
      ...base,
      chosen: entry.name,
      slice: array.length > 0 ? sliceOf(array, slice ?? firstSlice(array)) : null,
      summary: summary
        ? await summarise(array, share => pause(host, { step: 'Counting values', fraction: share }))
        : null,
    };
  } finally {
    source.close();
  }
}

/** Of several arrays any will do to begin with. */
function chosenOf<T>(choose: () => T): T | undefined {
  try {
    return choose();
  } catch (error) {
    if (InspectionError.is(error) && error.code === 'array-choice') {
      return undefined;
    }
    throw error;
  }
}
