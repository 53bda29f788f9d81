import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { openPromise } from 'yauzl';
import { ROOT } from '../../support/shared.js';

/** What scripts/package/vsix.mjs gives. */
interface Packaging {
  writeVsix(platform: string, file?: string): Promise<{ file: string; bytes: number; paths: string[] }>;
  vsixPath(platform: string): Promise<string>;
}

const script = (name: string) => import(pathToFileURL(join(ROOT, 'scripts', 'package', name)).href);

export const packaging = (): Promise<Packaging> => script('vsix.mjs');

/** The platforms a package is made for. */
export async function platformNames(): Promise<string[]> {
  return Object.keys((await script('platforms.mjs')).PLATFORMS);
}

/** Every file of a .vsix, by its path within. */
export async function unpack(file: string): Promise<Map<string, Buffer>> {
  const zip = await openPromise(file);
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  }
  return files;
}

/** Where a platform's dependencies lie from which its package is made: a node_modules folder. */
export async function dependenciesOf(platform: string): Promise<{ folder: string; files: string[] }> {
  return (await script('dependencies.mjs')).dependenciesOf(platform);
}
