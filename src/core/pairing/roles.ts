import { mayBe, type PairRole, roleByExtension } from './extensions.js';
import { type FolderPatterns, folderFacts } from './folders.js';
import { filesIn } from './listing.js';
import { folderOf, nameOf, stemOf } from './paths.js';
import { type Link, MAX_SPLIT_DEPTH, type Surroundings } from './surroundings.js';
import { type Said, takeApart } from './words.js';

/** A file's role, and what says so: a folder above it, a word in its name, or no more than its extension. */
export interface FileRole {
  role: PairRole;
  why: 'folder' | 'word' | 'extension';
}

/** What the other files of the same scene in the same folder say; null: nothing. */
export type Mates = (key: string) => ReadonlySet<Said | null> | undefined;

/**
 * The role of a file. The nearest folder that names one decides, but for three cases: labels below a folder of
 * predictions are predicted ones, unless images lie beside them; a dataset's own suffix ("_instance_color_RGB")
 * outdoes a folder of images; and so does any word where the folder mixes roles ("x.png" and "x_mask.png").
 */
export function roleOfFile(name: string, links: readonly Link[], mates: Mates): FileRole {
  const { key, said, strong } = takeApart(stemOf(name));
  const word = said !== null && said !== 'painting' && mayBe(said, name) ? said : null;
  const folder = roleInFolders(name, links);
  if (!folder) {
    return word ? { role: word, why: 'word' } : { role: roleLeft(name, mates(key)), why: 'extension' };
  }
  if (word && word !== folder) {
    const mixed = mates(key);
    if ((strong && folder !== 'prediction') || mixed?.has(folder) || mixed?.has(null)) {
      return { role: word, why: 'word' };
    }
  }
  return { role: folder, why: 'folder' };
}

/** By extension, but for a role that another file of the scene claims: "x.png" beside "x_mask.png" is the image. */
function roleLeft(name: string, said: ReadonlySet<Said | null> | undefined): PairRole {
  const likely = roleByExtension(name);
  const left = (['image', 'label', 'prediction'] as const).find(role => mayBe(role, name) && !said?.has(role));
  return said?.has(likely) ? (left ?? likely) : likely;
}

function roleInFolders(name: string, links: readonly Link[]): PairRole | null {
  const at = links.findIndex(({ fact }) => fact && mayBe(fact.role, name));
  const fact = links[at]?.fact;
  if (!fact) {
    return null;
  }
  const predicted = () => links.slice(at + 1).some(link => link.fact?.role === 'prediction');
  return fact.role === 'label' && !links[at].imagesBeside && mayBe('prediction', name) && predicted()
    ? 'prediction'
    : fact.role;
}

/** What the files of one folder say, by scene. */
export function matesOf(names: readonly string[]): Mates {
  let known: Map<string, Set<Said | null>> | undefined;
  return key => {
    if (!known) {
      known = new Map();
      for (const name of names) {
        const { key: own, said } = takeApart(stemOf(name));
        known.set(own, (known.get(own) ?? new Set()).add(said));
      }
    }
    return known.get(key);
  };
}

/** The role of one file, with its surroundings looked at as far as needed. */
export async function resolveRole(path: string, around: Surroundings, root?: string): Promise<FileRole> {
  const links = await around.links(path, root);
  const mates = matesOf(filesIn(await around.list(folderOf(path))));
  return roleOfFile(nameOf(path), links, mates);
}

/** Without looking at the disk. */
export function guessRole(path: string, patterns: FolderPatterns): PairRole {
  const links: Link[] = [];
  for (
    let folder = folderOf(path);
    links.length <= MAX_SPLIT_DEPTH && nameOf(folder) !== '';
    folder = folderOf(folder)
  ) {
    const name = nameOf(folder);
    links.push({ name, fact: folderFacts([name], patterns).get(name) ?? null, imagesBeside: false });
  }
  return roleOfFile(nameOf(path), links, () => undefined).role;
}
