import assert from 'node:assert/strict';
import { type PanelHtml, panelHtml } from '../../../src/extension/panel/html.js';
import { pageLanguageOf } from '../../../src/extension/panel/languages.js';

const parts: PanelHtml = {
  cspSource: 'https://resources.example',
  nonce: 'bm9uY2U',
  script: 'https://resources.example/dist/webview.js',
  style: 'https://resources.example/media/panel.css',
  title: 'Loss: x',
  language: 'en',
  gpuAcceleration: 'auto',
};

function policyOf(html: string): string {
  const found = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
  assert.ok(found);
  return found.replaceAll('&#39;', "'");
}

describe('the html of the panel', () => {
  it('forbids everything but its own script, style, pictures and fonts', () => {
    assert.deepEqual(policyOf(panelHtml(parts)).split('; '), [
      "default-src 'none'",
      "style-src https://resources.example 'nonce-bm9uY2U'",
      "script-src 'nonce-bm9uY2U'",
      'img-src https://resources.example blob:',
      'font-src https://resources.example',
    ]);
    assert.ok(!panelHtml(parts).includes('unsafe'));
  });

  it('has one script, with the nonce, and no inline code or style', () => {
    const html = panelHtml(parts);
    const scripts = html.match(/<script[^>]*>/g);
    assert.deepEqual(scripts, [
      '<script type="module" nonce="bm9uY2U" src="https://resources.example/dist/webview.js">',
    ]);
    assert.ok(/<script[^>]*><\/script>/.test(html));
    assert.ok(!/ on\w+=|<style| style=/.test(html));
    assert.ok(html.includes('<div id="app" data-gpu-acceleration="auto"></div>'));
    assert.ok(html.includes('<html lang="en">'));
  });

  it('loads the strings of another language before the panel, with the same nonce', () => {
    const { language, strings } = pageLanguageOf('zh-cn', name => `https://resources.example/dist/${name}`);
    const html = panelHtml({ ...parts, language, ...(strings !== undefined && { strings }) });
    assert.ok(html.includes('<html lang="zh-CN">'));
    const [first, second, ...more] = html.match(/<script[^>]*>/g) ?? [];
    assert.equal(first, '<script nonce="bm9uY2U" src="https://resources.example/dist/webview.zh-cn.js">');
    assert.ok(second?.includes('dist/webview.js'));
    assert.deepEqual(more, []);
  });

  it('says that it is English where VS Code speaks a language we do not', () => {
    assert.deepEqual(
      pageLanguageOf('de', name => name),
      { language: 'en' },
    );
  });

  it('escapes what it is given', () => {
    const html = panelHtml({ ...parts, title: '</title><img src=x onerror="1">&\'', language: '"><b>' });
    assert.ok(html.includes('<title>&lt;/title&gt;&lt;img src=x onerror=&quot;1&quot;&gt;&amp;&#39;</title>'));
    assert.ok(html.includes('<html lang="&quot;&gt;&lt;b&gt;">'));
  });
});
