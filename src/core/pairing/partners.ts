import { type Configured, configuredAs, configures, findByDataset } from './byDataset.js';
import { findClassesFiles } from './classesFiles.js';
import type { DatasetFiles } from './dataset.js';
import { mayBe, type PairRole } from './extensions.js';
import { findFar } from './far.js';
import { DEFAULT_FOLDERS, type FolderPatterns } from './folders.js';
import type { ListFolder } from './listing.js';
import { type Found, findNear, type Start } from './near.js';
import { commonFolder, folderOf, nameOf } from './paths.js';
import { otherSplit } from './places.js';
import { type FileRole, resolveRole } from './roles.js';
import { select } from './select.js';
import { Surroundings } from './surroundings.js';

export interface PartnerQuery {
  /** The file the search starts from. */
  file: string;
  /** Its role when known, else it is found out. */
  role?: PairRole | undefined;
  /** Datasets of the settings: where they say where files are, nothing is guessed. */
  datasets?: readonly DatasetFiles[];
  /** The workspace folder: upper end of the search for classes.json, and where far partners are looked for. */
  root?: string | undefined;
}

/** How one file of a pair was decided, for "Explain pairing". */
export interface Decision {
  /** The file; null: none was found, or several fit. */
  chosen: Found | null;
  /** All that fit, best first. */
  fitting: Found[];
  /** What fits by its name, which is a common one, or but for its split: never taken without being told. */
  doubtful: Found[];
  /** What was met but belongs elsewhere. */
  passedOver: Found[];
}

export interface Partners {
  /** Role of the file the search started from, and what says so. */
  role: PairRole;
  why: FileRole['why'] | 'given' | 'dataset';
  /** The dataset of the settings that the file belongs to. */
  dataset: DatasetFiles | null;
  /** null: not found, or several fit (see `ambiguous`). */
  prediction: string | null;
  label: string | null;
  image: string | null;
  /** Where several files fit equally well: all of them, best first. The caller asks. */
  ambiguous: Partial<Record<PairRole, string[]>>;
  /** Where nothing fits: what may be offered, see `Decision.doubtful`. */
  doubtful: Partial<Record<PairRole, string[]>>;
  /** classes.json files from the label's folder upwards, then from the prediction's; nearest first. */
  classes: string[];
  decisions: Partial<Record<PairRole, Decision>>;
}

/**
 * Finds what belongs to a file by the name of its scene: first in folders named after their role beside those above
 * it, then in its own folder, then in the whole workspace. Nothing is guessed from content, and what fits twice is
 * never chosen silently.
 */
export async function findPartners(
  query: PartnerQuery,
  listFolder: ListFolder,
  patterns: FolderPatterns = DEFAULT_FOLDERS,
): Promise<Partners> {
  const around = new Surroundings(listFolder, patterns);
  const { file, role, root, datasets = [] } = query;
  const configured = configuredAs(file, datasets, role);
  const own = configured
    ? { role: configured.role, why: role ? ('given' as const) : ('dataset' as const) }
    : role
      ? { role, why: 'given' as const }
      : await resolveRole(file, around, root);
  let found = await partnersOf(query, own, configured, around);
  if (own.why === 'extension' && mayBe('prediction', nameOf(file)) && !knows(found, 'prediction')) {
    // No more than its extension spoke for the guess: with a label it is a prediction, in a folder of any name.
    const other = await partnersOf(query, { role: 'prediction', why: own.why }, configured, around);
    found = knows(other, 'label') ? other : found;
  }
  const starts = [found.label, found.prediction, query.file].filter(path => path !== null).map(folderOf);
  found.classes = await findClassesFiles(starts, around.list, query.root);
  return found;
}

function knows(found: Partners, role: PairRole): boolean {
  return found[role] !== null || found.ambiguous[role] !== undefined;
}

async function partnersOf(
  { file, root }: PartnerQuery,
  { role, why }: Pick<Partners, 'role' | 'why'>,
  configured: Configured | null,
  around: Surroundings,
): Promise<Partners> {
  const found: Partners = {
    role,
    why,
    dataset: configured?.dataset ?? null,
    prediction: null,
    label: null,
    image: null,
    ambiguous: {},
    doubtful: {},
    classes: [],
    decisions: {},
  };
  for (const wanted of ORDER) {
    if (wanted === role) {
      found[wanted] = file;
      continue;
    }
    const starts: Start[] = [{ file, role, root }];
    if (found.label !== null && role !== 'label') {
      starts.push({ file: found.label, role: 'label', root });
    }
    const decision = await decide(starts, wanted, configured, around);
    found.decisions[wanted] = decision;
    if (decision.chosen) {
      found[wanted] = decision.chosen.path;
    } else if (decision.fitting.length > 0 && wanted !== 'image') {
      found.ambiguous[wanted] = decision.fitting.map(({ path }) => path);
    } else if (decision.doubtful.length > 0) {
      found.doubtful[wanted] = decision.doubtful.map(({ path }) => path);
    }
  }
  return found;
}

/** The label first: what is not found from a file may be found from its label. */
const ORDER = ['label', 'prediction', 'image'] as const;

async function decide(
  starts: readonly Start[],
  wanted: PairRole,
  configured: Configured | null,
  around: Surroundings,
): Promise<Decision> {
  const [first] = starts;
  // A file that has a role already does not get a second one.
  const free = (found: Found[]) => found.filter(({ path }) => !starts.some(({ file }) => file === path));
  if (configured && configures(configured, wanted)) {
    return selected(first, wanted, free(await findByDataset(first, configured, wanted, around)), around);
  }
  for (const start of starts) {
    const found = free(await findNear(start, wanted, around));
    if (found.length > 0) {
      return selected(start, wanted, found, around);
    }
  }
  // An image is only background: no workspace is searched for one.
  const far = wanted === 'image' ? [] : free(await findFar(first, wanted, around));
  return selected(first, wanted, far, around);
}

async function selected(start: Start, wanted: PairRole, found: Found[], around: Surroundings): Promise<Decision> {
  const base = commonFolder([start.file, ...found.map(({ path }) => path)].map(folderOf));
  const own = await around.words(start.file, base);
  const isSure = ({ by, sure, words }: Found): boolean => by === 'dataset' || (sure && !otherSplit(own, words));
  const { chosen, fitting } = select(wanted, own, found.filter(isSure));
  const doubtful = fitting.length > 0 ? [] : select(wanted, own, found).fitting;
  const passedOver = found.filter(one => !fitting.includes(one) && !doubtful.includes(one));
  return { chosen, fitting, doubtful, passedOver };
}
