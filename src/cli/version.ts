import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The package's version; the bundle lies one folder below package.json. */
export function version(): string {
  return JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')).version;
}
