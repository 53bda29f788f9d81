import * as assert from 'node:assert/strict';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../support/shared.js';
import type { Compared } from './pages/renderers.js';
import type { BrowserContext, Page } from './support/playwright.js';
import { session } from './support/session.js';

/** Both renderers in a real browser, pixel by pixel. */
describe('the renderers', () => {
  let context: BrowserContext | undefined;
  let page: Page;

  before(async function () {
    this.timeout(120_000);
    const entry = join(ROOT, 'test', 'e2e', 'pages', 'renderers.ts');
    const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, target: 'es2022' });
    const { browser } = await session();
    context = await browser.newContext({ viewport: { width: 400, height: 300 } });
    page = await context.newPage();
    await page.addScriptTag({ content: outputFiles[0]!.text });
  });
  after(() => context?.close());

  const compared = (pictureScale: number): Promise<Compared[]> =>
    page.evaluate(scale => (window as unknown as RendererPage).compare(scale), pictureScale);

  for (const [pictureScale, what] of [
    [0, 'without a picture'],
    [1, 'over a picture'],
    [2, 'over a finer picture'],
  ] as const) {
    it(`draw the same ${what}`, async () => {
      const all = await compared(pictureScale);
      assert.ok(all.length >= 30);
      for (const { scene, frame, fallback, tiled, averaged } of all) {
        const name = `${scene}, ${frame}`;
        assert.ok(fallback.drawn > 1000, `${name}: ${fallback.drawn} pixels`);
        // How a small picture is averaged differs between browsers and cards: only then is there some room.
        assert.ok(fallback.mean < (averaged ? 6 : 0.4), `${name}: ${fallback.mean} apart in the mean`);
        assert.ok(averaged || fallback.apart === 0, `${name}: ${fallback.apart} of the pixels differ`);
        assert.ok(tiled.mean < (averaged ? 0.4 : 1e-9), `${name}: tiles are ${tiled.mean} apart`);
      }
    });
  }

  it('tell scenes apart', async () => {
    const [first, ...others] = await page.evaluate(() => (window as unknown as RendererPage).sums());
    assert.ok(others.every(sum => sum !== first));
  });

  it('take over from each other when the graphics card goes and comes back', async () => {
    const { kinds, same } = await page.evaluate(() => (window as unknown as RendererPage).losesContext());
    assert.deepEqual(kinds, ['webgl2', 'canvas2d', 'webgl2']);
    assert.deepEqual(
      same.map(({ apart }) => apart),
      [0, 0],
    );
  });
});

/** What pages/renderers.ts puts on the window. */
interface RendererPage {
  compare(pictureScale: number): Promise<Compared[]>;
  sums(): number[];
  losesContext(): Promise<{ kinds: string[]; same: { apart: number }[] }>;
}
