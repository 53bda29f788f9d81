import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { decode } from 'fast-png';
import { ROOT } from '../support/shared.js';

const FOLDER = join(ROOT, 'samples', 'street');

interface Generator {
  makeSample(): Map<string, Uint8Array>;
}

function committed(): string[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => statSync(join(FOLDER, path)).isFile() && path !== 'README.md' && !path.startsWith('.'))
    .sort();
}

describe('the sample workspace', () => {
  it('is what its generator makes', async function () {
    this.timeout(60_000);
    const generator: Generator = await import(pathToFileURL(join(ROOT, 'scripts', 'sample', 'sample.mjs')).href);
    const made = generator.makeSample();
    assert.deepEqual(committed(), [...made.keys()].sort());
    for (const [path, content] of made) {
      const there = readFileSync(join(FOLDER, path));
      if (path.endsWith('.png')) {
        // Another version of the encoder may pack the same pixels differently.
        const [was, is] = [decode(there), decode(content)];
        assert.deepEqual(
          [was.width, was.height, was.channels, was.palette],
          [is.width, is.height, is.channels, is.palette],
        );
        assert.ok(Buffer.from(was.data).equals(Buffer.from(is.data)), path);
      } else {
        assert.ok(there.equals(content), path);
      }
    }
  });

  it('has what there is to show: a rare class, an absent one, ignored pixels', () => {
    const { names, ignore_index: ignored } = JSON.parse(readFileSync(join(FOLDER, 'classes.json'), 'utf8')) as {
      names: string[];
      ignore_index: number;
    };
    for (const name of readdirSync(join(FOLDER, 'labels'))) {
      const label = decode(readFileSync(join(FOLDER, 'labels', name))).data;
      const share = (id: number) => label.filter(value => value === id).length / label.length;
      const pole = share(names.indexOf('pole'));
      assert.ok(pole > 0.005 && pole < 0.05, `${name}: ${pole}`);
      assert.ok(share(names.indexOf('person')) > 0, name);
      assert.equal(share(names.indexOf('bicycle')), 0, name);
      assert.ok(share(ignored) > 0.003, name);
    }
  });

  it('stays small', () => {
    const bytes = committed().reduce((sum, path) => sum + statSync(join(FOLDER, path)).size, 0);
    assert.ok(bytes < 3e6, `${bytes} bytes`);
  });
});
