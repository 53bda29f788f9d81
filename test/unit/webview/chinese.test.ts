import assert from 'node:assert/strict';
import { words } from '../../../src/webview/arrayEditor/words.js';
import { arrayEditor } from '../../../src/webview/strings/zh-cn/arrayEditor.js';
import { panel } from '../../../src/webview/strings/zh-cn/panel.js';
import { strings } from '../../../src/webview/strings.js';

/** Stands for whatever a string is given, and is found again in what it says. */
const given = (k: number): string => `⟨${k}⟩`;

/** What a function of strings says; null where it takes something else than text. */
function said(say: (...args: unknown[]) => unknown): string[] | null {
  for (const wrap of [(one: string) => one, (one: string) => [one]]) {
    try {
      return leaves(say(...Array.from({ length: say.length }, (_, k) => wrap(given(k)))));
    } catch {
      // A list was expected, or text.
    }
  }
  return null;
}

function leaves(value: unknown): string[] {
  return typeof value === 'string' ? [value] : Object.values(value as object).flatMap(leaves);
}

function compare(english: unknown, chinese: unknown, path: string): void {
  if (typeof english === 'function') {
    assert.equal(typeof chinese, 'function', path);
    const say = english as (...args: unknown[]) => unknown;
    const marks = (texts: string[] | null) => texts?.map(text => [...new Set(text.match(/⟨\d⟩/g))].sort());
    const translated = (...args: unknown[]) => (chinese as typeof say)(...args);
    Object.defineProperty(translated, 'length', { value: say.length });
    assert.deepEqual(marks(said(translated)), marks(said(say)), `${path} leaves out what it is given`);
    return;
  }
  if (typeof english === 'string') {
    assert.equal(typeof chinese, 'string', path);
    assert.equal((chinese as string).trim() === '', english.trim() === '', path);
    return;
  }
  assert.deepEqual(Object.keys(chinese as object), Object.keys(english as object), path);
  for (const [key, value] of Object.entries(english as object)) {
    compare(value, (chinese as Record<string, unknown>)[key], `${path}.${key}`);
  }
}

/** Sentences, not names, symbols or equations, and whether they have a Chinese character. */
function untranslated(english: unknown, chinese: unknown, path: string): string[] {
  if (typeof english === 'string') {
    const sentence = /^[A-Z][a-z]+( [a-z]+){2,}/.test(english);
    return sentence && !/[\u4e00-\u9fff]/.test(chinese as string) ? [path] : [];
  }
  return typeof english === 'object' && english !== null
    ? Object.entries(english).flatMap(([key, value]) =>
        untranslated(value, (chinese as Record<string, unknown>)[key], `${path}.${key}`),
      )
    : [];
}

describe('the panel in Chinese', () => {
  it('says everything the English one says, in the same order, with all that it is given', () => {
    compare(strings, panel, 'panel');
  });

  it('so does the array editor', () => {
    compare(words, arrayEditor, 'arrayEditor');
  });

  it('leaves no sentence in English', () => {
    assert.deepEqual([...untranslated(strings, panel, 'panel'), ...untranslated(words, arrayEditor, 'array')], []);
  });
});
