import assert from 'node:assert/strict';
import type { Pair } from '../../../src/extension/inspection/pair.js';
import { explainPairing } from '../../../src/extension/pairing/explain.js';
import { type FakeHost, fakeHost, uri } from '../../support/pairingHost.js';
import { files } from '../../support/tree.js';

const models = files(
  '/w/d/classes.json',
  ...['val', 'train'].flatMap(split => [`/w/d/labels/${split}/7.png`, `/w/d/images/${split}/7.jpg`]),
  ...['a', 'b'].map(model => `/w/d/predictions_${model}/val/7.npy`),
  '/w/d/predictions_b/train/7.npy',
  '/w/lonely/q.npy',
);
const pair = (model: string): Pair => ({
  prediction: uri(`d/predictions_${model}/val/7.npy`),
  label: uri('d/labels/val/7.png'),
  image: uri('d/images/val/7.jpg'),
  classesFile: uri('d/classes.json'),
});

async function explained({ host, choices }: FakeHost, start: string, of: Pair | null = null) {
  const found = await explainPairing(start, of, { host, choices, answersAbout: () => [{ about: 'slice', value: 3 }] });
  const said = Object.fromEntries(
    found.roles.map(({ role, file, reason, others }) => [
      role,
      [
        file && host.displayName(file),
        reason,
        ...others.map(other => `${host.displayName(other.file)}: ${other.note}`),
      ],
    ]),
  );
  return { said, found };
}

describe('the explanation of a pairing', () => {
  it('says for each file of a pair how it was found, and what else was met', async () => {
    const { said, found } = await explained(fakeHost(models), pair('a').prediction, pair('a'));
    assert.deepEqual(said, {
      prediction: [
        'd/predictions_a/val/7.npy',
        'one of 2: the same name in d/predictions_a, with the same folders below it',
        'd/predictions_b/val/7.npy: fits as well: the same name in d/predictions_b, with the same folders below it',
      ],
      label: ['d/labels/val/7.png', 'the same name in d/labels, with the same folders below it'],
      image: ['d/images/val/7.jpg', 'the same name in d/images, with the same folders below it'],
    });
    assert.deepEqual(
      [found.classes.file, found.answers, found.choices],
      [uri('d/classes.json'), [{ about: 'slice', value: 3 }], []],
    );
  });

  it('says of a file what would be asked, and with a rule what is answered', async () => {
    const fake = fakeHost(models);
    const start = uri('d/labels/val/7.png');
    const before = await explained(fake, start);
    assert.deepEqual(before.said.label, ['d/labels/val/7.png', 'a label, by the name of its folder']);
    assert.deepEqual(before.said.prediction?.slice(0, 2), [null, '2 fit equally well: you will be asked']);
    assert.deepEqual(fake.asked, []);
    const { candidates } = before.found.roles[0]!;
    await fake.choices.remember('prediction', start, candidates, candidates[1]!);
    const after = await explained(fake, start);
    assert.deepEqual(after.said.prediction?.slice(0, 2), [
      'd/predictions_b/val/7.npy',
      '2 fit equally well; from d/predictions_b, as you chose for its folder',
    ]);
    assert.deepEqual(after.found.choices, fake.choices.all());
  });

  it('tells a choice from a find', async () => {
    const fake = fakeHost(models);
    const start = pair('a').prediction;
    const odd = { ...pair('a'), label: uri('d/labels/train/7.png') };
    assert.equal((await explained(fake, start, odd)).said.label?.[1], 'chosen by you, not by its name');
    await fake.choices.remember('label', start, [], odd.label);
    const { said, found } = await explained(fake, start, odd);
    assert.equal(said.label?.[1], 'chosen by you for this file');
    assert.equal(said.label?.[2]?.split(': ')[0], 'd/labels/val/7.png');
    assert.equal(found.choices.length, 1);
  });

  it('says what was looked for in vain', async () => {
    const { said } = await explained(fakeHost(models), uri('lonely/q.npy'));
    assert.deepEqual(said.prediction, ['lonely/q.npy', 'a prediction, by its extension alone']);
    assert.equal(said.label?.[0], null);
    assert.match(said.label?.[1] ?? '', /^no label of the scene “q” \(png, npy, /);
  });

  it('names the dataset of the settings and its template', async () => {
    const settings = [
      { name: 'own', labels: 'd/labels/{split}/{stem}.png', predictions: 'd/predictions_{model}/{split}/{stem}.npy' },
    ];
    const fake = fakeHost(models, undefined, settings);
    const { said, found } = await explained(fake, pair('a').prediction, pair('a'));
    assert.equal(found.dataset, 'own');
    assert.equal(said.label?.[1], 'dataset “own”: d/labels/{split}/{stem}.png');
    const gone = fakeHost(models, undefined, [{ ...settings[0], labels: 'nowhere/{stem}.png' }]);
    const none = await explained(gone, pair('a').prediction);
    assert.deepEqual(none.said.label, [null, 'no file that the dataset “own” names']);
  });
});
