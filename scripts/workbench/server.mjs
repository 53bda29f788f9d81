// One code-server: its own throw-away home, settings and port, gone without a trace when it is closed.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, spawnGroup, stopGroup } from '../lib/run.mjs';
import { temporaryFolder } from '../lib/temporary.mjs';
import { installExtension } from './extension.mjs';
import { installWorkbench } from './install.mjs';

/** User settings: nothing that asks, talks to the outside, or takes room from the files and the panel. */
const SETTINGS = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'npm.fetchOnlinePackageInfo': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** Settings of whoever starts us that would change what code-server does. */
const FOREIGN = /^(VSCODE_|ELECTRON_|CODE_SERVER|CS_|npm_|NODE_OPTIONS$|NODE_ENV$|PORT$|PASSWORD$|HASHED_PASSWORD$)/;

const START_SECONDS = 60;

/**
 * Starts the workbench server on a free port of 127.0.0.1.
 *
 * @param {object} [options]
 * @param {boolean} [options.withExtension] installs the built extension, copied as it lies in dist/
 * @param {string | null} [options.vsix] installs this package, as a user would
 * @param {Record<string, unknown>} [options.settings] more user settings
 * @param {Record<string, string>} [options.env] reaches the extension host
 * @returns {Promise<{ url: (folder: string) => string, authority: string, writeSettings: (settings: object) => Promise<void>,
 *   log: () => string, exited: Promise<number>, close: () => Promise<void> }>}
 */
export async function startServer({ withExtension = false, vsix = null, settings = {}, env = {} } = {}) {
  const { node, entry } = await installWorkbench();
  const { path: home, remove: removeHome } = await temporaryFolder('workbench');
  const at = (...parts) => join(home, ...parts);

  const user = at('data', 'User');
  await mkdir(user, { recursive: true });
  await mkdir(at('run'), { mode: 0o700 });
  await writeFile(at('config.yaml'), '');
  const writeSettings = more =>
    writeFile(join(user, 'settings.json'), JSON.stringify({ ...SETTINGS, ...settings, ...more }, null, 2));
  await writeSettings({});
  await mkdir(at('extensions'));
  const environment = { ...serverEnvironment(at), ...env };
  if (vsix) {
    const args = [entry, ...places(at), '--install-extension', vsix];
    await run(node, args, { name: 'Installing the package', cwd: home, env: environment, quiet: true, seconds: 120 });
  } else if (withExtension) {
    await installExtension(at('extensions'));
  }

  const child = spawnGroup(node, [entry, ...serverArguments(at)], {
    cwd: home,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const port = new Promise((resolve, reject) => {
    const read = data => {
      output = (output + data).slice(-200_000);
      const found = /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(output)?.[1];
      if (found) {
        resolve(Number(found));
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`The workbench server ended at its start (${code}).\n${output}`)));
    setTimeout(
      () => reject(new Error(`The workbench server did not start in ${START_SECONDS} s.\n${output}`)),
      START_SECONDS * 1000,
    ).unref();
  });

  const exited = new Promise(resolve => child.once('exit', resolve));
  const close = async () => {
    await stopGroup(child);
    await removeHome();
  };
  try {
    const authority = `127.0.0.1:${await port}`;
    const url = folder => `http://${authority}/?folder=${encodeURI(folder)}`;
    return { url, authority, writeSettings, log: () => output, exited, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function places(at) {
  return ['--config', at('config.yaml'), '--user-data-dir', at('data'), '--extensions-dir', at('extensions')];
}

function serverArguments(at) {
  return [
    ...places(at),
    ...['--bind-addr', '127.0.0.1:0', '--auth', 'none', '--disable-telemetry', '--disable-update-check'],
    ...['--disable-workspace-trust', '--disable-getting-started-override', '--ignore-last-opened'],
    // Without it the extensionTestsPath in a URL's payload is ignored, silently.
    ...['--vscode-option', 'enable-smoke-test-driver'],
  ];
}

function serverEnvironment(at) {
  const kept = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  return {
    ...Object.fromEntries(kept),
    HOME: at(),
    XDG_CONFIG_HOME: at('config'),
    XDG_DATA_HOME: at('share'),
    XDG_CACHE_HOME: at('cache'),
    XDG_RUNTIME_DIR: at('run'),
    // No extension gallery: nothing here calls home.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
  };
}
