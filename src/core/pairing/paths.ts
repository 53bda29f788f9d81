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

/** The name without its extension: "a.b.npy" is "a.b", "case.nii.gz" is "case". */
export function stemOf(name: string): string {
  return name.slice(0, dotOf(name));
}

/** Lower case, without the dot; '' when there is none. Of two parts where one says too little ("nii.gz"). */
export function extensionOf(name: string): string {
  return name.slice(dotOf(name) + 1).toLowerCase();
}

/** Where the extension begins; the length of a name that has none. A leading dot begins no extension. */
function dotOf(name: string): number {
  const last = name.lastIndexOf('.');
  if (last <= 0) {
    return name.length;
  }
  const before = last - '.nii'.length;
  return before > 0 && /^\.nii\.gz$/i.test(name.slice(before)) ? before : last;
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

/** The way from `folder` to `path` in it: "val/x.png"; `path` itself where it does not lie in it. */
export function relativeTo(folder: string, path: string): string {
  if (path === folder) {
    return '';
  }
  return isWithin(path, folder) ? path.slice(folder.endsWith('/') ? folder.length : folder.length + 1) : path;
}

/** The deepest folder that all the paths lie in, or are. */
export function commonFolder(paths: readonly string[]): string {
  let [common = ''] = paths;
  for (const path of paths) {
    while (common !== '' && !isWithin(path, common)) {
      common = folderOf(common);
    }
  }
  return common;
}
