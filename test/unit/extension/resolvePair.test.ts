import assert from 'node:assert/strict';
import { DEFAULT_FOLDERS } from '../../../src/core/pairing/folders.js';
import { Choices } from '../../../src/extension/pairing/choices.js';
import { type PairingHost, resolvePair } from '../../../src/extension/pairing/resolvePair.js';

const tree: Record<string, string[]> = {
  '/d': ['images/', 'labels/', 'predictions_a/', 'predictions_b/', 'lonely/', 'classes.json'],
  '/d/images': ['x.png', 'z.png'],
  '/d/labels': ['x.png', 'z.png'],
  '/d/predictions_a': ['x.npy'],
  '/d/predictions_b': ['x.npy'],
  '/d/lonely': ['y.npy', 'y.jpg'],
};
const file = (path: string) => `file:///d/${path}`;

function host(answer?: (candidates: string[]) => string | undefined) {
  const asked: string[][] = [];
  const pairing: PairingHost = {
    path: uri => uri.slice('file://'.length),
    withPath: (_uri, path) => `file://${path}`,
    list: () => async folder =>
      (tree[folder] ?? []).map(entry => ({ name: entry.replace('/', ''), directory: entry.endsWith('/') })),
    root: () => '/d',
    folders: () => DEFAULT_FOLDERS,
    displayName: uri => uri.slice('file:///d/'.length),
    ask: async (_role, _start, candidates) => {
      asked.push(candidates);
      return answer?.(candidates);
    },
  };
  return { pairing, asked };
}

const full = (model: string) => ({
  prediction: file(`predictions_${model}/x.npy`),
  label: file('labels/x.png'),
  image: file('images/x.png'),
  classesFile: file('classes.json'),
});

describe('the pair of the selected files', () => {
  it('is found from a prediction', async () => {
    assert.deepEqual(await resolvePair([file('predictions_a/x.npy')], host().pairing), full('a'));
  });

  it('is asked for once, from a label or an image with two predictions', async () => {
    for (const start of ['labels/x.png', 'images/x.png']) {
      const { pairing, asked } = host(candidates => candidates[1]);
      assert.deepEqual(await resolvePair([file(start)], pairing), full('b'));
      assert.equal(asked.length, 1);
    }
  });

  it('is none when the question is dismissed', async () => {
    assert.equal(await resolvePair([file('labels/x.png')], host().pairing), undefined);
  });

  it('is that of two files, in either order', async () => {
    const files = [file('labels/x.png'), file('predictions_b/x.npy')];
    assert.deepEqual(await resolvePair(files, host().pairing), full('b'));
    assert.deepEqual(await resolvePair(files.reverse(), host().pairing), full('b'));
    assert.deepEqual(await resolvePair([file('predictions_a/x.npy'), file('images/x.png')], host().pairing), full('a'));
  });

  it('keeps a label of another name when it was selected', async () => {
    const pair = await resolvePair([file('predictions_a/x.npy'), file('labels/z.png')], host().pairing);
    assert.equal(pair?.label, file('labels/z.png'));
    assert.equal(pair?.image, file('images/x.png'));
  });

  it('takes a picture beside a prediction without label as the label that was meant', async () => {
    const pair = await resolvePair([file('lonely/y.jpg'), file('lonely/y.npy')], host().pairing);
    assert.deepEqual([pair?.label, pair?.image], [file('lonely/y.jpg'), null]);
  });

  it('has no label when there is none', async () => {
    const pair = await resolvePair([file('lonely/y.npy')], host().pairing);
    assert.deepEqual([pair?.label, pair?.image], [null, file('lonely/y.jpg')]);
  });

  it('asks which one is the prediction when both files look alike', async () => {
    const files = [file('predictions_a/x.npy'), file('predictions_b/x.npy')];
    const pair = await resolvePair(files, host(candidates => candidates[1]).pairing);
    assert.deepEqual([pair?.prediction, pair?.label], [files[1], files[0]]);
  });

  it('is refused when there is no prediction, or more than two files', async () => {
    await assert.rejects(resolvePair([file('labels/z.png')], host().pairing), { code: 'prediction-not-found' });
    await assert.rejects(resolvePair([file('a'), file('b'), file('c')], host().pairing), { code: 'selection-size' });
  });
});

describe('choices', () => {
  it('are remembered by folder', async () => {
    const store = new Map<string, unknown>();
    const choices = new Choices({
      get: key => store.get(key),
      update: async (key, value) => {
        store.set(key, value);
      },
    });
    const candidates = (stem: string) => ['a', 'b'].map(model => file(`predictions_${model}/${stem}.npy`));
    assert.equal(choices.recall('prediction', file('labels/x.png'), candidates('x')), undefined);
    await choices.remember('prediction', file('labels/x.png'), candidates('x')[1]!);
    assert.equal(choices.recall('prediction', file('labels/y.png'), candidates('y')), candidates('y')[1]);
    assert.equal(choices.recall('prediction', file('other/y.png'), candidates('y')), undefined);
    assert.equal(choices.recall('prediction', file('labels/y.png'), [file('c/y.npy')]), undefined);
  });
});
