// A Chromium for Playwright: the one from npm on Linux x64, an installed Chrome, Edge or Chromium elsewhere.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { temporaryFolder } from '../lib/temporary.mjs';
import { packedChromium } from './chromium.mjs';
import { installWorkbench } from './install.mjs';

const FLAGS = [
  ...['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ...['--no-first-run', '--disable-quic'],
  // WebGL 2 without a graphics card.
  ...['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
];

/**
 * Starts a headless browser.
 *
 * @returns {Promise<{ browser: import('playwright-core').Browser, close: () => Promise<void> }>}
 */
export async function startBrowser() {
  const { folder, require } = await installWorkbench();
  const { chromium } = require('playwright-core');
  const profile = await temporaryFolder('browser');
  const failures = [];
  for (const which of await candidates(folder, profile.path)) {
    try {
      const browser = await chromium.launch({ args: FLAGS, headless: true, timeout: 60_000, ...which });
      const close = async () => {
        await browser.close();
        await profile.remove();
      };
      return { browser, close };
    } catch (error) {
      failures.push(`${JSON.stringify(which)}: ${error.message.split('\n')[0]}`);
    }
  }
  throw new Error(`No browser could be started. Install Chrome, Edge or Chromium.\n${failures.join('\n')}`);
}

/** Launch options worth trying, best first. */
async function candidates(folder, profile) {
  const onPath = (process.env.PATH ?? '').split(delimiter).map(place => join(place, 'chromium'));
  return [
    ...(await packedChromium(folder, profile)),
    ...[{ channel: 'chrome' }, { channel: 'msedge' }],
    ...onPath.filter(existsSync).map(executablePath => ({ executablePath })),
  ];
}
