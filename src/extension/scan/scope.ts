import { isWithin } from '../../core/pairing/paths.js';
import type { ScanScope } from './types.js';

/** Tells whether any of some files is asked for; no scope asks for all. */
export function coverage(scope: ScanScope | undefined): (files: readonly string[]) => boolean {
  if (!scope) {
    return () => true;
  }
  const { folders = [] } = scope;
  const named = new Set(scope.files);
  return files => files.some(file => named.has(file) || folders.some(folder => isWithin(file, folder)));
}

/** What covers both. */
export function joined(a: ScanScope | undefined, b: ScanScope | undefined): ScanScope | undefined {
  return (
    a &&
    b && {
      folders: [...(a.folders ?? []), ...(b.folders ?? [])],
      files: [...new Set([...(a.files ?? []), ...(b.files ?? [])])],
    }
  );
}
