import type { ListFolder } from './listing.js';
import { folderOf, isWithin, joinPath } from './paths.js';

/** Name of the file that describes the classes of the data around it. */
export const CLASSES_FILE = 'classes.json';

/** How many folders are looked into from each start, itself included. */
const MAX_LEVELS = 4;

/** classes.json in the given folders and above, up to `root`; of the first start that has any first. */
export async function findClassesFiles(starts: readonly string[], list: ListFolder, root?: string): Promise<string[]> {
  const found = new Set<string>();
  for (const start of starts) {
    let folder = start;
    for (let level = 0; level < MAX_LEVELS && folder !== ''; level++) {
      const entries = await list(folder);
      if (entries.some(entry => !entry.directory && entry.name === CLASSES_FILE)) {
        found.add(joinPath(folder, CLASSES_FILE));
      }
      if (folder === '/' || (folder === root && isWithin(start, root))) {
        break;
      }
      folder = folderOf(folder);
    }
  }
  return [...found];
}
