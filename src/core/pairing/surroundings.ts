import { type FolderFact, type FolderPatterns, folderFacts } from './folders.js';
import { foldersIn, type ListFolder, remembered } from './listing.js';
import { folderOf, isWithin, joinPath, nameOf, relativeTo } from './paths.js';
import { isSplit, placeWords } from './places.js';

/** A folder above a file, with what its name and siblings say. */
export interface Link {
  name: string;
  fact: FolderFact | null;
  /** Whether a folder of images lies beside it: then it is part of a dataset, also within "results". */
  imagesBeside: boolean;
}

/** How far up from a file its role folder may be: "annotations/val/city/x.png" is two levels in. */
export const MAX_SPLIT_DEPTH = 3;

/** What folders around a file hold; each is listed once. */
export class Surroundings {
  readonly list: ListFolder;
  private readonly known = new Map<string, Promise<Map<string, FolderFact>>>();

  constructor(
    list: ListFolder,
    readonly patterns: FolderPatterns,
  ) {
    this.list = remembered(list);
  }

  /** What the folders in `folder` hold. */
  facts(folder: string): Promise<Map<string, FolderFact>> {
    let facts = this.known.get(folder);
    if (!facts) {
      facts = this.list(folder).then(entries => folderFacts(foldersIn(entries), this.patterns));
      this.known.set(folder, facts);
    }
    return facts;
  }

  /**
   * The folders above a file, nearest first, so far as roles are looked for. The workspace folder `root` itself says
   * nothing: a project may well be called "segmentation".
   */
  async links(file: string, root?: string): Promise<Link[]> {
    const links: Link[] = [];
    let folder = folderOf(file);
    for (let depth = 0; depth <= MAX_SPLIT_DEPTH && nameOf(folder) !== '' && folder !== root; depth++) {
      links.push(linkOf(nameOf(folder), await this.facts(folderOf(folder))));
      folder = folderOf(folder);
    }
    return links;
  }

  /** What the folders between `base` (all, where it is elsewhere) and a file say; see `placeWords`. */
  async words(file: string, base: string): Promise<ReadonlySet<string>> {
    const folders: { name: string; fact: FolderFact | null }[] = [];
    const top = isWithin(file, base) ? base : '/';
    for (let folder = folderOf(file); folder !== top && isWithin(folder, top); folder = folderOf(folder)) {
      const name = nameOf(folder);
      folders.push({ name, fact: (await this.facts(folderOf(folder))).get(name) ?? null });
    }
    return placeWords(folders);
  }

  /** The folder of the dataset a file belongs to, as a walk from `root` would say: see `WalkedFolder.anchor`. */
  async anchor(file: string, root: string): Promise<string> {
    let anchor = root;
    for (const name of relativeTo(root, folderOf(file)).split('/')) {
      if (name === '' || isSplit(name) || (await this.facts(anchor)).has(name)) {
        break;
      }
      anchor = joinPath(anchor, name);
    }
    return anchor;
  }
}

export function linkOf(name: string, facts: ReadonlyMap<string, FolderFact>): Link {
  const fact = facts.get(name) ?? null;
  return { name, fact, imagesBeside: fact?.role === 'label' && [...facts.values()].some(one => one.role === 'image') };
}

/** The nearest folder that is not named after a role: it may identify the scene. */
export function unnamed(links: readonly Link[]): string {
  return links.find(({ fact }) => !fact)?.name ?? '';
}
