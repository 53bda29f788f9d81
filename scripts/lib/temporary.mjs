// Folders that are gone when this process is.
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onEnd } from './run.mjs';

/**
 * Makes a folder for the time being.
 *
 * @param {string} name
 * @returns {Promise<{ path: string, remove: () => Promise<void> }>}
 */
export async function temporaryFolder(name) {
  const path = await realpath(await mkdtemp(join(tmpdir(), `loss-inspector-${name}-`)));
  const removeIt = () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  const forget = onEnd(removeIt);
  const remove = async () => {
    await removeIt();
    forget();
  };
  return { path, remove };
}
