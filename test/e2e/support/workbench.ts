import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ROOT } from '../../support/shared.js';
import { Panel } from './panel.js';
import type { BrowserContext, Locator, Page } from './playwright.js';
import { retry, settled } from './retry.js';
import { session, temporaryFolder } from './session.js';

export const STREET = join(ROOT, 'samples', 'street');
export const INSPECT = 'Inspect segmentation loss';
export const COMPARE = 'Compare segmentation predictions';

/** By the name in settings: the name in the list of themes, and the class of the workbench. */
const THEMES = {
  'Default Dark Modern': { label: 'Dark Modern', kind: 'vs-dark' },
  'Default Light Modern': { label: 'Light Modern', kind: 'vs' },
  'Default High Contrast': { label: 'Dark High Contrast', kind: 'hc-black' },
  'Default High Contrast Light': { label: 'Light High Contrast', kind: 'hc-light' },
} as const;
export type Theme = keyof typeof THEMES;

export interface OpenOptions {
  /** Copied, so that a test may write into it; null: an empty folder, to be filled by `prepare`. */
  folder?: string | null;
  theme?: Theme;
  width?: number;
  height?: number;
  /** Beside the theme. */
  settings?: Record<string, unknown>;
  /** What VS Code takes for its own language; its own texts stay English, since no language pack is installed. */
  language?: string;
  /** Changes the copy before it is opened. */
  prepare?: (folder: string) => Promise<void>;
}

/** A real VS Code in a page of its own, on a copy of a folder. */
export class Workbench {
  static async open(options: OpenOptions = {}): Promise<Workbench> {
    const { folder = STREET, theme = 'Default Dark Modern', width = 1600, height = 900 } = options;
    const { settings, language, prepare } = options;
    const { server, browser } = await session();
    const copy = await temporaryFolder('e2e');
    const workspace = join(copy.path, 'workspace');
    await (folder === null ? mkdir(workspace) : cp(folder, workspace, { recursive: true }));
    await prepare?.(workspace);
    await server.writeSettings({ 'workbench.colorTheme': theme, ...settings });
    const context = await browser.newContext({ viewport: { width, height } });
    if (language !== undefined) {
      await context.addInitScript(
        (name: string) => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: name }),
        language,
      );
    }
    const workbench = new Workbench(copy, workspace, context, await context.newPage());
    await workbench.page.goto(server.url(workspace));
    await workbench.explorer.first().waitFor({ timeout: 60_000 });
    return workbench;
  }

  readonly panel: Panel;
  /** What our panel must never make the browser say. */
  readonly complaints: string[] = [];

  private constructor(
    private readonly copy: { remove(): Promise<void> },
    /** The folder that is open. */
    readonly folder: string,
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {
    this.panel = new Panel(page);
    page.on('pageerror', error => this.complaints.push(error.message));
    page.on('console', message => {
      if (/^Dropped a message|Uncaught/.test(message.text())) {
        this.complaints.push(message.text());
      }
    });
  }

  get explorer(): Locator {
    return this.page.locator('.explorer-folders-view .monaco-list-row');
  }

  /** The Explorer's row of a file, whose folders are opened on the way. */
  async row(path: string): Promise<Locator> {
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = this.rowOf(parts.slice(0, depth).join('/'));
      await retry(`Opening ${path}`, async () => {
        if ((await folder.getAttribute('aria-expanded')) === 'false') {
          await folder.click({ timeout: 5000 });
        }
        await this.rowOf(parts.slice(0, depth + 1).join('/')).waitFor({ timeout: 5000 });
      });
    }
    return this.rowOf(path);
  }

  /** Problems in a file are added to its label, after a bullet. */
  private rowOf(path: string): Locator {
    const label = `${this.folder}/${path}`;
    const icon = `.monaco-icon-label:is([aria-label="${label}"], [aria-label^="${label} •"])`;
    return this.page.locator(`.explorer-folders-view .monaco-list-row:has(${icon})`);
  }

  /** Selects files and chooses our entry from the menu of the last one. */
  inspectFromExplorer(...paths: string[]): Promise<void> {
    return this.fromExplorer(INSPECT, ...paths);
  }

  /** The same with another entry. */
  async fromExplorer(title: string, ...paths: string[]): Promise<void> {
    const rows: Locator[] = [];
    for (const path of paths) {
      rows.push(await this.row(path));
    }
    const last = rows.at(-1)!;
    // The menu is a snapshot: one that opens before the extension's entries have loaded never has them. And opening
    // the first file may select it alone again, a little later.
    await retry(`The entry "${title}"`, async () => {
      await this.page.keyboard.press('Escape');
      if (rows.length > 1) {
        await this.select(rows);
      }
      await last.click({ button: 'right', timeout: 5000 });
      const entry = this.page.locator('.monaco-menu .action-item', { hasText: title });
      await entry.waitFor({ timeout: 3000 });
      // A menu takes no clicks in its first 100 ms: the press that opened it may still be going on.
      await wait(200);
      await entry.click({ timeout: 3000 });
      await entry.waitFor({ state: 'hidden', timeout: 3000 });
    });
  }

  private async select(rows: Locator[]): Promise<void> {
    for (const [index, row] of rows.entries()) {
      await row.click({ modifiers: index === 0 ? [] : ['Control'], timeout: 5000 });
    }
    await wait(500);
    for (const row of rows) {
      if ((await row.getAttribute('aria-selected')) !== 'true') {
        throw new Error('not all of the rows are selected');
      }
    }
  }

  /** Runs a command by its title. */
  async run(title: string): Promise<void> {
    await retry(`The command "${title}"`, async () => {
      await this.page.keyboard.press('F1');
      try {
        await this.quickInput.fill(`>${title}`, { timeout: 5000 });
        await this.quickPick(title).click({ timeout: 5000 });
      } catch (error) {
        await this.page.keyboard.press('Escape');
        throw error;
      }
    });
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-box input');
  }

  /** The first row of an open list that has this text. */
  quickPick(text: string): Locator {
    return this.page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first();
  }

  /** The texts of the Problems view. */
  async problems(wanted: (rows: string[]) => boolean): Promise<string[]> {
    await this.run('View: Toggle Problems');
    const rows = this.page.locator('.markers-panel .monaco-list-row');
    return settled(() => rows.allTextContents(), wanted);
  }

  /**
   * Waits until VS Code has stored something about its editors. In a browser it stores when idle, every few seconds, and
   * not when the window closes; after keys were pressed, a headless browser is idle only once the mouse was used.
   */
  async storedEditors(wanted: (text: string) => boolean): Promise<void> {
    await this.page.locator('.explorer-folders-view').click({ position: { x: 100, y: 400 } });
    const text = await settled(() => this.page.evaluate(storedEditors), wanted, 60);
    if (!wanted(text)) {
      throw new Error(`VS Code has stored ${text}`);
    }
  }

  /** Changes the theme as a user would, while the panel is open. */
  async setTheme(theme: Theme): Promise<void> {
    const { label, kind } = THEMES[theme];
    await retry(`The theme ${theme}`, async () => {
      await this.run('Preferences: Color Theme');
      await this.quickInput.fill(label, { timeout: 5000 });
      await this.quickPick(label).click({ timeout: 5000 });
      await this.page.locator(`.monaco-workbench.${kind}`).waitFor({ timeout: 10_000 });
    });
  }

  /** Below test-results, which is not part of the sources. */
  async screenshot(name: string, into = join('test-results', 'screenshots')): Promise<void> {
    const folder = join(ROOT, into);
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.copy.remove();
  }
}

/** Runs in the page: the editors as stored for this workspace. */
async function storedEditors(): Promise<string> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const found: unknown[] = [];
  for (const { name } of await indexedDB.databases()) {
    if (name?.startsWith('vscode-web-state-db') && !name.includes('global')) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const entries = database.transaction(store).objectStore(store);
        found.push(await done(entries.get('memento/workbench.parts.editor')));
      }
      database.close();
    }
  }
  return found.join('\n');
}

/** A workbench for the tests of a block: closed after it, and pictured when a test fails. */
export function useWorkbench(options: OpenOptions = {}): () => Workbench {
  let workbench: Workbench | undefined;
  before(async function () {
    this.timeout(180_000);
    workbench = await Workbench.open(options);
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') {
      await workbench?.screenshot(`failed ${this.currentTest.fullTitle()}`.replace(/[^\w]+/g, '-').slice(0, 120));
    }
  });
  after(() => workbench?.close());
  return () => workbench!;
}
