/** One entry of a folder. */
export interface DirectoryEntry {
  name: string;
  /** Also true of a link to a folder. */
  directory: boolean;
  /** A symbolic link: a walk looks twice, since it may lead back to where it came from. */
  link?: boolean;
}

/**
 * The only thing pairing needs from a file system; a folder that does not exist or may not be read is empty.
 * The extension answers through `workspace.fs`, the command line through `node:fs`, tests from an object.
 */
export type ListFolder = (folder: string) => Promise<readonly DirectoryEntry[]>;

/** Asks for each folder once: the same parents come up again for every role. */
export function remembered(list: ListFolder): ListFolder {
  const known = new Map<string, Promise<readonly DirectoryEntry[]>>();
  return folder => {
    let entries = known.get(folder);
    if (!entries) {
      entries = list(folder);
      known.set(folder, entries);
    }
    return entries;
  };
}

export function foldersIn(entries: readonly DirectoryEntry[]): string[] {
  return entries.filter(entry => entry.directory).map(entry => entry.name);
}

export function filesIn(entries: readonly DirectoryEntry[]): string[] {
  return entries.filter(entry => !entry.directory).map(entry => entry.name);
}
