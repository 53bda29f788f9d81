import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Ledger } from '../../../src/core/ledger/ledger.js';
import { textColumns } from '../../../src/webview/views/ledger/barsView.js';
import { type Piece, piecesOf, SPLITS, sumOf } from '../../../src/webview/views/ledger/pieces.js';
import { layOut, type Rect } from '../../../src/webview/views/ledger/treemapLayout.js';
import { report } from './snapshots.js';

/** Of 12 pixels, 2 of them ignored. */
const LEDGER: Ledger = {
  total: 2,
  boundaryWidth: 3,
  ignored: 0.25,
  byClass: [
    { id: 0, value: 0.5 },
    { id: 1, value: 1.25 },
    { id: 2, value: 0 },
  ],
  byPair: [
    { label: 1, prediction: 0, pixels: 3, value: 1 },
    { label: 0, prediction: 0, pixels: 6, value: 0.5 },
    { label: 1, prediction: 1, pixels: 1, value: 0.25 },
  ],
  byError: [
    { kind: 'correct', band: 'boundary', pixels: 2, value: 0.5 },
    { kind: 'correct', band: 'interior', pixels: 5, value: 0.25 },
    { kind: 'missed', band: 'boundary', pixels: 3, value: 1 },
    { kind: 'missed', band: 'interior', pixels: 0, value: 0 },
  ],
};

describe('pieces of the total', () => {
  it('add up to it, whatever the split', () => {
    for (const split of SPLITS) {
      assert.ok(Math.abs(sumOf(piecesOf(LEDGER, split, report())) - 2) < 1e-12, split);
    }
  });

  it('come with the costliest first, ignored pixels among them, and without those that are not there', () => {
    const classes = piecesOf(LEDGER, 'class', report());
    assert.deepEqual(
      classes.map(({ key, pixels, piece }) => [key, pixels, piece]),
      [
        ['1', 20, { label: 1 }],
        ['0', 10, { label: 0 }],
        ['ignored', 2, { kind: 'ignored' }],
      ],
    );
    const errors = piecesOf(LEDGER, 'error', report());
    assert.deepEqual(errors[0]!.piece, { kind: 'missed', band: 'boundary', boundaryWidth: 3 });
    assert.equal(errors.length, 4);
  });

  it('name a pair by both classes, and a right one as right', () => {
    const pairs = piecesOf(LEDGER, 'pair', report());
    assert.deepEqual(
      pairs.map(({ name, short }) => [name, short]),
      [
        ['class 1 → class 0', '→ class 0'],
        ['class 0, right', 'right'],
        ['class 1, right', 'right'],
        ['Ignored', 'Ignored'],
      ],
    );
    assert.deepEqual(pairs[0]!.group, { key: '1', name: 'class 1', color: [10, 20, 30] });
  });

  it('fold the smallest of very many, and still add up', () => {
    const byPair = Array.from({ length: 900 }, (_, k) => ({ label: 0, prediction: k, pixels: 1, value: 1 / (k + 1) }));
    const pieces = piecesOf({ ...LEDGER, byPair, ignored: 0 }, 'pair', report());
    assert.equal(pieces.length, 301, 'with the ignored pixels');
    const rest = pieces.find(({ key }) => key === 'rest')!;
    assert.equal(rest.piece, null);
    assert.equal(rest.pixels, 900 - 299);
    const sum = byPair.reduce((total, { value }) => total + value, 0);
    assert.ok(Math.abs(sumOf(pieces) - sum) < 1e-12);
  });

  it('say how costly their pixels are beside the mean pixel', () => {
    const [missed] = piecesOf(LEDGER, 'error', report());
    const exact = textColumns({ total: 2, pixels: 12 }).map(column => column.exact(missed!));
    assert.deepEqual(exact.slice(1), ['1', '0.5', '3', '2']);
  });
});

describe('the treemap', () => {
  const piece = (key: string, value: number, group: string | null): Piece => ({
    ...{ key, name: key, short: key, color: null, kind: null, pixels: 1, piece: null, value },
    group: group === null ? null : { key: group, name: group, color: null },
  });
  const area = ({ width, height }: Rect) => width * height;

  it('has areas as values', () => {
    const values = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(values, found => {
        const pieces = found.map((value, k) => piece(String(k), value, null));
        const sum = sumOf(pieces);
        for (const { piece: one, rect } of layOut(pieces, 3000, 2000).pieces) {
          // Edges are rounded to pixels, and a pixel is left between tiles.
          const wanted = (one.value / sum) * 3000 * 2000;
          assert.ok(
            Math.abs(area(rect) - wanted) <= 2 * (rect.width + rect.height + 2) + 0.02 * wanted,
            `${one.value}`,
          );
        }
      }),
      { seed: 3 },
    );
  });

  it('lays groups together, below their names', () => {
    const pieces = [piece('a1', 4, 'a'), piece('b', 3, 'b'), piece('a2', 2, 'a')];
    const { groups, pieces: tiles } = layOut(pieces, 300, 200);
    assert.deepEqual(
      groups.map(({ group, value }) => [group.key, value]),
      [
        ['a', 6],
        ['b', 3],
      ],
    );
    const inside = ({ x, y, width, height }: Rect, outer: Rect) =>
      x >= outer.x && y >= outer.y + 18 && x + width <= outer.x + outer.width && y + height <= outer.y + outer.height;
    for (const { piece: one, rect } of tiles) {
      assert.ok(inside(rect, groups.find(({ group }) => group.key === one.group!.key)!.rect), one.key);
    }
  });

  it('leaves out what has no area', () => {
    assert.deepEqual(
      layOut([piece('a', 1, null), piece('b', 0, null), piece('c', -1, null)], 100, 100).pieces.map(
        ({ piece: one }) => one.key,
      ),
      ['a'],
    );
    assert.deepEqual(layOut([], 100, 100), { pieces: [], groups: [] });
    assert.deepEqual(layOut([piece('a', 1, null)], 0, 100).pieces, []);
  });
});
