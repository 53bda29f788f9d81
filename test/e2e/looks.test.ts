import * as assert from 'node:assert/strict';
import { settled } from './support/retry.js';
import { type Theme, useWorkbench } from './support/workbench.js';

const THEMES: [Theme, string][] = [
  ['Default Dark Modern', 'dark'],
  ['Default Light Modern', 'light'],
  ['Default High Contrast', 'high-contrast'],
  ['Default High Contrast Light', 'high-contrast-light'],
];

const TABS = ['classes', 'ledger', 'findings', 'dialects', 'curves', 'regions', 'compare', 'whatIf', 'pixel'];

/** The panel in all themes and widths: pictures for people, and what can be told without looking. */
describe('looks', () => {
  const workbench = useWorkbench();

  before(async function () {
    this.timeout(120_000);
    await workbench().inspectFromExplorer('predictions_a/crossing.npy');
    await workbench().panel.waitFor('ready', 'crossing');
    await workbench().panel.shows('errors');
  });

  /** Whether anything of the panel is wider than the panel. */
  const overflow = () =>
    workbench()
      .panel.find('#app')
      .evaluate(app => app.scrollWidth - app.clientWidth);

  /** No number of the class table is cut off or runs into the next one. */
  async function assertColumnsApart(): Promise<void> {
    const cut = await workbench()
      .panel.find('table.classes td')
      .evaluateAll(cells =>
        cells
          .filter(cell => cell.offsetParent !== null && cell.scrollWidth > cell.clientWidth)
          .map(cell => cell.textContent),
      );
    assert.deepEqual(cut, []);
    const wide = await workbench()
      .panel.find('table.classes')
      .evaluate(table => table.getBoundingClientRect().right - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `the class table is ${wide} px too wide`);
  }

  /** Each tab once, with a picture of it; nothing is wider than the panel. */
  async function everyTab(prefix: string): Promise<void> {
    const { panel } = workbench();
    for (const tab of TABS) {
      await panel.find(`#tab-${tab}`).click();
      await panel.find(`#panel-${tab}:not([hidden])`).waitFor();
      await settled(
        () => panel.find(`#panel-${tab} .asked-note:not([hidden]) .skeleton`).count(),
        count => count === 0,
      );
      await workbench().screenshot(`${prefix}-tab-${tab}`);
      assert.ok((await overflow()) <= 0, `${tab}: ${await overflow()} px too wide`);
    }
    await panel.find('#tab-classes').click();
  }

  for (const [theme, name] of THEMES) {
    it(`${name}: follows the theme, and its text is readable`, async () => {
      await workbench().setTheme(theme);
      const contrast = await settled(
        () => workbench().panel.find('#app').evaluate(contrastOfText),
        ratio => ratio >= 4.5,
      );
      assert.ok(contrast >= 4.5, `contrast ${contrast}`);
      await workbench().panel.choose('errors');
      await workbench().screenshot(`wide-${name}-errors`);
      await workbench().panel.choose('crossEntropy');
      await workbench().screenshot(`wide-${name}-cross-entropy`);
      assert.ok((await overflow()) <= 0, `${await overflow()} px too wide`);
    });

    it(`${name}: every tab`, () => everyTab(`wide-${name}`));
  }

  it('narrow: fits without a horizontal scroll bar', async () => {
    const { page } = workbench();
    await workbench().setTheme('Default Dark Modern');
    await workbench().run('View: Toggle Primary Side Bar Visibility');
    await page.setViewportSize({ width: 480, height: 900 });
    const width = await settled(
      () =>
        workbench()
          .panel.find('#app')
          .evaluate(app => app.clientWidth),
      pixels => pixels < 480 && pixels > 300,
    );
    assert.ok(width < 480 && width > 300, `${width} px`);
    await workbench().panel.choose('errors');
    await workbench().screenshot('narrow-dark-errors');
    assert.ok((await overflow()) <= 0, `${await overflow()} px too wide`);
    await everyTab('narrow-dark');
    await assertColumnsApart();
    await page.setViewportSize({ width: 900, height: 900 });
    await settled(
      () =>
        workbench()
          .panel.find('#app')
          .evaluate(app => app.clientWidth),
      pixels => pixels > 600,
    );
    await workbench().screenshot('middle-dark-errors');
    assert.ok((await overflow()) <= 0, `${await overflow()} px too wide`);
  });
});

/** Contrast of the panel's text on its background, as WCAG defines it. */
function contrastOfText(app: HTMLElement): number {
  const luminance = (color: string) => {
    const [r, g, b] = (color.match(/[\d.]+/g) ?? []).map(value => {
      const part = Number(value) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const text = luminance(getComputedStyle(app).color);
  const ground = luminance(getComputedStyle(document.body).backgroundColor);
  return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
}
