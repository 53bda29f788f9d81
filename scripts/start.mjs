// `npm start`: a real VS Code with the extension, on the sample workspace. Needs nothing but Node and npm.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { end, isEnding, root, run } from './lib/run.mjs';
import { build, checkNode, ensureDependencies } from './lib/setup.mjs';
import { startServer } from './workbench/server.mjs';

const workspace = join(root, 'samples', 'street');
const WHAT_NEXT = 'In the Explorer, right-click predictions_a/crossing.npy and choose "Inspect segmentation loss".';

try {
  checkNode();
  await ensureDependencies();
  await build();
  if (hasDesktopCode()) {
    await openDesktop();
  } else {
    await serve();
  }
} catch (error) {
  console.error(error.message);
  await end(1);
}

/** Whether `code` starts a desktop VS Code: in a remote or code-server terminal it only talks to the running one. */
function hasDesktopCode() {
  const names = process.platform === 'win32' ? ['code.cmd', 'code.exe'] : ['code'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  return !process.env.VSCODE_IPC_HOOK_CLI && folders.some(folder => names.some(name => existsSync(join(folder, name))));
}

async function openDesktop() {
  const quote = process.platform === 'win32' ? text => `"${text}"` : text => text;
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, workspace].map(quote);
  await run('code', args, { seconds: 60, shell: process.platform === 'win32' });
  console.log(`Opened VS Code on samples/street. ${WHAT_NEXT}`);
}

async function serve() {
  const server = await startServer({ withExtension: true });
  console.log(`
VS Code with the extension is ready. Open this in a browser:

  ${server.url(workspace)}

${WHAT_NEXT}
Ctrl+C stops it.
`);
  const code = await server.exited;
  if (!isEnding()) {
    throw new Error(`The workbench server ended by itself (${code}).\n${server.log().slice(-4000)}`);
  }
}
