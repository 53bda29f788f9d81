import type { Remap } from '../ids.js';
import { parseColor, type Rgb } from '../palette.js';
import { checkedRemap } from '../remap.js';
import { isRecord, parseJson } from './json.js';
import { badList, type ClassListReader, MAX_CLASSES, type MutableClassList } from './reader.js';

/**
 * A classes.json in one of the two forms met in practice:
 * {num_classes, ignore_index, ignore_name, names: [], palette: [[r, g, b]], label_offset: -1, ignore_value_in_file: 0}
 * or {classes: [{id, name, color}], void: {id, name, color}}; either may have a "remap" of stored values.
 */
export const classesJson: ClassListReader = {
  fileNames: ['classes.json'],
  read(text, name) {
    const bad = badList(name);
    const json = parseJson(text, bad);
    if (!isRecord(json)) {
      throw bad('is not a JSON object');
    }
    const list: MutableClassList = { names: [], colors: [] };
    if (Array.isArray(json.classes)) {
      readEntries(json.classes, list, bad);
    } else {
      readLists(json, list, bad);
    }
    const ignored = isRecord(json.void) ? json.void : undefined;
    list.count = optional(json.num_classes ?? json.numClasses, isCount) ?? list.count;
    const ignore = json.ignore_index ?? json.ignoreIndex ?? ignored?.id;
    list.ignoreValues = optional<number[]>(ignore === undefined || ignore === null ? ignore : [ignore].flat(), values =>
      (values as unknown[]).every(Number.isInteger),
    );
    list.ignoreName = optional(json.ignore_name ?? json.ignoreName ?? ignored?.name, v => typeof v === 'string');
    const colour = optional<Rgb>(ignored?.color ?? ignored?.colour, v => parseColor(v) !== undefined);
    if (colour) {
      list.ignoreColors = [parseColor(colour) as Rgb];
    }
    if (json.reduce_zero_label === true || (json.label_offset === -1 && json.ignore_value_in_file === 0)) {
      list.reduceZeroLabel = true;
    }
    if (json.remap !== undefined) {
      list.remap = checkedRemap(json.remap, what => bad(`has a remap in which ${what}`)) as Remap;
    }
    return list;

    function optional<T>(value: unknown, valid: (value: unknown) => boolean): T | undefined {
      if (value !== undefined && value !== null && !valid(value)) {
        throw bad(`has the unusable value ${JSON.stringify(value)?.slice(0, 80)}`);
      }
      return (value ?? undefined) as T | undefined;
    }
  },
};

function readEntries(entries: unknown[], list: MutableClassList, bad: (what: string) => Error): void {
  for (const entry of entries) {
    const id = isRecord(entry) ? entry.id : undefined;
    if (!isRecord(entry) || !Number.isInteger(id) || Number(id) < 0 || Number(id) >= MAX_CLASSES) {
      throw bad(`has a class without a valid id: ${JSON.stringify(entry)?.slice(0, 80)}`);
    }
    list.names[Number(id)] = typeof entry.name === 'string' ? entry.name : undefined;
    list.colors[Number(id)] = parseColor(entry.color ?? entry.colour);
  }
  list.count = list.names.length;
}

function readLists(json: Record<string, unknown>, list: MutableClassList, bad: (what: string) => Error): void {
  const { names, palette } = json;
  if (names !== undefined && !(Array.isArray(names) && names.every(name => typeof name === 'string'))) {
    throw bad('has names that are not a list of strings');
  }
  if (palette !== undefined && !Array.isArray(palette)) {
    throw bad('has a palette that is not a list');
  }
  if (names) {
    list.names = names as string[];
    list.count = names.length;
  }
  list.colors = ((palette as unknown[] | undefined) ?? []).map(color => {
    const rgb = parseColor(color);
    if (!rgb) {
      throw bad(`has the colour ${JSON.stringify(color)?.slice(0, 40)}, which is neither [r, g, b] nor "#rrggbb"`);
    }
    return rgb;
  });
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= MAX_CLASSES;
}
