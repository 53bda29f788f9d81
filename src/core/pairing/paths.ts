/**
 * POSIX-style path strings, as in the path part of a URI ("/c:/data/x.npy" on Windows). Written out here because the
 * core has neither `node:path` nor `vscode`, and because both of its users hand over the same form.
 */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash > 0 ? path.slice(0, slash) : slash === 0 ? '/' : '';
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The name without its last extension: "a.b.npy" is "a.b". */
export function stemOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** Lower case, without the dot; '' when there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** Joins and leaves out empty parts, so that "no split folder" needs no special case. */
export function joinPath(folder: string, ...names: string[]): string {
  return names
    .filter(name => name !== '')
    .reduce((path, name) => (/(^|\/)$/.test(path) ? path + name : `${path}/${name}`), folder);
}

/** Whether `path` is `folder` or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
