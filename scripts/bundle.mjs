// Bundles the seven entry points into dist/. Run after `tsc -b`, which does the type checking.
import { copyFile, mkdir, rm } from 'node:fs/promises';
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

/** Entry points: [source, output, options]. */
const entries = [
  ['src/extension/extension.ts', 'dist/extension.js', node],
  ['src/extension/worker/main.ts', 'dist/worker.js', node],
  ['src/node/teamWorker.ts', 'dist/helper.js', node],
  ['src/cli/main.ts', 'dist/cli.js', { ...node, banner: { js: '#!/usr/bin/env node' } }],
  ['src/webview/arrayEditor/main.ts', 'dist/arrayEditor.js', browser],
  ['src/webview/main.ts', 'dist/webview.js', browser],
  // What panel and array editor say in Chinese; the file keeps its characters, it is a third smaller so.
  ['src/webview/strings/zh-cn/main.ts', 'dist/webview.zh-cn.js', { ...browser, charset: 'utf8' }],
];

process.chdir(root);
await rm('dist', { recursive: true, force: true });
await mkdir('dist', { recursive: true });
for (const [source, outfile, options] of entries) {
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    minify: true,
    // Names stay in stack traces; the maps are for debugging and are not packaged.
    keepNames: true,
    sourcemap: true,
    logLevel: 'warning',
    ...options,
  });
}
// The pass over the logits, loaded by the worker and the command line from beside themselves.
await copyFile(await buildKernels(), 'dist/kernels.wasm');
