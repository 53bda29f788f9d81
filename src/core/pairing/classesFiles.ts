import type { ListFolder } from './listing.js';
import { folderOf, isWithin, joinPath } from './paths.js';

/** Name of the file that describes the classes of the data around it. */
const CLASSES_FILE = 'classes.json';

/** Class lists of other tools (nnU-Net, CVAT); names that other things have as well, so they come after classes.json. */
const OTHER_FILES: readonly string[] = ['dataset.json', 'labelmap.txt'];

/** How many folders are looked into from each start, itself included. */
const MAX_LEVELS = 4;

/** Class lists in the given folders and above, up to `root`: each classes.json, nearest first, then those of other tools. */
export async function findClassesFiles(starts: readonly string[], list: ListFolder, root?: string): Promise<string[]> {
  const found = new Set<string>();
  const others = new Set<string>();
  for (const start of starts) {
    let folder = start;
    for (let level = 0; level < MAX_LEVELS && folder !== ''; level++) {
      const entries = await list(folder);
      for (const { name, directory } of entries) {
        if (!directory && (name === CLASSES_FILE || OTHER_FILES.includes(name))) {
          (name === CLASSES_FILE ? found : others).add(joinPath(folder, name));
        }
      }
      if (folder === '/' || (folder === root && isWithin(start, root))) {
        break;
      }
      folder = folderOf(folder);
    }
  }
  return [...found, ...others];
}
