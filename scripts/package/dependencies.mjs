// What lies beside the bundles: sharp with the binaries of one platform, as package-lock.json has them. npm takes nothing
// that does not have the lock's checksum.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { npmWithRetry } from '../lib/npm.mjs';
import { onEnd, root } from '../lib/run.mjs';
import { currentPlatform, PLATFORMS } from './platforms.mjs';

/** Files that nothing loads: sources, types, other module systems, documentation, parts for other tools. */
const UNUSED = /\.(mjs|map|h|cc|gyp|bnf|md|html|d\.[cm]?ts)$|^sharp\/(src|install)\/|^semver\/bin\//;
const LICENCE = /(^|\/)licen[cs]e(\.\w+)?$|^@img\/sharp-libvips[^/]*\/README\.md$/i;

/**
 * The dependencies of a platform: those installed here where they are this platform's, else from npm, once.
 *
 * @param {keyof typeof PLATFORMS} platform
 * @returns {Promise<{ folder: string, files: string[], packages: string[] }>} the node_modules folder, and what of it
 *   ships: files and packages, relative to it
 */
export async function dependenciesOf(platform) {
  const locked = lockedPackages(await packagesIn(join(root, 'package-lock.json')), PLATFORMS[platform]);
  const packages = [...locked.keys()].sort();
  const folder = await folderWith(platform, locked);
  const files = [];
  for (const name of packages) {
    const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true });
    const start = folder.length + 1;
    const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name).slice(start));
    files.push(...paths.map(path => path.replaceAll('\\', '/')));
  }
  return { folder, files: files.filter(path => !UNUSED.test(path) || LICENCE.test(path)).sort(), packages };
}

const packagesIn = async file => JSON.parse(await readFile(file, 'utf8')).packages;

/** Name and checksum of every package that the project depends on at run time, on one platform. */
function lockedPackages(lock, { os, cpu, libc }) {
  const found = new Map();
  const fits = (allowed, value) => !allowed || !value || allowed.includes(value);
  const follow = ({ dependencies = {}, optionalDependencies = {} }) => {
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const one = lock[`node_modules/${name}`];
      if (one && !found.has(name) && fits(one.os, os) && fits(one.cpu, cpu) && fits(one.libc, libc)) {
        found.set(name, one.integrity);
        follow(one);
      }
    }
  };
  follow(lock['']);
  return found;
}

async function folderWith(platform, locked) {
  const here = join(root, 'node_modules');
  if (platform === currentPlatform() && (await holds(here, locked))) {
    return here;
  }
  const key = createHash('sha256')
    .update(JSON.stringify([...locked]))
    .digest('hex')
    .slice(0, 16);
  const place = join(root, '.cache', 'packages', `${platform}-${key}`);
  const folder = join(place, 'node_modules');
  if (!(await holds(folder, locked))) {
    await install(place, platform);
    if (!(await holds(folder, locked))) {
      throw new Error(`npm did not install what package-lock.json has for ${platform}.`);
    }
  }
  return folder;
}

/** Whether npm's own record of what it put into a folder has these packages, with these checksums. */
async function holds(folder, locked) {
  const there = await packagesIn(join(folder, '.package-lock.json')).catch(() => ({}));
  return [...locked].every(([name, integrity]) => there[`node_modules/${name}`]?.integrity === integrity);
}

/** Installs beside the final place and renames: an interrupted installation is never taken for a finished one. */
async function install(place, platform) {
  const { os, cpu, libc } = PLATFORMS[platform];
  const half = `${place}.${process.pid}.tmp`;
  const forget = onEnd(() => rm(half, { recursive: true, force: true }));
  await mkdir(half, { recursive: true });
  for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
    await copyFile(join(root, name), join(half, name));
  }
  const args = ['--omit=dev', '--ignore-scripts', '--loglevel=error', `--os=${os}`, `--cpu=${cpu}`];
  await npmWithRetry(['ci', ...args, ...(libc ? [`--libc=${libc}`] : [])], { cwd: half, seconds: 600 }).catch(error => {
    throw new Error(`sharp's binaries for ${platform} could not be had from npm.\n${error.message}`);
  });
  await rename(half, place).catch(async error => {
    // Someone else was faster: theirs is as good.
    if (!(await stat(place).catch(() => null))) {
      throw error;
    }
    await rm(half, { recursive: true, force: true });
  });
  forget();
}
