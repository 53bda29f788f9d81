import assert from 'node:assert/strict';
import fc from 'fast-check';
import { expand } from '../../../../src/core/pairing/expand.js';
import { type Bindings, bind, fixedFolder, parseTemplate, readPath } from '../../../../src/core/pairing/template.js';
import { files } from '../../../support/tree.js';

const readings = (text: string, path: string): Bindings[] => readPath(parseTemplate(text, '/w'), path);

describe('templates', () => {
  for (const [text, path, wanted] of [
    ['labels/*.png', '/w/labels/x.png', [{}]],
    ['labels/*.png', '/w/labels/sub/x.png', []],
    ['labels/**/*.png', '/w/labels/x.png', [{}]],
    ['labels/**/*.png', '/w/labels/a/b/x.png', [{}]],
    ['labels/**', '/w/labels/a/x.png', [{}]],
    ['labels', '/w/labels/a/x.png', [{}]],
    ['labels/', '/w/labels/x.png', [{}]],
    ['label.png', '/w/label.png', [{}]],
    ['./labels/?.png', '/w/labels/x.png', [{}]],
    ['labels/?.png', '/w/labels/xy.png', []],
    ['a+b (1)/[x].png', '/w/a+b (1)/[x].png', [{}]],
    ['/mnt/d/*.png', '/mnt/d/x.png', [{}]],
    ['../d/{stem}.png', '/d/x.png', [{ stem: 'x' }]],
    ['d\\{stem}.png', '/w/d/x.png', [{ stem: 'x' }]],
    ['{stem}/{stem}_seg.nii.gz', '/w/case_1/case_1_seg.nii.gz', [{ stem: 'case_1' }]],
    ['{stem}/{stem}_seg.nii.gz', '/w/case_1/case_2_seg.nii.gz', []],
    ['gt/{split}/{stem}.png', '/w/gt/val/frankfurt/x.png', [{ split: 'val/frankfurt', stem: 'x' }]],
    ['gt/{split}/{stem}.png', '/w/gt/x.png', []],
    ['gt_{split}/{stem}.png', '/w/gt_val/x.png', [{ split: 'val', stem: 'x' }]],
    ['predictions_{model}/{stem}.npy', '/w/predictions_a/x.npy', [{ model: 'a', stem: 'x' }]],
    ['{split}/a/{split}/{stem}.png', '/w/v/a/v/x.png', [{ split: 'v', stem: 'x' }]],
    ['{split}/a/{split}/{stem}.png', '/w/v/a/t/x.png', []],
    [
      '{model}_{stem}.npy',
      '/w/unet_a_b.npy',
      [
        { model: 'unet_a', stem: 'b' },
        { model: 'unet', stem: 'a_b' },
      ],
    ],
    ['{stem}*.png', '/w/ab.png', [{ stem: 'ab' }, { stem: 'a' }]],
    ['{stem}.png', '/w/.png', []],
  ] as const) {
    it(`read ${path} by ${text}`, () => assert.deepEqual(readings(text, path), wanted));
  }

  for (const [text, message] of [
    ['', /is empty/],
    ['   ', /is empty/],
    ['labels/{name}.png', /"\{name\}"; known are \{stem\}, \{split\} and \{model\}/],
    ['labels/{stem.png', /"\{"/],
    ['{stem}_{stem}.png', /\{stem\} twice/],
    ['../../../x.png', /leads out/],
  ] as const) {
    it(`refuse ${JSON.stringify(text)}`, () => assert.throws(() => parseTemplate(text, '/w'), message));
  }

  it('know the folder they cannot leave', () => {
    assert.equal(fixedFolder(parseTemplate('d/labels/**/*.png', '/w')), '/w/d/labels');
    assert.equal(fixedFolder(parseTemplate('*/x.png', '/w')), '/w');
  });

  it('are read back from what they were filled with', () => {
    const name = fc.stringMatching(/^[a-z0-9_]{1,6}$/);
    const shapes = [
      '{stem}.png',
      '{split}/{stem}_label.png',
      'p_{model}/{split}/{stem}.npy',
      '{stem}/{stem}.{model}.x',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...shapes),
        name,
        fc.array(name, { minLength: 1, maxLength: 3 }),
        name,
        (text, stem, split, model) => {
          const filled = bind(parseTemplate(text, '/w'), { stem, split: split.join('/'), model });
          assert.equal(filled.variables.size, 0);
          const path = `/${filled.segments.map(({ tokens }) => tokens.map(one => (one as { text: string }).text).join('')).join('/')}`;
          const found = readPath(parseTemplate(text, '/w'), path);
          assert.ok(
            found.some(one => one.stem === stem && (one.split ?? split.join('/')) === split.join('/')),
            path,
          );
        },
      ),
      { seed: 4, numRuns: 200 },
    );
  });

  it('of many stars end soon on names made to be slow', () => {
    for (const text of [
      '*a*a*a*a*a*a*a*b',
      '{stem}*_*_*_*_*_*x',
      '*_*_*_*_*_*_{stem}_{model}x',
      `${'*a'.repeat(60)}b`,
    ]) {
      assert.deepEqual(readings(text, `/w/${'a'.repeat(250)}`), []);
      readings(text, `/w/${'_'.repeat(250)}x`);
    }
    assert.deepEqual(readings(`${'**/'.repeat(12)}x.png`, `/w/${'a/'.repeat(120)}y.png`), []);
  });

  it('find their files by looking only where they can be', async () => {
    const asked: string[] = [];
    const tree = files(
      ...['val', 'train'].flatMap(split => ['x', 'y'].map(stem => `/w/gt/${split}/city/${stem}_label.png`)),
      '/w/gt/val/city/x_color.png',
      '/w/other/deep/z_label.png',
      '/w/gt/node_modules/n_label.png',
    );
    const found = async (text: string, known: Bindings = {}) => {
      const paths: [string, readonly Bindings[]][] = [];
      const list = (folder: string) => {
        asked.push(folder);
        return tree(folder);
      };
      for await (const { path, readings: of } of expand(bind(parseTemplate(text, '/w'), known), list)) {
        paths.push([path, of]);
      }
      return paths;
    };
    assert.deepEqual(await found('gt/{split}/{stem}_label.png', { stem: 'x', split: 'val/city' }), [
      ['/w/gt/val/city/x_label.png', [{}]],
    ]);
    assert.deepEqual(asked, ['/w/gt/val/city']);
    assert.deepEqual(
      (await found('gt/{split}/{stem}_label.png')).map(([path, of]) => [path, of[0]?.split, of[0]?.stem]),
      [
        ['/w/gt/train/city/x_label.png', 'train/city', 'x'],
        ['/w/gt/train/city/y_label.png', 'train/city', 'y'],
        ['/w/gt/val/city/x_label.png', 'val/city', 'x'],
        ['/w/gt/val/city/y_label.png', 'val/city', 'y'],
      ],
    );
    assert.equal((await found('**/*_label.png')).length, 5);
    assert.ok(!asked.some(folder => folder.includes('node_modules')));
  });
});
