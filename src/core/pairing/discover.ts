import type { Dataset, DatasetFiles } from './dataset.js';
import type { Entry } from './entries.js';
import { DEFAULT_FOLDERS, type FolderPatterns } from './folders.js';
import { takeInventory } from './inventory.js';
import type { ListFolder } from './listing.js';
import { forEach, Pace } from './pace.js';
import { type PairedEntries, pairEntries } from './pairEntries.js';
import { folderOf, isWithin, nameOf, relativeTo } from './paths.js';
import { keyOf } from './scene.js';
import { Surroundings } from './surroundings.js';
import { readPath } from './template.js';
import type { WalkLimits } from './walk.js';

export interface DiscoveryOptions {
  /** The workspace folder. */
  root: string;
  /** Datasets of the settings: their files are theirs, and left out of what is found by name. */
  configured?: readonly DatasetFiles[];
  patterns?: FolderPatterns;
  limits?: WalkLimits;
  signal?: AbortSignal;
}

export interface Discovery {
  datasets: Dataset[];
  /** false: the workspace has more files than are looked at. */
  complete: boolean;
}

/**
 * The datasets of a workspace folder: those of the settings, and those found by the names of their folders and files,
 * as `findPartners` finds them from a single file. A dataset has labels, and predictions or images for some of them.
 * Throws CancelledError on `signal`.
 */
export async function findDatasets(list: ListFolder, options: DiscoveryOptions): Promise<Discovery> {
  const { root, configured = [], patterns = DEFAULT_FOLDERS, limits, signal } = options;
  const around = new Surroundings(list, patterns);
  const pace = new Pace(signal);
  const { entries, complete } = await takeInventory(root, around, pace, limits);
  const templates = configured.flatMap(({ images, labels, predictions }) =>
    [images, labels, ...predictions.map(one => one.template)].filter(one => one !== null),
  );
  const free = entries.filter(({ path }) => !templates.some(template => readPath(template, path).length > 0));
  const own = configured.map((files): Dataset => {
    return { name: files.name, root, source: { kind: 'configured', files }, workspace: root, patterns };
  });
  const groups = await foldersOf(await pairEntries(free, pace), root, pace);
  const found = namesFor(groups, root).map(({ name, anchor, folders }): Dataset => {
    const elsewhere = new Set(groups.filter(one => one.anchor !== anchor).flatMap(one => one.folders));
    const shared = folders.filter(folder => elsewhere.has(folder));
    return { name, root: anchor, source: { kind: 'inferred', folders, shared }, workspace: root, patterns };
  });
  return { datasets: [...own, ...found], complete };
}

interface FoundDataset {
  anchor: string;
  folders: string[];
}

/** Groups what pairs by the dataset of its label; the folders of each, in order. */
async function foldersOf({ pairs, labels }: PairedEntries, root: string, pace: Pace): Promise<FoundDataset[]> {
  const anchors = await anchorsOf([...pairs.map(pair => pair.label), ...labels.map(one => one.label)], root, pace);
  const groups = new Map<string, Set<string>>();
  const add = (label: Entry, others: (Entry | null)[]): void => {
    const anchor = anchors(label);
    const folders = groups.get(anchor) ?? new Set<string>();
    groups.set(anchor, folders);
    for (const entry of [label, ...others]) {
      if (entry) {
        folders.add(entry.folder);
      }
    }
  };
  await forEach(pairs, pace, ({ prediction, label, image }) => add(label, [prediction, image]));
  // Labels alone may be anything, a picture called "mask.png" for instance; with images they are a dataset.
  const named = labels.filter(({ label }) => label.why !== 'extension');
  await forEach(named, pace, ({ label, image }) => image && add(label, [image]));
  await forEach(named, pace, ({ label }) => groups.has(anchors(label)) && add(label, []));
  return [...groups].map(([anchor, folders]) => ({ anchor, folders: [...folders].sort() }));
}

/** The folder of a label's dataset. A folder for each case counts as one of a dataset where there are several. */
async function anchorsOf(labels: readonly Entry[], root: string, pace: Pace): Promise<(label: Entry) => string> {
  const isCase = ({ anchor, scene }: Entry): boolean => nameOf(anchor) === keyOf(scene) && anchor !== root;
  const cases = new Map<string, Set<string>>();
  await forEach(labels, pace, label => {
    if (isCase(label)) {
      const above = folderOf(label.anchor);
      cases.set(above, (cases.get(above) ?? new Set()).add(label.anchor));
    }
  });
  return label => {
    const above = folderOf(label.anchor);
    return isCase(label) && (cases.get(above)?.size ?? 0) > 1 ? above : label.anchor;
  };
}

/** The last folder's name, with more of the way to it where two are named alike. */
function namesFor(found: readonly FoundDataset[], root: string): (FoundDataset & { name: string })[] {
  const sorted = [...found].sort((a, b) => (a.anchor < b.anchor ? -1 : 1));
  const short = (anchor: string): string => nameOf(anchor) || 'workspace';
  return sorted.map(one => {
    const alike = sorted.filter(other => short(other.anchor) === short(one.anchor)).length > 1;
    const inside = one.anchor !== root && isWithin(one.anchor, root);
    return { ...one, name: alike && inside ? relativeTo(root, one.anchor) : short(one.anchor) };
  });
}
