import { InspectionError } from '../../core/errors.js';
import { configuredAs } from '../../core/pairing/byDataset.js';
import { findClassesFiles } from '../../core/pairing/classesFiles.js';
import type { PairRole } from '../../core/pairing/extensions.js';
import type { FolderPatterns } from '../../core/pairing/folders.js';
import type { ListFolder } from '../../core/pairing/listing.js';
import { findPartners, type Partners } from '../../core/pairing/partners.js';
import { folderOf } from '../../core/pairing/paths.js';
import { resolveRole } from '../../core/pairing/roles.js';
import { Surroundings } from '../../core/pairing/surroundings.js';
import { type DatasetSetting, datasetOf } from '../../core/settings/datasets.js';
import type { Pair } from '../inspection/pair.js';

/** What pairing needs from the editor. URIs are strings; paths are the path parts of URIs. */
export interface PairingHost {
  path(uri: string): string;
  /** The same file system, another path. */
  withPath(uri: string, path: string): string;
  list(uri: string): ListFolder;
  /** Path of the workspace folder the file is in. */
  root(uri: string): string | undefined;
  folders(uri: string): FolderPatterns;
  /** Datasets of the settings. */
  datasets(uri: string): readonly DatasetSetting[];
  displayName(uri: string): string;
  /** Lets the user choose among files that fit equally well, or answers as earlier; undefined: dismissed. */
  ask(role: PairRole, start: string, candidates: string[]): Promise<string | undefined>;
  /** The same, but about these files only: nothing is remembered. */
  askOnce(role: PairRole, candidates: string[]): Promise<string | undefined>;
  /** What an earlier answer says about these candidates. */
  recall(role: PairRole, start: string, candidates: readonly string[]): string | undefined;
  /** The partner that was once chosen for this very file. */
  chosenFor(role: PairRole, start: string): string | undefined;
  /** Keeps a choice, for the file or for all like it. */
  remember(role: PairRole, start: string, candidates: readonly string[], chosen: string): Promise<void>;
}

/** From one or two selected files to a pair; undefined when the user dismissed a question. */
export async function resolvePair(files: readonly string[], host: PairingHost): Promise<Pair | undefined> {
  const [first, second, third] = files;
  if (first === undefined || third !== undefined) {
    throw new InspectionError(
      'selection-size',
      `${files.length} files are selected; one file, or a prediction and its label, can be inspected.`,
      'Select one or two files.',
    );
  }
  return second === undefined ? fromOne(first, host) : fromTwo(first, second, host);
}

/** Label, image and classes.json of a known prediction; what is given is kept. */
export async function completePair(
  given: Pick<Pair, 'prediction' | 'label' | 'image'>,
  host: PairingHost,
): Promise<Pair> {
  const { prediction } = given;
  const found = await partners(prediction, 'prediction', host);
  const label =
    given.label ?? host.chosenFor('label', prediction) ?? (await settle(found, 'label', prediction, host)) ?? null;
  const image = given.image ?? host.chosenFor('image', prediction) ?? uri(prediction, found.image, host);
  return { prediction, label, image, classesFile: await classesFor(prediction, label, host) };
}

async function fromOne(start: string, host: PairingHost): Promise<Pair | undefined> {
  const found = await partners(start, undefined, host);
  return found.role === 'prediction'
    ? completePair({ prediction: start, label: null, image: null }, host)
    : fromPartner(start, found, host);
}

/** The prediction of a label or image. */
async function fromPartner(start: string, found: Partners, host: PairingHost): Promise<Pair | undefined> {
  const prediction = host.chosenFor('prediction', start) ?? (await settle(found, 'prediction', start, host));
  if (prediction === undefined) {
    return undefined;
  }
  if (prediction === null) {
    throw new InspectionError(
      'prediction-not-found',
      `No prediction was found for ${host.displayName(start)}.`,
      'Choose a prediction, or set segmentationLoss.pairing.predictionFolders to the name of its folder.',
    );
  }
  const label = found.role === 'label' ? start : ((await settle(found, 'label', start, host)) ?? null);
  return completePair({ prediction, label, image: uri(start, found.image, host) }, host);
}

/** In either order; the roles are found out, and asked for where both files look alike. */
async function fromTwo(first: string, second: string, host: PairingHost): Promise<Pair | undefined> {
  const roles = [await roleOf(first, host), await roleOf(second, host)];
  if (roles[0] === roles[1]) {
    const prediction = await host.askOnce('prediction', [first, second]);
    const label = prediction === first ? second : first;
    return prediction === undefined ? undefined : completePair({ prediction, label, image: null }, host);
  }
  const one = (role: PairRole): string | null => [first, second][roles.indexOf(role)] ?? null;
  const [prediction, label, image] = [one('prediction'), one('label'), one('image')];
  if (prediction !== null) {
    const pair = await completePair({ prediction, label, image }, host);
    // A picture chosen together with a prediction that has no label is meant as the label: reading it will tell.
    return pair.label === null && image !== null ? { ...pair, label: image, image: null } : pair;
  }
  const pair = label === null ? undefined : await fromPartner(label, await partners(label, 'label', host), host);
  return pair && { ...pair, image };
}

/** What a file looks like, from its name, its folder and what lies around it. */
export async function roleOf(file: string, host: PairingHost): Promise<PairRole> {
  const datasets = host.datasets(file).map(({ files }) => files);
  const configured = configuredAs(host.path(file), datasets);
  if (configured) {
    return configured.role;
  }
  const around = new Surroundings(host.list(file), host.folders(file));
  return (await resolveRole(host.path(file), around, host.root(file))).role;
}

export function partners(start: string, role: PairRole | undefined, host: PairingHost): Promise<Partners> {
  const datasets = host.datasets(start).map(({ files }) => files);
  const query = { file: host.path(start), role, root: host.root(start), datasets };
  return findPartners(query, host.list(start), host.folders(start));
}

/** null: there is none; undefined: there are several and the user chose none. */
async function settle(
  found: Partners,
  role: PairRole,
  start: string,
  host: PairingHost,
): Promise<string | null | undefined> {
  const uris = (paths: readonly string[] = []): string[] => paths.map(path => host.withPath(start, path));
  const candidates = uris(found.ambiguous[role]);
  if (candidates.length > 0) {
    return host.ask(role, start, candidates);
  }
  // What is doubtful is only taken where the user has said so.
  return uri(start, found[role], host) ?? host.recall(role, start, uris(found.doubtful[role])) ?? null;
}

function uri(start: string, path: string | null, host: PairingHost): string | null {
  return path === null ? null : host.withPath(start, path);
}

/** The class list that the pair's dataset names, else the nearest to the label, else to the prediction. */
export async function classesFor(prediction: string, label: string | null, host: PairingHost): Promise<string | null> {
  const paths = { prediction: host.path(prediction), label: label && host.path(label) };
  const dataset = datasetOf(host.datasets(prediction), paths);
  if (dataset?.classesFile) {
    return host.withPath(prediction, dataset.classesFile);
  }
  for (const start of [label, prediction]) {
    if (start !== null) {
      const [nearest] = await findClassesFiles([folderOf(host.path(start))], host.list(start), host.root(start));
      if (nearest !== undefined) {
        return host.withPath(start, nearest);
      }
    }
  }
  return null;
}
