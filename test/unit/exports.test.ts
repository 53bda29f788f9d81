import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { ROOT } from '../support/shared.js';

/** Exports that others call by name: VS Code the entry points, the kernels' host what is compiled to WebAssembly. */
const ENTRIES = /^src\/(extension\/extension\.ts|core\/kernels\/assembly\/index\.ts)$/;
/** AssemblyScript imports without file names, and is compiled whole from its index. */
const ASSEMBLY = 'src/core/kernels/assembly/';

interface Source {
  path: string;
  text: string;
}

function sources(): Source[] {
  return ['src', 'test', 'scripts']
    .flatMap(top => readdirSync(join(ROOT, top), { recursive: true, encoding: 'utf8' }).map(name => join(top, name)))
    .filter(path => /\.(ts|mjs|py)$/.test(path) && !path.includes('node_modules'))
    .map(path => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** The file that a relative import means. */
function resolved({ path }: Source, module: string): string {
  return normalize(join(dirname(path), module))
    .replaceAll('\\', '/')
    .replace(/\.js$/, '.ts');
}

/** "a, type B, c as d": the names as their file calls them. */
const namesIn = (list: string) =>
  list
    .split(',')
    .map(name =>
      name
        .trim()
        .replace(/^type /, '')
        .replace(/ as .*/, ''),
    )
    .filter(name => name !== '');

/** Names taken from each file; '*' where all of it is (import * as, import()). */
function importsByFile(all: readonly Source[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const add = (file: string, names: readonly string[]) => {
    found.set(file, new Set([...(found.get(file) ?? []), ...names]));
  };
  for (const source of all) {
    const statements = source.text.matchAll(
      /^(?:import|export)\s+(?:type\s+)?(?:(\*)[^;'"]*|\{([^}]*)\})\s*from\s*'(\.[^']+)'/gm,
    );
    for (const [, star, list, module] of statements) {
      add(resolved(source, module), star ? ['*'] : namesIn(list));
    }
    for (const [, module] of source.text.matchAll(/\bimport\('(\.[^']+)'\)/g)) {
      add(resolved(source, module), ['*']);
    }
  }
  return found;
}

interface Export {
  file: string;
  name: string;
}

const isTaken = (imports: Map<string, Set<string>>, { file, name }: Export) =>
  imports.get(file)?.has(name) || imports.get(file)?.has('*');

describe('exports', () => {
  const all = sources();
  const imports = importsByFile(all);
  const own = all.filter(
    ({ path }) =>
      path.startsWith('src/') && !path.endsWith('.d.ts') && !ENTRIES.test(path) && !path.startsWith(ASSEMBLY),
  );
  const exported = (pattern: RegExp): Export[] =>
    own.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([, name]) => ({ file: path, name })));

  it('are values that another file imports', () => {
    const values = exported(/^export (?:async )?(?:const|let|function\*?|abstract class|class) (\w+)/gm);
    assert.ok(values.length > 500);
    assert.deepEqual(
      values.filter(one => !isTaken(imports, one)),
      [],
      'used in its own file only: without `export` the compiler says when the last use goes',
    );
  });

  it('pass nothing on that nobody takes', () => {
    const passed = own.flatMap(({ path, text }) =>
      [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list]) =>
        list
          .split(',')
          .map(name =>
            name
              .trim()
              .replace(/^type /, '')
              .replace(/.* as /, ''),
          )
          .filter(name => name !== '')
          .map(name => ({ file: path, name })),
      ),
    );
    assert.deepEqual(
      passed.filter(one => !isTaken(imports, one)),
      [],
    );
  });
});
