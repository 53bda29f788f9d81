import type { DatasetFiles } from './dataset.js';
import { configuredEntry, type Entry } from './entries.js';
import { expand } from './expand.js';
import { mayBe, type PairRole } from './extensions.js';
import { EntryIndex, match } from './join.js';
import type { Found, Start } from './near.js';
import { Pace } from './pace.js';
import { folderOf, nameOf } from './paths.js';
import { keyOf } from './scene.js';
import type { Surroundings } from './surroundings.js';
import { type Bindings, bind, readPath, type Template } from './template.js';
import { folderAt, type WalkLimits } from './walk.js';

/** One way to the files of a role, as settings say it. */
export interface DatasetSource {
  role: PairRole;
  /** null: {model} or the folder says it. */
  model: string | null;
  template: Template;
}

/** Where the settings put a file. */
export interface Configured {
  dataset: DatasetFiles;
  role: PairRole;
  source: DatasetSource;
  /** What the template's variables may stand for, the likeliest first. */
  readings: readonly Bindings[];
}

/** One file is waited for by someone. */
const LIMITS: WalkLimits = { folders: 3_000, files: 300_000, depth: 12 };

/** The ways to the files of a dataset, in the order in which a file is claimed that fits several. */
export function sourcesOf({ images, labels, predictions }: DatasetFiles): DatasetSource[] {
  return [
    ...predictions.map(({ model, template }): DatasetSource => ({ role: 'prediction', model, template })),
    { role: 'label', model: null, template: labels },
    ...(images ? [{ role: 'image' as const, model: null, template: images }] : []),
  ];
}

/** The first dataset, and in it the first role, whose template a file fits. No disk is looked at. */
export function configuredAs(file: string, datasets: readonly DatasetFiles[], role?: PairRole): Configured | null {
  for (const dataset of datasets) {
    for (const source of sourcesOf(dataset)) {
      const wanted = (role === undefined || role === source.role) && mayBe(source.role, nameOf(file));
      const readings = wanted ? readPath(source.template, file) : [];
      if (readings.length > 0) {
        return { dataset, role: source.role, source, readings };
      }
    }
  }
  return null;
}

/** Whether the settings say where files of a role are; else they are found by name. */
export function configures({ dataset }: Configured, role: PairRole): boolean {
  return sourcesOf(dataset).some(source => source.role === role);
}

/** Files of a role that belong to a file by the templates of its dataset; of the first reading that leads to any. */
export async function findByDataset(
  start: Start,
  { dataset, readings }: Configured,
  wanted: PairRole,
  around: Surroundings,
): Promise<Found[]> {
  const root = start.root ?? folderOf(start.file);
  const folder = await folderAt(folderOf(start.file), root, around);
  for (const reading of readings) {
    const entry = configuredEntry(folder, nameOf(start.file), start.role, reading);
    const sources = sourcesOf(dataset).filter(source => source.role === wanted);
    const candidates = new Map<string, { entry: Entry; source: DatasetSource }>();
    for (const source of sources) {
      for (const one of await candidatesOf(entry, reading, source, root, around)) {
        candidates.set(one.path, candidates.get(one.path) ?? { entry: one, source });
      }
    }
    const index = await EntryIndex.of(
      wanted,
      [...candidates.values()].map(one => one.entry),
      new Pace(),
    );
    const { fitting } = match(entry, index);
    if (fitting.length > 0) {
      return fitting.map(({ path, words, model }): Found => {
        const pattern = candidates.get(path)?.source.template.text ?? null;
        return { path, by: 'dataset', folder: pattern, words, painted: false, sure: true, model };
      });
    }
  }
  return [];
}

/** What is known goes into the template first, so that only the folders that may hold the file are looked into. */
async function candidatesOf(
  start: Entry,
  { stem, split }: Bindings,
  { role, model, template }: DatasetSource,
  root: string,
  around: Surroundings,
): Promise<Entry[]> {
  const known: Bindings = {};
  if (stem !== undefined && template.variables.has('stem')) {
    known.stem = stem;
  }
  if (split !== undefined && template.variables.has('split')) {
    known.split = split;
  }
  const entries: Entry[] = [];
  for await (const { path, readings } of expand(bind(template, known), around.list, LIMITS)) {
    if (path !== start.path && mayBe(role, nameOf(path))) {
      const names = [start.scene.stem, keyOf(start.scene)];
      const reading = readings.find(one => one.stem !== undefined && names.includes(one.stem)) ?? readings[0];
      const bindings = { ...reading, ...known, ...(model === null ? {} : { model }) };
      entries.push(configuredEntry(await folderAt(folderOf(path), root, around), nameOf(path), role, bindings));
    }
  }
  return entries;
}
