import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { ROOT } from '../support/shared.js';

/** Values a room may import, by pattern of the resolved module ("src/core/…", "node:fs", "sharp"). */
interface Room {
  never: RegExp;
  except?: RegExp;
}

/** The import table of CONTRIBUTING.md. Types may come from anywhere: they leave nothing behind. */
const ROOMS: Record<string, Room> = {
  'src/core': { never: /^(vscode|sharp|node:|src\/(shared|node|extension|cli|webview))/, except: /^node:(fs|zlib)$/ },
  'src/shared': {
    never: /^(vscode|node:|src\/(core|node|extension|cli|webview)|[a-z@])/,
    except: /^src\/(shared|core\/(errors|analysis\/names))/,
  },
  'src/node': { never: /^(vscode|src\/(extension|cli|webview))/ },
  'src/cli': { never: /^(vscode|src\/(shared|extension|webview))/ },
  'src/extension': {
    never: /^(@tensorflow|sharp|src\/(node|cli|webview|core))/,
    except:
      /^src\/node\/folders\.js$|^src\/core\/(errors|pairing\/.*|analysis\/names|dataset\/(plan|scan|terms)|inspection\/(job|layers|jsonNumber)|labels\/ids|settings\/.*)\.js$/,
  },
  'src/webview': {
    never: /^(vscode|node:|sharp|@tensorflow|src\/(extension|node|cli|core\/(tf|formats|statistics|losses|analysis)))/,
    except: /^src\/core\/analysis\/names\.js$/,
  },
};

/** Packages that live behind one file each, so that each can be replaced in one place. */
const SINGLE_IMPORTERS: [module: RegExp, file: string][] = [
  [/^@tensorflow\//, 'src/core/tf.ts'],
  [/^sharp$/, 'src/node/picture.ts'],
  [/^yauzl$/, 'src/core/formats/zip.ts'],
  [/^@vscode\/webview-ui-toolkit/, 'src/webview/toolkit.ts'],
  [/^uplot$/, 'src/webview/charts/uplot.ts'],
  [/^d3-hierarchy$/, 'src/webview/views/ledger/treemapLayout.ts'],
];

interface Import {
  file: string;
  module: string;
}

function valueImports(): Import[] {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => join('src', name));
  return files.flatMap(file => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const found = text.matchAll(
      /(?:^|\n)\s*(?:import|export)\s+(?!type\b)([^;'"]*?from\s+)?['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)/g,
    );
    return (
      [...found]
        // `import { type A, type B }` leaves nothing behind either.
        .filter(([, names]) => !names || !/^\{(\s*type\s[^,}]+,?)+\s*\}\s*from\s+$/.test(names))
        .map(([, , module, dynamic]) => {
          const name = module ?? dynamic;
          const path = name.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), name)) : name;
          return { file, module: path };
        })
    );
  });
}

describe('imports', () => {
  const imports = valueImports();
  it('are found at all', () => {
    assert.ok(imports.length > 50);
  });
  for (const [room, { never, except }] of Object.entries(ROOMS)) {
    it(`of ${room} stay within its room`, () => {
      const worker = room === 'src/extension' ? 'src/extension/worker/' : '\0';
      const own = imports.filter(({ file }) => file.startsWith(`${room}/`) && !file.startsWith(worker));
      const wrong = own.filter(
        ({ module }) => !module.startsWith(`${room}/`) && never.test(module) && !except?.test(module),
      );
      assert.deepEqual(wrong, []);
    });
  }
  it('of node:* in the core stay within core/formats', () => {
    const wrong = imports.filter(
      ({ file, module }) =>
        file.startsWith('src/core/') && module.startsWith('node:') && !file.startsWith('src/core/formats/'),
    );
    assert.deepEqual(wrong, []);
  });
  for (const [module, file] of SINGLE_IMPORTERS) {
    it(`of ${module.source} happen in ${file} alone`, () => {
      const importers = new Set(imports.filter(found => module.test(found.module)).map(found => found.file));
      assert.deepEqual([...importers], [file]);
    });
  }
});
