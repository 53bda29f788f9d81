import { InspectionError } from '../errors.js';
import type { ByteSource } from '../formats/byteSource.js';
import { parseColor, type Rgb } from './palette.js';

/** What a classes.json says; every field optional. */
export interface ClassesFile {
  count?: number;
  names: (string | undefined)[];
  colors: (Rgb | undefined)[];
  ignoreIndex?: number;
  ignoreName?: string;
  reduceZeroLabel?: boolean;
}

/** A class list is a few kilobytes; this stops a data file named classes.json. */
const MAX_BYTES = 4 << 20;
const MAX_CLASSES = 65_535;

/**
 * Reads a classes.json in one of the two forms met in practice:
 * {num_classes, ignore_index, ignore_name, names: [], palette: [[r, g, b]], label_offset: -1, ignore_value_in_file: 0}
 * or {classes: [{id, name, color}], void: {id, name}}. Throws classes-file for anything else.
 */
export function readClassesFile(source: ByteSource): ClassesFile {
  const bad = (what: string, cause?: unknown) =>
    new InspectionError('classes-file', `${source.name} ${what}.`, 'Correct the file or set the classes in settings.', {
      cause,
    });
  if (source.size > MAX_BYTES) {
    throw bad('is too large for a class list');
  }
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(source.read(0, source.size)));
  } catch (error) {
    throw bad(`is not JSON (${(error as Error).message})`, error);
  }
  if (!isRecord(json)) {
    throw bad('is not a JSON object');
  }
  const file: ClassesFile = { names: [], colors: [] };
  if (Array.isArray(json.classes)) {
    readEntries(json.classes, file, bad);
  } else {
    readLists(json, file, bad);
  }
  const ignored = isRecord(json.void) ? json.void : undefined;
  file.count = optional(json.num_classes ?? json.numClasses, isCount) ?? file.count;
  file.ignoreIndex = optional(json.ignore_index ?? json.ignoreIndex ?? ignored?.id, Number.isInteger);
  file.ignoreName = optional(json.ignore_name ?? json.ignoreName ?? ignored?.name, v => typeof v === 'string');
  if (json.reduce_zero_label === true || (json.label_offset === -1 && json.ignore_value_in_file === 0)) {
    file.reduceZeroLabel = true;
  }
  return file;

  function optional<T>(value: unknown, valid: (value: unknown) => boolean): T | undefined {
    if (value !== undefined && value !== null && !valid(value)) {
      throw bad(`has the unusable value ${JSON.stringify(value)?.slice(0, 80)}`);
    }
    return (value ?? undefined) as T | undefined;
  }
}

function readEntries(entries: unknown[], file: ClassesFile, bad: (what: string) => Error): void {
  for (const entry of entries) {
    const id = isRecord(entry) ? entry.id : undefined;
    if (!isRecord(entry) || !Number.isInteger(id) || Number(id) < 0 || Number(id) >= MAX_CLASSES) {
      throw bad(`has a class without a valid id: ${JSON.stringify(entry)?.slice(0, 80)}`);
    }
    file.names[Number(id)] = typeof entry.name === 'string' ? entry.name : undefined;
    file.colors[Number(id)] = parseColor(entry.color ?? entry.colour);
  }
  file.count = file.names.length;
}

function readLists(json: Record<string, unknown>, file: ClassesFile, bad: (what: string) => Error): void {
  const { names, palette } = json;
  if (names !== undefined && !(Array.isArray(names) && names.every(name => typeof name === 'string'))) {
    throw bad('has names that are not a list of strings');
  }
  if (palette !== undefined && !Array.isArray(palette)) {
    throw bad('has a palette that is not a list');
  }
  if (names) {
    file.names = names as string[];
    file.count = names.length;
  }
  file.colors = ((palette as unknown[] | undefined) ?? []).map(color => {
    const rgb = parseColor(color);
    if (!rgb) {
      throw bad(`has the colour ${JSON.stringify(color)?.slice(0, 40)}, which is neither [r, g, b] nor "#rrggbb"`);
    }
    return rgb;
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= MAX_CLASSES;
}
