import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BMP, readBmp } from '../../../../src/core/formats/bmp.js';
import { bytesSource } from '../../../../src/core/formats/byteSource.js';
import { openArrayFile } from '../../../../src/core/formats/registry.js';
import { readsOrExplains, survivesDamage } from '../../../support/formats/hostile.js';

const read = (bytes: Uint8Array) => readBmp(bytesSource('a.bmp', bytes));

interface Options {
  bits?: number;
  compression?: number;
  palette?: number[][];
  topDown?: boolean;
  /** 12, 40, 108 or 124. */
  header?: number;
  masks?: number[];
  width?: number;
  height?: number;
}

/** A BMP of rows given in file order, each padded to four bytes; with runs the rows are the bytes as they are. */
function bmp(rows: number[][], columns: number, options: Options = {}): Uint8Array {
  const { bits = 8, compression = 0, palette = [], topDown = false, header = 40, masks = [] } = options;
  const old = header === 12;
  const colours = palette.flatMap(([r, g, b]) => (old ? [b, g, r] : [b, g, r, 0]));
  const after = header === 40 ? 4 * masks.length : 0;
  const start = 14 + header + after + colours.length;
  const pad = (row: number[]) => [
    ...row,
    ...new Array(compression === 1 || compression === 2 ? 0 : -row.length & 3).fill(0),
  ];
  const pixels = rows.flatMap(pad);
  const bytes = new Uint8Array(start + pixels.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(10, start, true);
  view.setUint32(14, header, true);
  const [width, height] = [options.width ?? columns, options.height ?? rows.length];
  if (old) {
    view.setUint16(18, width, true);
    view.setUint16(20, height, true);
    view.setUint16(24, bits, true);
  } else {
    view.setInt32(18, width, true);
    view.setInt32(22, topDown ? -height : height, true);
    view.setUint16(28, bits, true);
    view.setUint32(30, compression, true);
    masks.forEach((mask, k) => {
      view.setUint32(54 + 4 * k, mask, true);
    });
  }
  bytes.set(colours, start - colours.length);
  bytes.set(pixels, start);
  return bytes;
}

const GREYS = Array.from({ length: 256 }, (_, k) => [k, k, 255 - k]);

describe('reading BMP', () => {
  it('reads 1, 4 and 8 bits by index, whatever the header, from bottom to top', () => {
    for (const header of [12, 40, 108, 124]) {
      const eight = read(
        bmp(
          [
            [4, 5, 255],
            [1, 2, 3],
          ],
          3,
          { palette: GREYS, header },
        ),
      );
      assert.deepEqual([...eight.data], [1, 2, 3, 4, 5, 255]);
      assert.deepEqual(
        [eight.shape, [...(eight.palette ?? [])].slice(3, 9)],
        [
          [2, 3],
          [1, 1, 254, 2, 2, 253],
        ],
      );
      const four = read(
        bmp(
          [
            [0x45, 0xf0],
            [0x12, 0x30],
          ],
          3,
          { bits: 4, palette: GREYS.slice(0, 16), header },
        ),
      );
      assert.deepEqual([...four.data], [1, 2, 3, 4, 5, 15]);
      const one = read(bmp([[0b01000000], [0b10100000]], 3, { bits: 1, palette: GREYS.slice(0, 2), header }));
      assert.deepEqual([...one.data], [1, 0, 1, 0, 1, 0]);
    }
    const down = read(
      bmp(
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        3,
        { palette: GREYS, topDown: true },
      ),
    );
    assert.deepEqual([...down.data], [1, 2, 3, 4, 5, 6]);
  });

  it('reads 24 and 32 bits as colours in the order red, green, blue', () => {
    const rgb = read(bmp([[3, 2, 1, 6, 5, 4]], 2, { bits: 24 }));
    assert.deepEqual([rgb.shape, rgb.colour, ...rgb.data], [[1, 2, 3], 'rgb', 1, 2, 3, 4, 5, 6]);
    const padded = read(bmp([[3, 2, 1, 77]], 1, { bits: 32 }));
    assert.deepEqual([padded.shape, ...padded.data], [[1, 1, 3], 1, 2, 3]);
    const masks = [0xff, 0xff00, 0xff0000];
    assert.deepEqual([...read(bmp([[1, 2, 3, 77]], 1, { bits: 32, compression: 3, masks })).data], [1, 2, 3]);
    const alpha = read(
      bmp([[1, 2, 3, 77]], 1, { bits: 32, compression: 3, masks: [...masks, 0xff000000], header: 124 }),
    );
    assert.deepEqual([alpha.shape, alpha.colour, ...alpha.data], [[1, 1, 4], 'rgba', 1, 2, 3, 77]);
  });

  it('reads runs of 8 and 4 bits, with literals and jumps', () => {
    // Bottom row: 3 × 7, end of line; top row: literals 1 2 3 (padded), end.
    const eight = [[3, 7, 0, 0, 0, 3, 1, 2, 3, 0, 0, 1]];
    const options = { palette: GREYS, compression: 1, height: 2 };
    assert.deepEqual([...read(bmp(eight, 3, options)).data], [1, 2, 3, 7, 7, 7]);
    // One pixel, then one to the right and one up, then one pixel.
    assert.deepEqual([...read(bmp([[1, 9, 0, 2, 1, 1, 1, 8, 0, 1]], 3, options)).data], [0, 0, 8, 9, 0, 0]);
    const four = { bits: 4, compression: 2, palette: GREYS.slice(0, 16), height: 2 };
    assert.deepEqual([...read(bmp([[3, 0x12, 0, 0, 0, 3, 0x45, 0x60, 0, 1]], 3, four)).data], [4, 5, 6, 1, 2, 1]);
  });

  it('returns the pixels that were written (seeded)', () => {
    const picture = fc.record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 5 }) });
    fc.assert(
      fc.property(picture, fc.boolean(), ({ width, height }, topDown) => {
        const rows = Array.from({ length: height }, (_, y) =>
          Array.from({ length: width }, (_, x) => (y * 31 + x * 7) % 256),
        );
        const stored = topDown ? rows : [...rows].reverse();
        assert.deepEqual([...read(bmp(stored, width, { palette: GREYS, topDown })).data], rows.flat());
      }),
      { seed: 20261123, numRuns: 100 },
    );
  });

  const refused: [what: string, bytes: Uint8Array, code: string][] = [
    ['half a header', bmp([[1]], 1).subarray(0, 30), 'bmp-damaged'],
    [
      'half the pixels',
      bmp(
        [
          [1, 2],
          [3, 4],
        ],
        2,
        { palette: GREYS },
      ).subarray(0, -5),
      'bmp-damaged',
    ],
    ['10^18 pixels', bmp([[1]], 1, { width: 1e9, height: 1e9 }), 'file-expands'],
    ['10^9 pixels in runs', bmp([[1]], 1, { compression: 1, width: 1e5, height: 1e4 }), 'file-expands'],
    ['runs without an end', bmp([[1, 9, 0, 0]], 3, { compression: 1, height: 2 }), 'bmp-damaged'],
    ['no pixels', bmp([[1]], 1, { width: 0 }), 'bmp-damaged'],
    ['16 bits', bmp([[1, 2]], 1, { bits: 16 }), 'bmp-unsupported'],
    ['JPEG inside', bmp([[1, 2]], 1, { compression: 4 }), 'bmp-unsupported'],
    ['odd masks', bmp([[1, 2, 3, 4]], 1, { bits: 32, compression: 3, masks: [0x3ff, 0, 0] }), 'bmp-unsupported'],
  ];
  for (const [what, bytes, code] of refused) {
    it(`refuses ${what}: ${code}`, async () => {
      assert.equal(await readsOrExplains(BMP, bytes, 'a.bmp'), code);
    });
  }

  it('is recognised by its content', async () => {
    assert.equal((await openArrayFile(bytesSource('label.dat', bmp([[1]], 1)))).format, 'bmp');
    const text = new TextEncoder().encode('BM is how this text begins');
    await assert.rejects(openArrayFile(bytesSource('label.txt', text)), { code: 'format-unknown' });
  });

  it('answers any damage with an array or a typed error (seeded fuzz)', async () => {
    await survivesDamage(
      BMP,
      bmp(
        [
          [4, 5, 255],
          [1, 2, 3],
        ],
        3,
        { palette: GREYS.slice(0, 4) },
      ),
      'a.bmp',
    );
    const runs = bmp([[3, 7, 0, 0, 0, 3, 1, 2, 3, 0, 0, 1]], 3, {
      palette: GREYS.slice(0, 4),
      compression: 1,
      height: 2,
    });
    await survivesDamage(BMP, runs, 'a.bmp');
  });
});
