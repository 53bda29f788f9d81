import * as assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { settled } from './support/retry.js';
import { useWorkbench } from './support/workbench.js';

const TABS = ['classes', 'ledger', 'findings', 'dialects', 'curves', 'regions', 'whatIf'] as const;
const THEMES = [
  ['Default Dark Modern', 'dark'],
  ['Default Light Modern', 'light'],
] as const;

/** Three words in a row: more than a name, a term or a key. */
const ENGLISH = /\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b/i;
/** What a library is called, and what it says when it raises an error. */
const QUOTED = /^Hugging Face|^它抛出 \w+Error：/;

/** The panel and what is around it where VS Code speaks Simplified Chinese. */
describe('in Chinese', () => {
  const workbench = useWorkbench({ language: 'zh-cn' });

  before(async function () {
    this.timeout(120_000);
    await workbench().fromExplorer('检查分割损失', 'predictions_a/crossing.npy');
    await workbench().panel.waitFor('ready', 'crossing');
    await workbench().panel.shows('errors');
  });

  const find = (selector: string) => workbench().panel.find(selector);
  const open = async (tab: (typeof TABS)[number]) => {
    await find(`#tab-${tab}`).click();
    await find(`#panel-${tab}:not([hidden])`).waitFor({ timeout: 10_000 });
    await settled(
      () => find(`#panel-${tab} [aria-busy="true"]:visible, #panel-${tab} .skeleton:visible`).count(),
      count => count === 0,
    );
  };
  /** English sentences that are shown. */
  const english = async () => {
    const texts = await find('#app').evaluate(shownTexts);
    assert.ok(texts.length > 20);
    return texts.filter(text => ENGLISH.test(text) && !QUOTED.test(text));
  };
  const overflow = () => find('#app').evaluate(app => app.scrollWidth - app.clientWidth);

  it('the page says so, and its numbers have Chinese names', async () => {
    assert.equal(await find('html').getAttribute('lang'), 'zh-CN');
    assert.match((await find('header').textContent()) ?? '', /总损失/);
    assert.match((await find('#tab-findings').textContent()) ?? '', /发现/);
    const tab = workbench().page.locator('.tab.active .label-name');
    assert.match((await tab.textContent()) ?? '', /^损失：crossing/);
  });

  for (const tab of TABS) {
    it(`the tab ${tab} has no English sentence`, async () => {
      await open(tab);
      assert.deepEqual(await english(), []);
      await workbench().screenshot(`chinese-${tab}`);
    });
  }

  it('a pixel taken apart has no English sentence', async () => {
    await workbench().panel.canvas.click({ position: { x: 300, y: 200 } });
    await find('#panel-pixel:not([hidden]) table').first().waitFor({ timeout: 20_000 });
    assert.deepEqual(await english(), []);
    await workbench().screenshot('chinese-pixel');
  });

  it('what a what-if does is said in Chinese', async () => {
    await open('whatIf');
    await find('[data-name="gamma"] input[type="number"], input[data-name="gamma"]').first().fill('3');
    const says = () => find('#panel-whatIf .says li').allTextContents();
    const lines = await settled(says, texts => texts.some(text => /易分像素/.test(text)));
    assert.match(lines.join(''), /gamma 2 → 3：易分像素/);
    await workbench().screenshot('chinese-whatIf-turned');
    await find('[data-name="reset"]').click();
  });

  it('findings and their actions are Chinese sentences', async () => {
    await open('findings');
    const messages = await find('.finding-message, .finding-hint').allTextContents();
    assert.ok(messages.length > 0);
    for (const message of messages) {
      assert.match(message, /[\u4e00-\u9fff].*。/);
    }
  });

  it('Problems are Chinese sentences', async () => {
    const rows = await workbench().problems(texts => texts.some(text => /标签|损失|像素/.test(text)));
    assert.ok(
      rows.some(text => /[\u4e00-\u9fff]/.test(text)),
      rows.join('\n'),
    );
  });

  for (const [theme, name] of THEMES) {
    it(`${name}: nothing is wider than the panel`, async () => {
      await workbench().setTheme(theme);
      await open('classes');
      await workbench().screenshot(`chinese-wide-${name}`);
      assert.ok((await overflow()) <= 0, `${await overflow()} px too wide`);
    });
  }

  it('narrow: fits without a horizontal scroll bar', async () => {
    const { page } = workbench();
    await workbench().run('View: Toggle Primary Side Bar Visibility');
    await page.setViewportSize({ width: 480, height: 900 });
    await settled(
      () => find('#app').evaluate(app => app.clientWidth),
      width => width < 480,
    );
    await workbench().screenshot('chinese-narrow');
    assert.ok((await overflow()) <= 0, `${await overflow()} px too wide`);
  });
});

/** What is shown beside or in place of the panel. */
describe('in Chinese, without a panel', () => {
  const workbench = useWorkbench({
    language: 'zh-cn',
    prepare: folder => writeFile(join(folder, 'predictions_a', 'crossing.npy'), 'this is no array'),
  });

  it('a file that cannot be read is said in Chinese, with its actions', async () => {
    await workbench().fromExplorer('检查分割损失', 'predictions_a/crossing.npy');
    await workbench().panel.waitFor('error');
    const problem = workbench().panel.find('main.problem');
    assert.match((await problem.textContent()) ?? '', /crossing\.npy 不是 NumPy 文件.*选择预测…重试/);
    await workbench().screenshot('chinese-problem');
  });

  it('the array editor is Chinese', async () => {
    const row = await workbench().row('predictions_a/avenue.npy');
    await row.click();
    const facts = workbench().panel.find('.facts');
    const text = await settled(
      () => facts.textContent(),
      shown => /标准差/.test(shown ?? ''),
    );
    assert.match(text ?? '', /元素数.*最小值.*最大值.*平均值.*标准差/);
    await workbench().screenshot('chinese-array');
  });
});

describe('a dataset in Chinese', () => {
  const workbench = useWorkbench({
    language: 'zh-cn',
    prepare: folder => writeFile(join(folder, 'predictions_b', 'market.npy'), 'this is no array'),
  });

  it('its report has no English sentence', async function () {
    this.timeout(180_000);
    await workbench().run('显示数据集报告');
    const find = (selector: string) => workbench().panel.find(selector);
    await find('#app[data-state="done"] .card').first().waitFor({ timeout: 120_000 });
    const texts = await find('#app').evaluate(shownTexts);
    assert.ok(texts.length > 50);
    assert.deepEqual(
      texts.filter(text => ENGLISH.test(text)),
      [],
    );
    await workbench().screenshot('chinese-dataset');
  });

  it('so do the entries of Problems', async () => {
    const rows = await workbench().problems(texts => texts.some(text => /不是 NumPy 文件/.test(text)));
    assert.deepEqual(
      rows.filter(text => ENGLISH.test(text)),
      [],
    );
  });
});

/** Texts that can be seen, those of code and of class names left out, and what screen readers and tooltips say. */
function shownTexts(app: HTMLElement): string[] {
  const named = '.name, code, pre, optgroup, option, [data-class-id] th, .gap, .pair-name, [data-key] th';
  const found: string[] = [];
  const walker = document.createTreeWalker(app, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element && !element.closest(named) && element.checkVisibility()) {
      found.push(node.textContent?.trim() ?? '');
    }
  }
  for (const element of app.querySelectorAll<HTMLElement>('[title], [aria-label]')) {
    if (!element.closest(named)) {
      found.push(element.title, element.getAttribute('aria-label') ?? '');
    }
  }
  return found.filter(text => text !== '');
}
