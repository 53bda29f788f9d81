// Bundles the nine entry points into dist/. Run after `tsc -b`, which does the type checking.
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildKernels } from './kernels.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const node = {
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // sharp is native and vscode is given by the host; both stay requires.
  external: ['vscode', 'sharp'],
  // tfjs' ES modules, so that what is not used stays out: a third smaller and faster to load.
  mainFields: ['module', 'main'],
};

/** Function names cost 20 kB that a panel loads each time; its own stack traces are only read with the map. */
const browser = { platform: 'browser', format: 'iife', target: 'es2022', keepNames: false };
/** ES modules: what is not on the first screen comes in chunks of its own when it is first shown. */
const split = name => ({ ...browser, format: 'esm', splitting: true, chunkNames: `${name}-[name]-[hash]` });

/** A panel opens in under a second with at most so much code to load first. */
const MOST_BYTES = { 'dist/webview.js': 400_000 };

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
for (const [source, outfile, options] of entries) {
  const { metafile } = await build({
    entryPoints: { [basename(outfile, '.js')]: source },
    outdir: dirname(outfile),
    metafile: true,
    bundle: true,
    minify: true,
    // Names stay in stack traces; the maps are for debugging and are not packaged.
    keepNames: true,
    sourcemap: true,
    logLevel: 'warning',
    ...options,
  });
  listSizes(metafile.outputs);
}
// The pass over the logits, loaded by the worker and the command line from beside themselves.
await copyFile(await buildKernels(), 'dist/kernels.wasm');

/** One line an entry point: what a start loads, and what comes later. */
function listSizes(outputs) {
  const scripts = Object.entries(outputs).filter(([path]) => path.endsWith('.js'));
  const kB = bytes => `${(bytes / 1000).toFixed(0)} kB`;
  const bytesOf = paths => paths.reduce((sum, path) => sum + outputs[path].bytes, 0);
  for (const [path, { entryPoint }] of scripts) {
    if (entryPoint && !/-[^-]+-[A-Z0-9]{8}\.js$/.test(path)) {
      const first = [...reached(path, outputs, 'import-statement')];
      const later = scripts.map(([other]) => other).filter(other => !first.includes(other));
      const chunks = later.length > 0 ? `, and ${kB(bytesOf(later))} in ${later.length} chunks when shown` : '';
      console.log(`${path.padEnd(20)} ${kB(bytesOf(first)).padStart(8)}${chunks}`);
      if (bytesOf(first) > (MOST_BYTES[path] ?? Number.POSITIVE_INFINITY)) {
        throw new Error(`${path} loads ${kB(bytesOf(first))} at once; ${kB(MOST_BYTES[path])} is the most.`);
      }
    }
  }
}

/** A file and all that it imports at once. */
function reached(path, outputs, kind, found = new Set()) {
  if (!found.has(path)) {
    found.add(path);
    for (const one of outputs[path]?.imports ?? []) {
      if (one.kind === kind && !one.external) {
        reached(one.path, outputs, kind, found);
      }
    }
  }
  return found;
}
