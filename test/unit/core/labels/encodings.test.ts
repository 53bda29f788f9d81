import assert from 'node:assert/strict';
import fc from 'fast-check';
import { transposed } from '../../../../src/core/formats/axes.js';
import { LABEL_ENCODINGS } from '../../../../src/core/labels/encodings/registry.js';
import { ENCODINGS } from '../../../../src/core/labels/ids.js';
import { codesOf, colourArray, idArray, read } from '../../../support/labels.js';

const RED = [255, 0, 0];
const GREEN = [0, 255, 0];
const BLACK = [0, 0, 0];
const colors = ['#000000', '#ff0000', '#00ff00'];

describe('label encodings', () => {
  it('are all registered', () => {
    assert.deepEqual(
      LABEL_ENCODINGS.map(({ id }) => id),
      [...ENCODINGS],
    );
  });

  it('read ids of every dtype alike, whatever the order in memory', () => {
    const rows = [
      [0, 1, 2],
      [2, 255, 0],
    ];
    for (const dtype of ['uint8', 'uint16', 'int16', 'int32', 'int64', 'float32'] as const) {
      const found = read(idArray(rows, dtype), 3);
      assert.deepEqual(codesOf(found), [0, 1, 2, 2, -1, 0], dtype);
      assert.deepEqual(
        [...(found.label.values ?? [])],
        [
          [0, 2],
          [1, 1],
          [2, 2],
          [255, 1],
        ],
        dtype,
      );
      const turned = transposed(
        idArray(
          [
            [0, 2],
            [1, 255],
            [2, 0],
          ],
          dtype,
        ),
        [1, 0],
      );
      assert.deepEqual(codesOf(read(turned, 3)), [0, 1, 2, 2, -1, 0], dtype);
    }
    assert.deepEqual(codesOf(read(idArray([[-1, 0, 1]], 'int8'), 2, { ignoreIndex: -1 })), [-1, 0, 1]);
  });

  it('say what was found and made of it', () => {
    const { reading } = read(idArray([[0, 1, 2, 3, 7, 255]]), 8);
    assert.deepEqual(reading.evidence, ['uint8 values 0–3, 7 and 255: read as ids', '255 is ignored']);
    assert.equal(reading.encoding, 'index');
  });

  it('read a palette by index and take its colours for the classes', () => {
    const found = read(idArray([[0, 1, 2, 255]], 'uint8', [BLACK, RED, GREEN]), 3);
    assert.deepEqual(codesOf(found), [0, 1, 2, -1]);
    assert.deepEqual(found.spec.colors, [BLACK, RED, GREEN]);
    assert.match(found.reading.evidence[0], /^palette picture, .*: by index, not by colour, read as ids$/);
    const grey = read(
      idArray([[0, 1]], 'uint8', [
        [0, 0, 0],
        [1, 1, 1],
      ]),
      2,
    );
    assert.deepEqual(grey.spec.colors, [], 'a ramp of greys tells no classes apart');
  });

  it('read a palette by its colours where that is asked for', () => {
    const array = idArray([[0, 1, 2]], 'uint8', [GREEN, BLACK, RED]);
    assert.deepEqual(codesOf(read(array, 3, { encoding: 'rgb', colors })), [2, 0, 1]);
    const short = idArray([[0, 9]], 'uint8', [GREEN]);
    assert.throws(() => read(short, 3, { encoding: 'rgb', colors }), { code: 'label-encoding' });
  });

  it('read R=G=B as ids, unless the greys are class colours', () => {
    const greys = colourArray([[0, 1, 2].map(v => [v, v, v])]);
    const found = read(greys, 3, { colors });
    assert.deepEqual(codesOf(found), [0, 1, 2]);
    assert.equal(found.reading.encoding, 'grey');
    assert.match(found.reading.evidence[0], /^RGB with R=G=B, values 0–2: read as ids$/);
    const black = read(colourArray([[BLACK, BLACK]]), 3, { colors: ['#ff0000', '#000000', '#00ff00'] });
    assert.deepEqual(codesOf(black), [1, 1]);
    const deep = colourArray(
      [
        [
          [300, 300, 300],
          [2, 2, 2],
        ],
      ],
      'uint16',
    );
    assert.deepEqual(codesOf(read(deep, 301)), [300, 2]);
  });

  it('refuse an encoding that cannot be', () => {
    assert.throws(() => read(idArray([[0]]), 2, { encoding: 'palette' }), { code: 'label-encoding' });
    assert.throws(() => read(idArray([[0]]), 2, { encoding: 'grey' }), { code: 'label-encoding' });
    assert.throws(() => read(idArray([[0]]), 2, { encoding: 'rgb', colors }), { code: 'label-encoding' });
    assert.throws(() => read(colourArray([[RED]]), 3, { encoding: 'index', colors }), { code: 'label-encoding' });
  });
});

describe('colour codes', () => {
  it('match exactly, with or without alpha, in 8 and 16 bits', () => {
    const rows = [[BLACK, RED, GREEN, RED]];
    assert.deepEqual(codesOf(read(colourArray(rows), 3, { colors })), [0, 1, 2, 1]);
    const opaque = rows.map(row => row.map(color => [...color, 255]));
    assert.deepEqual(codesOf(read(colourArray(opaque), 3, { colors })), [0, 1, 2, 1]);
    const deep = rows.map(row => row.map(color => color.map(sample => sample * 257)));
    assert.deepEqual(codesOf(read(colourArray(deep, 'uint16'), 3, { colors })), [0, 1, 2, 1]);
  });

  it('read back whatever was painted', () => {
    const picture = fc
      .uniqueArray(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), { minLength: 1, maxLength: 40, selector: String })
      .chain(palette =>
        fc.tuple(fc.constant(palette), fc.array(fc.nat(palette.length - 1), { minLength: 1, maxLength: 60 })),
      );
    fc.assert(
      fc.property(picture, ([palette, ids]) => {
        const found = read(colourArray([ids.map(id => palette[id])]), palette.length, {
          encoding: 'rgb',
          colors: palette,
        });
        assert.deepEqual(codesOf(found), ids);
      }),
      { seed: 7 },
    );
  });

  it('ignore the colour of void', () => {
    const file = {
      name: 'classes.json',
      list: { names: [], colors: [], count: 2, ignoreColors: [[9, 9, 9]] as [number, number, number][] },
    };
    const picture = colourArray([[RED, GREEN, [9, 9, 9]]]);
    assert.deepEqual(codesOf(read(picture, 2, { colors: ['#ff0000', '#00ff00'] }, { file })), [0, 1, -1]);
    // A list that ends with the colour of its ignore index.
    assert.deepEqual(
      codesOf(read(picture, 2, { colors: ['#ff0000', '#00ff00', '#090909'], numClasses: 2, ignoreIndex: 2 })),
      [0, 1, -1],
    );
  });

  it('refuse colours of no class with their count, share and the commonest', () => {
    const picture = colourArray([[RED, RED, [250, 5, 5], [250, 5, 5], [1, 2, 3], GREEN, GREEN, GREEN]]);
    assert.throws(
      () => read(picture, 3, { colors }),
      (error: Error & { code: string; hint: string }) => {
        assert.equal(error.code, 'label-colours-unmatched');
        assert.match(
          error.message,
          /^a\.png has 3 pixels \(37\.5 %\) in 2 colours of no class: #fa0505 at 2 pixels \(25 %\)/,
        );
        assert.match(error.hint, /--nearest-colour/);
        return true;
      },
    );
  });

  it('take the nearest colour only where it is asked for, and count what moved', () => {
    const picture = colourArray([[RED, [250, 5, 5], [10, 200, 10], BLACK]]);
    const found = read(picture, 3, { colors, nearestColour: true });
    assert.deepEqual(codesOf(found), [1, 1, 2, 0]);
    assert.equal(found.label.moved, 2);
    assert.match(
      found.reading.evidence.join(),
      /2 pixels \(50 %\) in other colours: given to the nearest class colour/,
    );
    // Of equally near ones, the first in the list.
    const between = colourArray([[[0, 0, 10], GREEN]]);
    const twins = { colors: ['#000000', '#000014', '#00ff00'], nearestColour: true };
    assert.deepEqual(codesOf(read(between, 3, twins)), [0, 2]);
  });

  it('never give a transparent pixel to a class', () => {
    const picture = colourArray([
      [
        [255, 0, 0, 0],
        [0, 255, 0, 255],
      ],
    ]);
    assert.throws(() => read(picture, 3, { colors, nearestColour: true }), { code: 'label-colours-unmatched' });
  });

  it('refuse a colour that two classes share, until a remap says which', () => {
    const shared = ['#ff0000', '#00ff00', '#ff0000'];
    const picture = colourArray([[RED, GREEN]]);
    assert.throws(() => read(picture, 3, { colors: shared }), { code: 'label-colours-shared' });
    assert.deepEqual(codesOf(read(picture, 3, { colors: shared, remap: { '#ff0000': 2 } })), [2, 1]);
    assert.deepEqual(codesOf(read(picture, 3, { colors: shared, remap: { '#ff0000': 'ignore' } })), [-1, 1]);
    assert.deepEqual(codesOf(read(colourArray([[GREEN]]), 3, { colors: shared })), [1], 'unused, it does no harm');
  });

  it('say which colours there are where nobody said what they mean', () => {
    assert.throws(
      () => read(colourArray([[RED, RED, [12, 34, 56]]]), 9),
      (error: Error & { code: string }) => {
        assert.equal(error.code, 'label-colours-unknown');
        assert.match(error.message, /2 colours, .* #ff0000 at 2 pixels \(66\.7 %\), #0c2238 at 1 pixel \(33\.3 %\)/);
        return true;
      },
    );
  });

  it('survive a photo given as label', () => {
    const side = 400;
    const photo = Array.from({ length: side }, (_, y) =>
      Array.from({ length: side }, (_, x) => [x & 255, y & 255, (x * 7 + y * 13) & 255]),
    );
    assert.throws(
      () => read(colourArray(photo), 3, { colors }),
      /in more than 65536 colours of no class|in \d+ colours of no class/,
    );
    const all = read(colourArray(photo), 3, { colors, nearestColour: true });
    const naive = photo.flat().map(([r, g, b]) => {
      const distances = [BLACK, RED, GREEN].map(([R, G, B]) => (r - R) ** 2 + (g - G) ** 2 + (b - B) ** 2);
      return distances.indexOf(Math.min(...distances));
    });
    assert.deepEqual(codesOf(all), naive);
  });
});

describe('masks of 0 and 255', () => {
  const mask = idArray([[0, 255, 255, 0]]);
  it('have class 1 at 255', () => {
    assert.deepEqual(codesOf(read(mask, 2)), [0, 1, 1, 0]);
    assert.deepEqual(codesOf(read(mask, 2, { encoding: 'binary255', ignoreIndex: 255 })), [0, 1, 1, 0]);
    const rgb = colourArray([[BLACK, [255, 255, 255]]]);
    assert.deepEqual(codesOf(read(rgb, 2)), [0, 1]);
  });

  it('keep 255 ignored where somebody said so, and propose the other', () => {
    const found = read(mask, 2, { ignoreIndex: 255 });
    assert.deepEqual(codesOf(found), [0, -1, -1, 0]);
    assert.deepEqual(
      found.proposals.map(({ options }) => options),
      [{ encoding: 'binary255' }],
    );
  });

  it('are nothing special with three classes, or where all is 255', () => {
    assert.deepEqual(codesOf(read(mask, 3)), [0, -1, -1, 0]);
    const all = read(idArray([[255, 255]]), 2);
    assert.deepEqual(codesOf(all), [-1, -1]);
    assert.deepEqual(
      all.proposals.map(({ options }) => options),
      [{ encoding: 'binary255' }],
    );
  });

  it('refuse other values, or cut them in the middle if that is asked for', () => {
    const soft = idArray([[0, 12, 128, 255]]);
    const options = { encoding: 'binary255' } as const;
    assert.throws(() => read(soft, 2, options), { code: 'label-binary-values' });
    const cut = read(soft, 2, { ...options, nearestColour: true });
    assert.deepEqual(codesOf(cut), [0, 0, 1, 1]);
    assert.equal(cut.label.moved, 2);
  });
});

describe('values to classes', () => {
  it('follow a table, whose unlisted values are reported', () => {
    const found = read(idArray([[7, 8, 9, -1, 40, 255]], 'int16'), 3, { remap: { 7: 0, 8: 1, '-1': 'ignore', 9: 2 } });
    assert.deepEqual(codesOf(found), [0, 1, 2, -1, -1, -1]);
    assert.deepEqual([...found.label.outOfRange], [[40, 1]]);
    assert.match(found.reading.evidence.join(), /int16 values .*: mapped to classes \(7→0, 8→1, 9→2\)/);
    const rest = read(idArray([[7, 40]]), 3, { remap: { 7: 0, '*': 'ignore' } });
    assert.equal(rest.label.outOfRange.size, 0);
    const one = read(idArray([[0, 3, 40]]), 2, { remap: { 0: 0, '*': 1 } });
    assert.deepEqual(codesOf(one), [0, 1, 1]);
  });

  it('may be ignored in several', () => {
    const found = read(idArray([[0, 1, 2, 9, 255]]), 3, { ignoreIndex: [0, 9, 255] });
    assert.deepEqual(codesOf(found), [-1, 1, 2, -1, -1]);
    assert.deepEqual(found.reading.ignoreValues, [0, 9, 255]);
    assert.equal(found.label.outOfRange.size, 0);
  });

  it('are lowered by one, as libraries do it', () => {
    const found = read(idArray([[0, 1, 3, 255, 4]]), 3, { reduceZeroLabel: true });
    assert.deepEqual(codesOf(found), [-1, 0, 2, -1, -1]);
    assert.deepEqual([...found.label.outOfRange], [[4, 1]]);
  });

  it('refuse tables that make no sense', () => {
    for (const remap of [{}, { a: 1 }, { 1: 1.5 }, { 1: -2 }, { 1: 'void' }, [1]]) {
      assert.throws(() => read(idArray([[0]]), 2, { remap: remap as never }), { code: 'class-option' });
    }
    assert.throws(() => read(idArray([[0]]), 2, { ignoreIndex: [] }), { code: 'class-option' });
  });

  it('agree with one pixel after the other', () => {
    const target = fc.oneof(fc.nat(5), fc.constant('ignore' as const));
    const table = fc.dictionary(fc.integer({ min: -3, max: 12 }).map(String), target, { minKeys: 1 });
    const options = fc.record({
      ids: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 50 }),
      ignored: fc.uniqueArray(fc.integer({ min: -1, max: 12 }), { minLength: 1, maxLength: 3 }),
      reduce: fc.boolean(),
      remap: fc.option(table, { nil: undefined }),
      classes: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(options, ({ ids, ignored, reduce, remap, classes }) => {
        const found = read(idArray([ids]), classes, {
          encoding: 'index',
          ignoreIndex: ignored,
          reduceZeroLabel: reduce,
          remap,
        });
        const expected = ids.map(stored => {
          const target = remap?.[stored];
          if (remap && target === undefined) {
            return -1;
          }
          const id = remap ? target : reduce ? (stored === 0 ? 'ignore' : stored - 1) : stored;
          return typeof id !== 'number' || ignored.includes(id) || id >= classes ? -1 : id;
        });
        assert.deepEqual(codesOf(found), expected);
      }),
      { seed: 11 },
    );
  });
});
