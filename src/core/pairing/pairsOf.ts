import { type DatasetSource, sourcesOf } from './byDataset.js';
import type { Dataset, DatasetFiles, DatasetPair, PairsOfDataset } from './dataset.js';
import { configuredEntry, type Entry, entriesOf } from './entries.js';
import { expand } from './expand.js';
import { mayBe } from './extensions.js';
import { takeInventory } from './inventory.js';
import type { ListFolder } from './listing.js';
import { forEach, Pace } from './pace.js';
import { type PairedEntries, pairEntries } from './pairEntries.js';
import { folderOf, nameOf, relativeTo } from './paths.js';
import { placeWords } from './places.js';
import { keyOf } from './scene.js';
import { Surroundings } from './surroundings.js';
import type { Bindings } from './template.js';
import { folderAt, type WalkedFolder } from './walk.js';

/** All pairs of a dataset. The same listing as for `findDatasets`, if it remembers, makes this a matter of memory. */
export async function pairsOf(dataset: Dataset, list: ListFolder, signal?: AbortSignal): Promise<PairsOfDataset> {
  const around = new Surroundings(list, dataset.patterns);
  const pace = new Pace(signal);
  const { entries, complete } =
    dataset.source.kind === 'configured'
      ? await configuredEntries(dataset.source.files, dataset.workspace, around, pace)
      : { entries: await inferredEntries(dataset.source.folders, dataset.workspace, around, pace), complete: true };
  return { ...(await described(await pairEntries(entries, pace), dataset, pace)), complete };
}

async function inferredEntries(
  folders: readonly string[],
  workspace: string,
  around: Surroundings,
  pace: Pace,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const path of folders) {
    await forEach(entriesOf(await folderAt(path, workspace, around)), pace, entry => {
      entries.push(entry);
    });
  }
  return entries;
}

async function configuredEntries(
  files: DatasetFiles,
  workspace: string,
  around: Surroundings,
  pace: Pace,
): Promise<{ entries: Entry[]; complete: boolean }> {
  const sources = sourcesOf(files);
  const found = new Map<string, { source: DatasetSource; readings: Bindings[] }>();
  let complete = true;
  for (const source of sources) {
    const fits = expand(source.template, around.list);
    for (let step = await fits.next(); ; step = await fits.next()) {
      if (step.done) {
        complete &&= step.value.complete;
        break;
      }
      await pace.beat();
      const { path, readings } = step.value;
      const known = found.get(path);
      if (!known && mayBe(source.role, nameOf(path))) {
        found.set(path, { source, readings: [...readings] });
      } else if (known?.source === source) {
        known.readings.push(...readings);
      }
    }
  }
  const entries = await entriesOfFits(found, workspace, around);
  const missing = (['prediction', 'image'] as const).filter(role => !sources.some(source => source.role === role));
  if (missing.length > 0) {
    const rest = await takeInventory(workspace, around, pace);
    complete &&= rest.complete;
    const wanted = rest.entries.filter(one => missing.some(role => role === one.role) && !found.has(one.path));
    entries.push(...wanted.filter(one => one.why !== 'extension'));
  }
  return { entries, complete };
}

/** A name that can be read in several ways ("{stem}*.png") is read as a scene that other files show as well. */
async function entriesOfFits(
  found: ReadonlyMap<string, { source: DatasetSource; readings: readonly Bindings[] }>,
  workspace: string,
  around: Surroundings,
): Promise<Entry[]> {
  const certain = new Set(
    [...found.values()].filter(one => one.readings.length === 1).map(one => one.readings[0].stem),
  );
  const folders = new Map<string, WalkedFolder>();
  const entries: Entry[] = [];
  for (const [path, { source, readings }] of found) {
    const folder = folders.get(folderOf(path)) ?? (await folderAt(folderOf(path), workspace, around));
    folders.set(folderOf(path), folder);
    const reading = readings.find(({ stem }) => certain.has(stem)) ?? readings[0];
    const bindings = source.model === null ? reading : { ...reading, model: source.model };
    entries.push(configuredEntry(folder, nameOf(path), source.role, bindings));
  }
  return entries;
}

async function described(
  { pairs, labels, ambiguous, alone }: PairedEntries,
  dataset: Dataset,
  pace: Pace,
): Promise<Omit<PairsOfDataset, 'complete'>> {
  const { source, workspace } = dataset;
  const used = new Set(pairs.flatMap(({ prediction, image }) => [prediction.folder, image?.folder]));
  const shared = new Set(source.kind === 'inferred' ? source.shared : []);
  const isMissed = ({ folder, why }: Entry): boolean =>
    why === 'dataset' || (used.has(folder) && !shared.has(folder) && why !== 'extension');
  const found: DatasetPair[] = [];
  await forEach(pairs, pace, ({ prediction, label, image }) => {
    const model = modelOf(prediction, label, workspace);
    found.push({ prediction: prediction.path, label: label.path, image: image?.path ?? null, model });
  });
  return {
    pairs: found,
    unmatched: {
      predictions: alone.filter(isMissed).map(one => one.path),
      labels: labels.filter(({ label }) => label.why !== 'extension').map(({ label }) => label.path),
      ambiguous: ambiguous.map(one => ({
        prediction: one.prediction.path,
        labels: one.labels.map(({ path }) => path),
      })),
    },
  };
}

/** The way to the prediction's folder, without what it shares with the label: its dataset, split and case. */
function modelOf({ folder, model, scene }: Entry, label: Entry, workspace: string): string {
  if (model !== null) {
    return model;
  }
  const names = relativeTo(workspace, folder).split('/');
  const own = names.filter(name => {
    const words = [...placeWords([{ name, fact: null }])];
    return name !== keyOf(scene) && words.some(word => !label.words.has(word));
  });
  return own.join('/') || nameOf(folder);
}
