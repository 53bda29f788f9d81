// Mocha inside the real extension host: a workbench with the packaged extension installed, and an empty extension under
// development whose tests are test/integration, opened in a headless browser.
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../lib/run.mjs';
import { temporaryFolder } from '../lib/temporary.mjs';
import { startBrowser } from '../workbench/browser.mjs';
import { startServer } from '../workbench/server.mjs';
import { sharedFolder } from './shared.mjs';

/** What the workbench says of itself on every start: the tests' own output shall be readable. */
const NOISE =
  /^(Error: Could not locate the bindings file|Cannot find module '\.\/build\/Release\/watchdog'|Ignoring fetching|Updating additional builtin|Timed out waiting for authentication|Creation of workbench contribution|Resolv(ing|ed) connection|Creating a socket|\[(reconnection|Service Worker|AgentHost|AccountPolicy))/;

const TESTS = '/out/test/integration/index.js';

/** VS Code runs tests of an extension under development only; the tested one is installed beside it. */
const HOLDER = {
  name: 'tests',
  publisher: 'segmentation-loss-inspector-tests',
  version: '0.0.0',
  engines: { vscode: '*' },
};

/**
 * Runs the suite; rejects when it cannot run or takes too long. Counts arrive by the file that `env` names. `vsix` is
 * the package to test; where there is none for this platform, a copy of what the build made is tested.
 */
export async function runInExtensionHost(env, seconds, vsix) {
  const closers = [];
  try {
    const workspace = await copyWorkspace(closers);
    const holder = await makeHolder(closers);
    const shared = sharedFolder();
    const server = await startServer({
      vsix,
      withExtension: true,
      env: {
        LOSS_INSPECTOR_RESULTS: env.LOSS_INSPECTOR_RESULTS,
        LOSS_INSPECTOR_WORKSPACE: workspace,
        ...(shared ? { LOSS_INSPECTOR_SHARED: shared } : {}),
      },
    });
    closers.push(server.close);
    const { browser, close } = await startBrowser();
    closers.push(close);
    const code = await openTests(browser, server, { workspace, holder }, seconds);
    if (code !== 0) {
      throw new Error(`the extension host reported exit code ${code}`);
    }
  } finally {
    for (const close of closers.reverse()) {
      await close();
    }
  }
}

/**
 * The folder the tests open: copies, so that they may write settings and files. `street` is the sample workspace;
 * `camvid` is there where the shared data is.
 */
async function copyWorkspace(closers) {
  const { path: workspace, remove } = await temporaryFolder('workspace');
  closers.push(remove);
  await cp(join(root, 'samples', 'street'), join(workspace, 'street'), { recursive: true });
  const shared = sharedFolder();
  await mkdir(join(workspace, 'empty'));
  if (shared) {
    await cp(join(shared, 'data', 'camvid'), join(workspace, 'camvid'), { recursive: true });
  }
  return workspace;
}

async function makeHolder(closers) {
  const { path, remove } = await temporaryFolder('tests');
  closers.push(remove);
  await writeFile(join(path, 'package.json'), JSON.stringify(HOLDER));
  return path;
}

function show(args) {
  if (!NOISE.test(String(args[0]))) {
    console.log(...args);
  }
}

/** Opens the workbench so that it runs the tests, and waits for their exit code. */
async function openTests(browser, server, { workspace, holder }, seconds) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  const said = [];
  page.on('console', message => said.push(message.text()));
  let timer;
  const exit = new Promise((resolve, reject) => {
    page.exposeFunction('codeAutomationExit', resolve).catch(reject);
    page.exposeFunction('codeAutomationLog', (_type, args) => show(args)).catch(reject);
    server.exited.then(code => reject(new Error(`the workbench server ended (${code})\n${server.log().slice(-4000)}`)));
    timer = setTimeout(() => {
      const tail = said.slice(-30).join('\n');
      reject(new Error(`the tests did not end in ${seconds} s; the browser's console says:\n${tail}`));
    }, seconds * 1000);
  });
  const remote = path => `vscode-remote://${server.authority}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(holder)],
    ['extensionTestsPath', remote(root + TESTS)],
  ];
  try {
    await page.goto(`${server.url(workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
    return await exit;
  } finally {
    clearTimeout(timer);
  }
}
