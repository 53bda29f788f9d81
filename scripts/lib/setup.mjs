// Everything a fresh clone needs before the project's own code can run. Node built-ins only.
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm, npmWithRetry } from './npm.mjs';
import { root } from './run.mjs';

const OLDEST_NODE = [20, 19];

/** Stops with a sentence, not a stack, on a Node that is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new Error(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
  }
}

/** Installs the dependencies if they are missing or are not those of package-lock.json. */
export async function ensureDependencies() {
  if (await installed()) {
    return;
  }
  // npm would empty the folder behind a link, and with it whatever else uses that.
  if ((await lstat(join(root, 'node_modules')).catch(() => undefined))?.isSymbolicLink()) {
    throw new Error(
      'node_modules is a link and does not hold what package-lock.json asks for: install it where it lies.',
    );
  }
  console.log('Installing the dependencies (npm ci, about 15 s the first time) ...');
  const options = ['--ignore-scripts', '--include=dev', '--loglevel=error'];
  // `npm ci` refuses a lock without the packages of every other platform, which some registries do not even have;
  // `npm install` takes the same versions from the lock and does not mind.
  await npmWithRetry(['ci', ...options], { second: ['install', '--no-save', ...options], seconds: 900 });
}

/** Type checks, compiles and bundles; incremental, so doing it always costs little and is never wrong. */
export async function build() {
  console.log('Building ...');
  await npm(['run', '--silent', 'build'], { seconds: 600 });
}

/**
 * Whether node_modules holds what package-lock.json asks for, by npm's own record of what it put there. Unlike a
 * stamp of ours this also knows an installation made by hand, and an interrupted one has no record at all.
 */
async function installed() {
  let wanted;
  let there;
  try {
    wanted = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')).packages;
    there = JSON.parse(await readFile(join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages;
  } catch {
    return false;
  }
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    const found = there[path];
    // Optional packages are those of other platforms.
    return path === '' || (found ? found.version === version && found.integrity === integrity : optional === true);
  });
}
