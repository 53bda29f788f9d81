// Reference data that lies beside the project on the developers' machines; tests that need it skip without it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/run.mjs';

/** The folder, or null where it is missing. */
export function sharedFolder() {
  const folder = join(root, '..', 'shared');
  return existsSync(join(folder, 'data', 'expected.json')) ? folder : null;
}
