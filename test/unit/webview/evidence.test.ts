import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evidence } from '../../../src/webview/strings/evidence.js';
import { ROOT } from '../../support/shared.js';

/** The names within `evidence: { … }`, those of nested objects and calls left out. */
function namesIn(source: string): string[] {
  return source
    .split(/\bevidence: \{/)
    .slice(1)
    .flatMap(rest => {
      const names: string[] = [];
      let depth = 0;
      for (const [token] of rest.matchAll(/[{([]|[})\]]|[a-zA-Z]\w*|,|[^\s]/g)) {
        if ('})]'.includes(token) && --depth < 0) {
          break;
        }
        depth += '{(['.includes(token) ? 1 : 0;
        if (depth === 0) {
          names.push(token);
        }
      }
      // A name begins the object, or follows a comma.
      return names.filter((name, k) => /^\w+$/.test(name) && (k === 0 || names[k - 1] === ','));
    });
}

describe('the numbers of a finding', () => {
  it('each have a name', () => {
    const folder = join(ROOT, 'src/core/findings');
    const used = new Set(
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter(file => file.endsWith('.ts'))
        .flatMap(file => namesIn(readFileSync(join(folder, file), 'utf8'))),
    );
    assert.deepEqual([...used].sort(), Object.keys(evidence));
  });
});
