import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { ROOT } from '../support/shared.js';

/**
 * What nothing uses: files no program reaches, exports nobody names, packages nothing imports. A scan of the text is
 * enough here, where imports are static and names are whole words; knip would bring twelve packages for the same.
 */
interface Source {
  /** From the root. */
  path: string;
  text: string;
}

/** Where programs begin: the entries of the bundles, and of the tests. */
const ENTRIES = [...readFileSync(join(ROOT, 'scripts', 'bundle.mjs'), 'utf8').matchAll(/'(src\/[\w./-]+\.ts)'/g)].map(
  ([, path]) => path as string,
);
const STARTED = /^test\/(.*\.test\.ts|.*\/main\.ts|integration\/index\.ts)$/;

/** Packages that are used by their programs or as ambient types, not by an import. */
const BY_NAME = ['@biomejs/biome', 'typescript', '@types/node', '@types/mocha', '@types/vscode'];

/** Called by VS Code. */
const CALLED = ['src/extension/extension.ts: deactivate'];

function sourcesIn(folder: string): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(ts|mts|mjs|js)$/.test(name) && !/(^|\/)assembly\//.test(name) && !name.endsWith('.d.ts'))
    .map(name => {
      const path = join(folder, name);
      return { path, text: readFileSync(join(ROOT, path), 'utf8') };
    });
}

const src = sourcesIn('src');
const tests = sourcesIn('test');
const scripts = sourcesIn('scripts');
const all = [...src, ...tests, ...scripts];

/** What static and dynamic imports and `require`s name. */
function importsOf({ text }: Source): string[] {
  const found = text.matchAll(/(?:^(?:import|export|\})[^'"\n]*from |^import |require\(|import\()['"]([^'"\n]+)['"]/gm);
  return [...found].map(([, name]) => name as string);
}

describe('dead code', () => {
  it('has no file that no program reaches', () => {
    const known = new Map(all.map(source => [source.path, source]));
    const reached = new Set<string>();
    const todo = [...ENTRIES, ...all.map(({ path }) => path).filter(path => STARTED.test(path))];
    assert.ok(ENTRIES.length >= 6 && todo.length > 50);
    while (todo.length > 0) {
      const path = todo.pop() as string;
      const source = known.get(path);
      if (source && !reached.has(path)) {
        reached.add(path);
        for (const name of importsOf(source).filter(one => one.startsWith('.'))) {
          todo.push(relative(ROOT, resolve(ROOT, dirname(path), name)).replace(/\.js$/, '.ts'));
        }
      }
    }
    const unreached = src.map(({ path }) => path).filter(path => !reached.has(path));
    assert.deepEqual(unreached, []);
  });

  it('has no export that nothing names', () => {
    const uses = new Map<string, number>();
    for (const { text } of all) {
      for (const word of new Set(text.match(/[A-Za-z_$][\w$]*/g))) {
        uses.set(word, (uses.get(word) ?? 0) + 1);
      }
    }
    const unused: string[] = [];
    let count = 0;
    for (const { path, text } of src) {
      for (const [, name] of text.matchAll(
        /^export (?:async )?(?:function\*?|const|let|class|interface|type|enum) (\w+)/gm,
      )) {
        count++;
        // Named in its own file once, where it is declared, and in no other.
        const own = text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0;
        if (uses.get(name as string) === 1 && own === 1 && !CALLED.includes(`${path}: ${name}`)) {
          unused.push(`${path}: ${name}`);
        }
      }
    }
    assert.ok(count > 500);
    assert.deepEqual(unused, []);
  });

  it('lists no package that nothing imports, and imports none that is not listed', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const listed = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    const packageOf = (name: string) => /^(@[\w.-]+\/[\w.-]+|[a-z][\w.-]*)(\/|$)/.exec(name)?.[1];
    const imported = new Set(all.flatMap(importsOf).map(packageOf));
    const everything = all.map(({ text }) => text).join('\n');
    const unused = listed.filter(name => {
      const wanted = name.replace(/^@types\//, '');
      const byPath = everything.includes(`'${wanted}'`) || everything.includes(`${wanted}/`);
      return !imported.has(wanted) && !BY_NAME.includes(name) && !byPath;
    });
    assert.deepEqual(unused, []);
    // Installed apart, on first use: test/vscode/package.json.
    const apart = Object.keys(
      JSON.parse(readFileSync(join(ROOT, 'test', 'vscode', 'package.json'), 'utf8')).dependencies,
    );
    const missing = src.flatMap(importsOf).map(packageOf);
    const foreign = missing.filter(
      name => name && name !== 'vscode' && !listed.includes(name) && !apart.includes(name),
    );
    assert.deepEqual([...new Set(foreign)], []);
  });
});
