import assert from 'node:assert/strict';
import fc from 'fast-check';
import { InspectionError } from '../../../../src/core/errors.js';
import { bytesSource } from '../../../../src/core/formats/byteSource.js';
import { CLASS_LIST_READERS, readClassList } from '../../../../src/core/labels/classLists/registry.js';
import { findClassesFiles } from '../../../../src/core/pairing/classesFiles.js';

const readText = (name: string, text: string) => readClassList(bytesSource(name, new TextEncoder().encode(text)));
const readJson = (name: string, value: unknown) => readText(name, JSON.stringify(value));

describe('class lists', () => {
  it('read both forms of classes.json', () => {
    const lists = readJson('classes.json', {
      num_classes: 2,
      ignore_index: [0, 255],
      ignore_name: 'void',
      names: ['road', 'car'],
      palette: [[128, 64, 128], '#00008e'],
      remap: { '7': 0, '26': 1, '*': 'ignore' },
    });
    assert.deepEqual(
      [lists?.count, lists?.names, lists?.colors],
      [
        2,
        ['road', 'car'],
        [
          [128, 64, 128],
          [0, 0, 142],
        ],
      ],
    );
    assert.deepEqual([lists?.ignoreValues, lists?.ignoreName], [[0, 255], 'void']);
    assert.deepEqual(lists?.remap, { '7': 0, '26': 1, '*': 'ignore' });
    const entries = readJson('classes.json', {
      classes: [
        { id: 0, name: 'a', color: [1, 2, 3] },
        { id: 2, name: 'c' },
      ],
      void: { id: 255, name: 'border', color: '#ffffff' },
    });
    assert.deepEqual([entries?.count, entries?.names[2], entries?.ignoreColors], [3, 'c', [[255, 255, 255]]]);
    assert.deepEqual([entries?.ignoreValues, entries?.ignoreName], [[255], 'border']);
    assert.equal(readJson('classes.json', { label_offset: -1, ignore_value_in_file: 0 })?.reduceZeroLabel, true);
  });

  it('name what is wrong in a classes.json', () => {
    for (const [wrong, said] of [
      ['[1]', /is not a JSON object/],
      ['{', /is not JSON/],
      ['{"names": [1]}', /names that are not a list of strings/],
      ['{"palette": [[1, 2]]}', /the colour \[1,2\]/],
      ['{"ignore_index": "x"}', /unusable value \["x"\]/],
      ['{"classes": [{"name": "a"}]}', /a class without a valid id/],
      ['{"remap": {"a": 1}}', /a remap in which "a" is neither/],
    ] as const) {
      assert.throws(
        () => readText('classes.json', wrong),
        (error: Error & { code: string }) => {
          assert.equal(error.code, 'classes-file');
          assert.match(error.message, said);
          return true;
        },
      );
    }
  });

  it("read nnU-Net's dataset.json of both versions", () => {
    const two = readJson('dataset.json', {
      channel_names: { '0': 'CT' },
      labels: { background: 0, liver: 1, tumour: 2, ignore: 3 },
      file_ending: '.nii.gz',
    });
    assert.deepEqual(two, {
      names: ['background', 'liver', 'tumour'],
      colors: [],
      count: 3,
      ignoreValues: [3],
      ignoreName: 'ignore',
    });
    const one = readJson('dataset.json', { labels: { '0': 'background', '1': 'prostate' } });
    assert.deepEqual([one?.names, one?.count, one?.ignoreValues], [['background', 'prostate'], 2, undefined]);
  });

  it('refuse regions, which are no classes', () => {
    assert.throws(
      () => readJson('dataset.json', { labels: { background: 0, whole: [1, 2, 3], core: [2, 3] } }),
      (error: Error & { code: string }) => {
        assert.equal(error.code, 'classes-regions');
        assert.match(error.message, /^dataset\.json has the region "whole" of several ids/);
        return true;
      },
    );
    assert.throws(() => readJson('dataset.json', { labels: { liver: -1 } }), { code: 'classes-file' });
  });

  it("read CVAT's labelmap.txt", () => {
    const text = '# label:color_rgb:parts:actions\nbackground:0,0,0::\ncat:128,0,0::\r\nstreet sign:0,128,0:a,b:c\n\n';
    assert.deepEqual(readText('labelmap.txt', text), {
      names: ['background', 'cat', 'street sign'],
      colors: [
        [0, 0, 0],
        [128, 0, 0],
        [0, 128, 0],
      ],
      count: 3,
    });
    assert.throws(() => readText('labelmap.txt', 'cat:1,2,3::\ndog:1,2,300::\n'), { code: 'classes-file' });
  });

  it('leave files of other tools alone', () => {
    for (const other of ['{"images": [], "annotations": []}', '[]', '{"labels": ["a"]}', '{"labels": {}}']) {
      assert.equal(readText('dataset.json', other), undefined, other);
    }
    assert.equal(readText('labelmap.txt', 'person\nbicycle\ncar\n'), undefined);
    assert.equal(readText('dataset.json', ' '.repeat(5 << 20)), undefined);
    assert.throws(() => readText('classes.json', ' '.repeat(5 << 20)), { code: 'classes-file' });
  });

  it('are found upwards, a classes.json before the lists of other tools', async () => {
    const tree: Record<string, string[]> = {
      '/w/d/labelsTr': ['a.nii.gz', 'labelmap.txt'],
      '/w/d': ['dataset.json', 'labelsTr/'],
      '/w': ['classes.json', 'd/'],
    };
    const list = async (folder: string) =>
      (tree[folder] ?? []).map(name => ({ name: name.replace('/', ''), directory: name.endsWith('/') }));
    const found = await findClassesFiles(['/w/d/labelsTr'], list, '/w');
    assert.deepEqual(found, ['/w/classes.json', '/w/d/labelsTr/labelmap.txt', '/w/d/dataset.json']);
    const names = CLASS_LIST_READERS.flatMap(({ fileNames }) => fileNames);
    assert.deepEqual(names, ['classes.json', 'dataset.json', 'labelmap.txt']);
  });

  it('give a class list or a typed error for whatever they are given', () => {
    const piece = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '{"labels":',
        '{"a":[1]}',
        '{"classes":[',
        '{"id":0',
        'a:1,2,3::',
        '"palette":',
        '}',
        ']',
        '\n',
        ':',
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...CLASS_LIST_READERS.flatMap(r => r.fileNames), 'mine.json'),
        fc.array(piece),
        (name, pieces) => {
          try {
            const list = readText(name, pieces.join(''));
            assert.ok(list === undefined || Array.isArray(list.names));
          } catch (error) {
            assert.ok(InspectionError.is(error), String(error));
          }
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });
});
