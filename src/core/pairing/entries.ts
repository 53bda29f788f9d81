import type { PairRole } from './extensions.js';
import { mayBe, ROLES } from './extensions.js';
import { joinPath } from './paths.js';
import { type FileRole, matesOf, roleOfFile } from './roles.js';
import { type Scene, sceneOf } from './scene.js';
import { unnamed } from './surroundings.js';
import type { Bindings } from './template.js';
import type { WalkedFolder } from './walk.js';

/** A file with all that decides what it belongs to. */
export interface Entry {
  path: string;
  name: string;
  folder: string;
  role: PairRole;
  why: FileRole['why'] | 'dataset';
  scene: Scene;
  words: ReadonlySet<string>;
  anchor: string;
  painted: boolean;
  /** From the settings' templates; null: they say nothing. */
  split: string | null;
  model: string | null;
}

/** The files of a folder that may be part of a pair. */
export function* entriesOf({ path, links, words, anchor, files }: WalkedFolder): Generator<Entry> {
  const mates = matesOf(files);
  const folder = unnamed(links);
  const painted = links.some(({ fact }) => fact?.painted);
  for (const name of files) {
    if (ROLES.some(role => mayBe(role, name))) {
      const { role, why } = roleOfFile(name, links, mates);
      const scene = sceneOf(name, role, folder);
      const file = { path: joinPath(path, name), name, folder: path, role, why };
      yield { ...file, scene, words, anchor, painted, split: null, model: null };
    }
  }
}

/** The entry of a file that a template of the settings named, for one reading of it. */
export function configuredEntry(
  { path, links, words, anchor }: Omit<WalkedFolder, 'files'>,
  name: string,
  role: PairRole,
  { stem, split, model }: Bindings,
): Entry {
  const found = sceneOf(name, role, unnamed(links));
  const scene = stem === undefined ? found : { ...found, stem, key: stem, said: null, channel: null };
  const file = { path: joinPath(path, name), name, folder: path, role, why: 'dataset' as const };
  return { ...file, scene, words, anchor, painted: false, split: split ?? null, model: model ?? null };
}
