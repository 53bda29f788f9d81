import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/shared.js';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const json = (path: string): Record<string, string> => JSON.parse(read(path));

/** Placeholders, sorted: {0}, {name}. */
const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

/** Every `l10n.t(…)` of the extension host: its text, and whether something is given to it. */
function calls(): { file: string; text: string | null; given: boolean }[] {
  return readdirSync(join(ROOT, 'src/extension'), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .flatMap(name => {
      const source = read(join('src/extension', name));
      return [...source.matchAll(/\bl10n\.t\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")?(\s*,?\s*\))?/g)].map(
        ([, literal, end]) => ({
          file: name,
          text: literal === undefined ? null : unquoted(literal),
          given: end === undefined,
        }),
      );
    });
}

function unquoted(literal: string): string {
  return literal.slice(1, -1).replace(/\\(.)/g, '$1');
}

describe('the messages of the extension host', () => {
  const chinese = json('l10n/bundle.l10n.zh-cn.json');
  const found = calls();

  it('are written where they are used, as one plain string', () => {
    assert.ok(found.length > 0);
    assert.deepEqual(
      found.filter(({ text }) => text === null).map(({ file }) => file),
      [],
    );
  });

  it('are all there in Chinese, and none that is not used', () => {
    assert.deepEqual(Object.keys(chinese).sort(), [...new Set(found.map(({ text }) => text))].sort());
  });

  it('keep their placeholders in Chinese, and get a value for each', () => {
    for (const [english, translated] of Object.entries(chinese)) {
      assert.deepEqual(placeholders(translated), placeholders(english), english);
      assert.match(translated, /[\u4e00-\u9fff]/, english);
    }
    for (const { text, given } of found) {
      const wanted = new Set(placeholders(text ?? '')).size;
      assert.equal(given, wanted > 0, text ?? '');
    }
  });
});

describe('the strings of the manifest', () => {
  const english = json('package.nls.json');
  const chinese = json('package.nls.zh-cn.json');

  it('are all there in Chinese, in the same order', () => {
    assert.deepEqual(Object.keys(chinese), Object.keys(english));
  });

  it('keep the names of settings, files and values, and what links run', () => {
    const names = (text: string) => [...new Set(text.match(/`[^`]+`|\(command:[\w.]+\)/g) ?? [])].sort();
    for (const [key, text] of Object.entries(english)) {
      assert.deepEqual(names(chinese[key] ?? ''), names(text), key);
    }
  });

  it('are found by VS Code', () => {
    assert.equal(json('package.json').l10n, './l10n');
  });
});
