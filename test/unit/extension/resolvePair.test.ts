import assert from 'node:assert/strict';
import { Choices } from '../../../src/extension/pairing/choices.js';
import { resolvePair } from '../../../src/extension/pairing/resolvePair.js';
import { memory } from '../../support/memory.js';
import { fakeHost, uri as file } from '../../support/pairingHost.js';
import { files } from '../../support/tree.js';

const tree = files(
  ...['images/x.png', 'images/z.png', 'labels/x.png', 'labels/z.png', 'predictions_a/x.npy', 'predictions_b/x.npy'].map(
    path => `/w/${path}`,
  ),
  ...['lonely/y.npy', 'lonely/y.jpg', 'classes.json'].map(path => `/w/${path}`),
);
const host = (answer?: (candidates: string[]) => string | undefined, settings?: unknown[]) =>
  fakeHost(tree, answer, settings);

const full = (model: string) => ({
  prediction: file(`predictions_${model}/x.npy`),
  label: file('labels/x.png'),
  image: file('images/x.png'),
  classesFile: file('classes.json'),
});

describe('the pair of the selected files', () => {
  it('is found from a prediction', async () => {
    assert.deepEqual(await resolvePair([file('predictions_a/x.npy')], host().host), full('a'));
  });

  it('is asked for once, from a label or an image with two predictions', async () => {
    for (const start of ['labels/x.png', 'images/x.png']) {
      const { host: pairing, asked } = host(candidates => candidates[1]);
      assert.deepEqual(await resolvePair([file(start)], pairing), full('b'));
      assert.equal(asked.length, 1);
    }
  });

  it('is none when the question is dismissed', async () => {
    assert.equal(await resolvePair([file('labels/x.png')], host().host), undefined);
  });

  it('is that of two files, in either order', async () => {
    const both = [file('labels/x.png'), file('predictions_b/x.npy')];
    assert.deepEqual(await resolvePair(both, host().host), full('b'));
    assert.deepEqual(await resolvePair(both.reverse(), host().host), full('b'));
    assert.deepEqual(await resolvePair([file('predictions_a/x.npy'), file('images/x.png')], host().host), full('a'));
  });

  it('keeps a label of another name when it was selected', async () => {
    const pair = await resolvePair([file('predictions_a/x.npy'), file('labels/z.png')], host().host);
    assert.equal(pair?.label, file('labels/z.png'));
    assert.equal(pair?.image, file('images/x.png'));
  });

  it('takes a picture beside a prediction without label as the label that was meant', async () => {
    const pair = await resolvePair([file('lonely/y.jpg'), file('lonely/y.npy')], host().host);
    assert.deepEqual([pair?.label, pair?.image], [file('lonely/y.jpg'), null]);
  });

  it('has no label when there is none', async () => {
    const pair = await resolvePair([file('lonely/y.npy')], host().host);
    assert.deepEqual([pair?.label, pair?.image], [null, file('lonely/y.jpg')]);
  });

  it('asks which one is the prediction when both files look alike', async () => {
    const both = [file('predictions_a/x.npy'), file('predictions_b/x.npy')];
    const pair = await resolvePair(both, host(candidates => candidates[1]).host);
    assert.deepEqual([pair?.prediction, pair?.label], [both[1], both[0]]);
  });

  it('is refused when there is no prediction, or more than two files', async () => {
    await assert.rejects(resolvePair([file('labels/z.png')], host().host), { code: 'prediction-not-found' });
    await assert.rejects(resolvePair([file('a'), file('b'), file('c')], host().host), { code: 'selection-size' });
  });

  it('has the files and the class list that its dataset names', async () => {
    const settings = [
      { name: 'own', labels: 'images/{stem}.png', predictions: 'lonely/{stem}.npy', classes: 'own/classes.json' },
    ];
    const { host: pairing } = host(undefined, [{ ...settings[0], predictions: 'predictions_a/{stem}.npy' }]);
    assert.deepEqual(await resolvePair([file('predictions_a/x.npy')], pairing), {
      prediction: file('predictions_a/x.npy'),
      label: file('images/x.png'),
      image: null,
      classesFile: file('own/classes.json'),
    });
    const gone = await resolvePair([file('lonely/y.npy')], host(undefined, settings).host);
    assert.equal(gone?.label, null);
  });

  it('takes what has only a common name where a choice was made', async () => {
    const far = files(...['1', '2'].flatMap(x => [`/w/A/preds/${x}.npy`, `/w/B/labels/${x}.png`]));
    const { host: pairing, choices, asked } = fakeHost(far);
    assert.equal((await resolvePair([file('A/preds/1.npy')], pairing))?.label, null);
    await choices.remember('label', file('A/preds/1.npy'), [file('B/labels/1.png')], file('B/labels/1.png'));
    assert.equal((await resolvePair([file('A/preds/2.npy')], pairing))?.label, file('B/labels/2.png'));
    assert.deepEqual(asked, []);
  });

  it('has the label that was chosen for this very file', async () => {
    const { host: pairing, choices } = host();
    await choices.remember('label', file('predictions_a/x.npy'), [file('labels/x.png')], file('lonely/y.png'));
    assert.equal((await resolvePair([file('predictions_a/x.npy')], pairing))?.label, file('lonely/y.png'));
    assert.equal((await resolvePair([file('predictions_b/x.npy')], pairing))?.label, file('labels/x.png'));
  });
});

describe('choices', () => {
  const candidates = (stem: string) => ['a', 'b'].map(model => file(`predictions_${model}/${stem}.npy`));

  it('are remembered as a rule for all files of the folder', async () => {
    const choices = new Choices(memory());
    assert.equal(choices.recall('prediction', file('labels/x.png'), candidates('x')), undefined);
    await choices.remember('prediction', file('labels/x.png'), candidates('x'), candidates('x')[1]!);
    assert.equal(choices.recall('prediction', file('labels/y.png'), candidates('y')), candidates('y')[1]);
    assert.equal(choices.recall('prediction', file('images/val/y.png'), candidates('val/y')), candidates('val/y')[1]);
    assert.equal(choices.recall('label', file('labels/y.png'), candidates('y')), undefined);
    assert.equal(choices.recall('prediction', 'file:///elsewhere/y.png', candidates('y')), undefined);
    assert.equal(choices.recall('prediction', file('labels/y.png'), [file('c/y.npy')]), undefined);
    assert.equal(
      choices.recall('prediction', file('labels/y.png'), [...candidates('y'), file('predictions_b/old/y.npy')]),
      undefined,
    );
  });

  it('speak of the folder that tells the models apart, however deep the files are', async () => {
    const choices = new Choices(memory());
    const cities = (city: string) => ['a', 'b'].map(model => file(`runs/${model}/val/${city}/${city}_1.npy`));
    await choices.remember('prediction', file('gt/val/ulm/ulm_1.png'), cities('ulm'), cities('ulm')[0]!);
    assert.deepEqual(choices.all(), [
      { kind: 'folder', role: 'prediction', base: 'file:///w', folder: file('runs/a') },
    ]);
    assert.equal(choices.recall('prediction', file('gt/val/bonn/bonn_1.png'), cities('bonn')), cities('bonn')[0]);
  });

  it('of the nearest folder win, and newer ones replace older', async () => {
    const choices = new Choices(memory());
    const [a, b] = candidates('x') as [string, string];
    await choices.remember('prediction', file('labels/x.png'), [a, b], a);
    await choices.remember('prediction', file('labels/x.png'), [a, b], b);
    assert.equal(choices.all().length, 1);
    assert.equal(choices.recall('prediction', file('labels/x.png'), [a, b]), b);
    const below = ['1', '2'].map(x => file(`sub/p${x}/x.npy`));
    await choices.remember('prediction', file('sub/labels/x.png'), below, below[0]!);
    assert.equal(choices.recall('prediction', file('sub/labels/y.png'), below), below[0]);
  });

  it('of a file of any name are about that file alone, and can be forgotten', async () => {
    const choices = new Choices(memory());
    await choices.remember('label', file('predictions_a/x.npy'), [], file('odd.png'));
    assert.equal(choices.chosenFor('label', file('predictions_a/x.npy')), file('odd.png'));
    assert.equal(choices.chosenFor('label', file('predictions_a/y.npy')), undefined);
    await choices.forget(choices.all()[0]!);
    assert.deepEqual(choices.all(), []);
  });

  it('where one file fitted, on little evidence, are a rule for its folder', async () => {
    const choices = new Choices(memory());
    await choices.remember('label', file('A/preds/1.npy'), [file('B/labels/1.png')], file('B/labels/1.png'));
    assert.equal(choices.recall('label', file('A/preds/2.npy'), [file('B/labels/2.png')]), file('B/labels/2.png'));
    assert.equal(choices.recall('label', file('C/preds/2.npy'), [file('B/labels/2.png')]), undefined);
  });

  it('survive what another version kept', () => {
    const odd = new Choices({ get: () => [null, 3, { kind: 'folder' }, { kind: 'new' }], update: async () => {} });
    assert.deepEqual(odd.all(), []);
  });
});
