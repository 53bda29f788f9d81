import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../support/shared.js';
import type { Browser } from './playwright.js';

/** What scripts/workbench/server.mjs gives. */
export interface Server {
  url(folder: string): string;
  writeSettings(settings: Record<string, unknown>): Promise<void>;
  log(): string;
  close(): Promise<void>;
}

interface Session {
  server: Server;
  browser: Browser;
  close(): Promise<void>;
}

const script = (...path: string[]) => import(pathToFileURL(join(ROOT, 'scripts', ...path)).href);

/** A folder that is removed at the latest when the tests end, however they do. */
export async function temporaryFolder(name: string): Promise<{ path: string; remove(): Promise<void> }> {
  return (await script('lib', 'temporary.mjs')).temporaryFolder(name);
}

let running: Promise<Session> | null = null;

/** One server and one browser for all tests: each test has a page and a workspace of its own. */
export function session(): Promise<Session> {
  running ??= start();
  return running;
}

/** With the package that `npm test` made; a copy of what the build made where a test is run by hand. */
async function start(): Promise<Session> {
  const { startServer } = (await script('workbench', 'server.mjs')) as {
    startServer(options: { withExtension: boolean; vsix: string | null }): Promise<Server>;
  };
  const { startBrowser } = (await script('workbench', 'browser.mjs')) as {
    startBrowser(): Promise<{ browser: Browser; close(): Promise<void> }>;
  };
  const server = await startServer({ withExtension: true, vsix: process.env.LOSS_INSPECTOR_VSIX ?? null });
  try {
    const { browser, close } = await startBrowser();
    return {
      server,
      browser,
      close: async () => {
        await close();
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

after(async () => {
  await (await running)?.close();
});
