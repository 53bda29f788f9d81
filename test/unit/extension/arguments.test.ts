import assert from 'node:assert/strict';
import { selectedFiles } from '../../../src/extension/commands/arguments.js';

const isUri = (value: unknown): boolean => value instanceof URL;
const [a, b, c] = ['file:///a.npy', 'file:///b.png', 'file:///c.png'].map(uri => new URL(uri)) as [URL, URL, URL];
const selected = (...args: unknown[]) => selectedFiles(args, isUri);

describe('the files a command was called on', () => {
  it('are none from the palette', () => {
    assert.deepEqual(selected(), []);
    assert.deepEqual(selected(undefined, undefined), []);
    assert.deepEqual(selected({ some: 'context' }, []), []);
  });

  it('are the whole selection of the Explorer, each once', () => {
    assert.deepEqual(selected(a, [a]), [String(a)]);
    assert.deepEqual(selected(b, [a, b]), [String(a), String(b)]);
  });

  it('are the clicked item alone when it is not in the selection', () => {
    assert.deepEqual(selected(c, [a, b]), [String(c)]);
  });

  it('are the URIs a caller passes one after another', () => {
    assert.deepEqual(selected(a), [String(a)]);
    assert.deepEqual(selected(a, b), [String(a), String(b)]);
    assert.deepEqual(selected(a, undefined), [String(a)]);
  });
});
