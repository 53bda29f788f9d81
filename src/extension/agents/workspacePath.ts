/**
 * Where a path that a model gave may lie: relative to each workspace folder, or whole and within one. Nothing that
 * climbs out of its folder.
 *
 * @param folders paths of the workspace folders
 */
export function workspacePath(given: string, folders: readonly string[]): { folder: number; path: string }[] {
  const path = given.replaceAll('\\', '/');
  const parts = path.split('/');
  if (path.includes('\0') || parts.includes('..')) {
    return [];
  }
  // "C:/data" is "/C:/data" among URIs.
  const whole = /^[a-z]:\//i.test(path) ? `/${path}` : path.startsWith('/') ? path : null;
  return folders.flatMap((root, folder) => {
    const inside = root.endsWith('/') ? root : `${root}/`;
    if (whole !== null) {
      return whole === root || whole.startsWith(inside) ? [{ folder, path: whole }] : [];
    }
    const rest = parts.filter(part => part !== '' && part !== '.').join('/');
    return [{ folder, path: rest === '' ? root : inside + rest }];
  });
}
