import { InspectionError } from '../../core/errors.js';
import { findClassesFiles } from '../../core/pairing/classesFiles.js';
import type { PairRole } from '../../core/pairing/extensions.js';
import type { FolderPatterns } from '../../core/pairing/folders.js';
import type { ListFolder } from '../../core/pairing/listing.js';
import { findPartners, type Partners } from '../../core/pairing/partners.js';
import { folderOf } from '../../core/pairing/paths.js';
import { resolveRole } from '../../core/pairing/roles.js';
import { Surroundings } from '../../core/pairing/surroundings.js';
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
  displayName(uri: string): string;
  /** Lets the user choose among files that fit equally well; undefined: dismissed. */
  ask(role: PairRole, start: string, candidates: string[]): Promise<string | undefined>;
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
  const label = given.label ?? (await settle(found, 'label', prediction, host)) ?? null;
  const image = given.image ?? uri(prediction, found.image, host);
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
  const prediction = await settle(found, 'prediction', start, host);
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
    const prediction = await host.ask('prediction', first, [first, second]);
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

async function roleOf(file: string, host: PairingHost): Promise<PairRole> {
  const around = new Surroundings(host.list(file), host.folders(file));
  return (await resolveRole(host.path(file), around, host.root(file))).role;
}

function partners(start: string, role: PairRole | undefined, host: PairingHost): Promise<Partners> {
  const query = { file: host.path(start), role, root: host.root(start) };
  return findPartners(query, host.list(start), host.folders(start));
}

/** null: there is none; undefined: there are several and the user chose none. */
async function settle(
  found: Partners,
  role: PairRole,
  start: string,
  host: PairingHost,
): Promise<string | null | undefined> {
  const candidates = found.ambiguous[role]?.map(path => host.withPath(start, path));
  return candidates ? host.ask(role, start, candidates) : uri(start, found[role], host);
}

function uri(start: string, path: string | null, host: PairingHost): string | null {
  return path === null ? null : host.withPath(start, path);
}

async function classesFor(prediction: string, label: string | null, host: PairingHost): Promise<string | null> {
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
