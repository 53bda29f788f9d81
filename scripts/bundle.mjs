// Bundles the nine entry points into dist/. Run after `tsc -b`, which does the type checking.
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { noticesOf, packagesIn } from './bundling/notices.mjs';
import { listSizes } from './bundling/sizes.mjs';
import { buildKernels } from './kernels.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Parts of tfjs that the core never calls: more than half of the worker, and an HTTP client. */
const UNUSED = ['tfjs-layers', 'tfjs-converter', 'tfjs-data', 'tfjs-backend-webgl'].map(name => `@tensorflow/${name}`);
const nothing = join(root, 'scripts', 'bundling', 'nothing.cjs');

const node = {
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // sharp is native and vscode is given by the host; both stay requires.
  external: ['vscode', 'sharp'],
  // sharp is required when first used: packages hold its CommonJS files alone.
  supported: { 'dynamic-import': false },
  // tfjs' ES modules, so that what is not used stays out: a third smaller and faster to load.
  mainFields: ['module', 'main'],
  alias: Object.fromEntries([...UNUSED, 'node-fetch'].map(name => [name, nothing])),
  // What is left of tfjs' loaders cannot reach anything either.
  define: { fetch: 'undefined', XMLHttpRequest: 'undefined', WebSocket: 'undefined' },
};

/** Function names cost 20 kB that a panel loads each time; its own stack traces are only read with the map. */
const browser = { platform: 'browser', format: 'iife', target: 'es2022', keepNames: false };
/** ES modules: what is not on the first screen comes in chunks of its own when it is first shown. */
const split = name => ({ ...browser, format: 'esm', splitting: true, chunkNames: `${name}-[name]-[hash]` });

/** Entry points: [source, output, options]. */
const entries = [
  ['src/extension/extension.ts', 'dist/extension.js', node],
  ['src/extension/worker/main.ts', 'dist/worker.js', node],
  ['src/node/teamWorker.ts', 'dist/helper.js', node],
  ['src/cli/main.ts', 'dist/cli.js', { ...node, banner: { js: '#!/usr/bin/env node' } }],
  ['src/webview/arrayEditor/main.ts', 'dist/arrayEditor.js', browser],
  ['src/webview/main.ts', 'dist/webview.js', split('webview')],
  ['src/webview/datasetReport/main.ts', 'dist/datasetReport.js', split('datasetReport')],
  // Chinese, for the pages and for the extension host; the files keep their characters, they are a third smaller so.
  ['src/webview/strings/zh-cn/main.ts', 'dist/webview.zh-cn.js', { ...browser, charset: 'utf8' }],
  ['src/shared/sentences/zh-cn/catalogue.ts', 'dist/sentences.zh-cn.js', { ...node, charset: 'utf8' }],
];

process.chdir(root);
await rm('dist', { recursive: true, force: true });
await mkdir('dist', { recursive: true });
const metafiles = [];
for (const [source, outfile, options] of entries) {
  const { metafile } = await build({
    entryPoints: { [basename(outfile, '.js')]: source },
    outdir: dirname(outfile),
    bundle: true,
    minify: true,
    // Names stay in stack traces; the maps are for debugging and are not packaged.
    keepNames: true,
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
    ...options,
  });
  listSizes(metafile.outputs);
  metafiles.push(metafile);
}
// The pass over the logits, loaded by the worker and the command line from beside themselves.
await copyFile(await buildKernels(), 'dist/kernels.wasm');
// For packaging: which packages are in the bundles, and their licences.
const bundled = packagesIn(metafiles);
await writeFile('dist/bundled.json', `${JSON.stringify(bundled, null, 2)}\n`);
await writeFile('dist/THIRD_PARTY_NOTICES.txt', await noticesOf(bundled.map(name => join(root, 'node_modules', name))));
