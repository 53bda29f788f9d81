import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { bytesSource } from '../../../../src/core/formats/byteSource.js';
import type { NdArray } from '../../../../src/core/formats/ndarray.js';
import { readNpy } from '../../../../src/core/formats/npy.js';
import { openArrayFile } from '../../../../src/core/formats/registry.js';
import { openTiff, TIFF } from '../../../../src/core/formats/tiff/tiff.js';
import { readsOrExplains, survivesDamage } from '../../../support/formats/hostile.js';
import { rowMajor } from '../../../support/formats/rowMajor.js';
import { type Field, TIFF_DTYPES, type TiffOptions, write } from '../../../support/formats/tiff.js';
import { hasShared, SHARED } from '../../../support/shared.js';

function read(bytes: Uint8Array): NdArray {
  const file = openTiff(bytesSource('a.tif', bytes));
  assert.equal(file.entries.length, 1);
  return file.read(file.entries[0]) as NdArray;
}

const count = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
const ramp = (shape: readonly number[]) => Array.from({ length: count(shape) }, (_, k) => (k * 37) % 101);

describe('reading TIFF', () => {
  for (const dtype of TIFF_DTYPES) {
    it(`reads ${dtype} however it is stored`, () => {
      const values = ramp([2, 5, 7]);
      for (const bigEndian of [false, true]) {
        for (const compression of ['none', 'deflate', 'lzw', 'packbits'] as const) {
          for (const predictor of dtype.startsWith('float') ? ([1, 2, 3] as const) : ([1, 2] as const)) {
            if (predictor === 1 || compression === 'deflate' || compression === 'lzw') {
              const array = read(write([2, 5, 7], dtype, values, { bigEndian, compression, predictor }));
              assert.deepEqual(rowMajor(array), values, `${bigEndian} ${compression} ${predictor}`);
              assert.deepEqual([array.shape, array.dtype], [[2, 5, 7], dtype]);
            }
          }
        }
      }
    });
  }

  it('returns what was written, whatever the layout (seeded)', () => {
    const axis = fc.integer({ min: 1, max: 9 });
    const options: fc.Arbitrary<TiffOptions> = fc.record({
      bigEndian: fc.boolean(),
      big: fc.boolean(),
      compression: fc.constantFrom('none', 'deflate', 'lzw', 'packbits'),
      bands: fc.constantFrom('planar', 'contiguous', 'pages'),
      rowsPerStrip: axis,
      tile: fc.option(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.tuple(fc.integer({ min: 2, max: 5 }), axis, axis), options, (shape, how) => {
        const values = ramp(shape);
        const array = read(write(shape, 'float32', values, how));
        assert.deepEqual(rowMajor(array), values);
        assert.deepEqual(array.shape, shape);
        assert.deepEqual(array.axes, [how.bands === 'pages' ? 'page' : 'channel', 'y', 'x']);
      }),
      { seed: 20261123, numRuns: 400 },
    );
  });

  it('reads what libtiff writes: compressions, tiles, predictors, 1, 2 and 4 bits', async () => {
    // An even width: libvips misplaces the last of an odd number of 4-bit pixels.
    const [width, height] = [38, 29];
    const values = Uint8Array.from(ramp([height, width]), value => value % 2);
    const grey = () => sharp(values, { raw: { width, height, channels: 1 } }).toColourspace('b-w');
    for (const compression of ['none', 'deflate', 'lzw', 'packbits'] as const) {
      for (const predictor of ['none', 'horizontal'] as const) {
        for (const tile of [false, true]) {
          const how = { compression, predictor, tile, tileWidth: 16, tileHeight: 16 };
          assert.deepEqual(rowMajor(read(await grey().tiff(how).toBuffer())), [...values], JSON.stringify(how));
        }
      }
    }
    for (const bitdepth of [1, 2, 4] as const) {
      const scaled = values.map(value => value * 255);
      const picture = sharp(scaled, { raw: { width, height, channels: 1 } }).toColourspace('b-w');
      const array = read(await picture.tiff({ compression: 'lzw', predictor: 'none', bitdepth }).toBuffer());
      const largest = 2 ** bitdepth - 1;
      assert.deepEqual(
        rowMajor(array),
        Array.from(values, value => value * largest),
        `${bitdepth} bits`,
      );
    }
  });

  it('reads long LZW streams of libtiff, through full code tables', async () => {
    const noise = new Uint8Array(300 * 300);
    for (let k = 0, state = 1; k < noise.length; k++) {
      state = (state * 48271) % 2147483647;
      noise[k] = k % 3 === 0 ? state & 255 : k & 7;
    }
    const picture = sharp(noise, { raw: { width: 300, height: 300, channels: 1 } }).toColourspace('b-w');
    assert.deepEqual(
      [...read(await picture.tiff({ compression: 'lzw', predictor: 'none' }).toBuffer()).data],
      [...noise],
    );
  });

  it('reads floats of libtiff with the floating point predictor', async () => {
    const values = Float32Array.from({ length: 20 * 10 }, (_, k) => ((k * 7) % 251) * 257);
    const picture = sharp(values, { raw: { width: 20, height: 10, channels: 1 } });
    const written = async (predictor: 'none' | 'float') =>
      read(await picture.clone().tiff({ compression: 'deflate', predictor }).toBuffer());
    // sharp makes it RGB: of 8 bits without the predictor, of floats with it.
    const [bytes, floats] = [await written('none'), await written('float')];
    assert.deepEqual([floats.dtype, floats.shape], ['float32', [3, 10, 20]]);
    assert.ok(new Set(bytes.data).size > 100);
    assert.deepEqual([...floats.data], [...bytes.data]);
  });

  it('gives integer RGB as colours, float RGB as bands', async () => {
    const rgb = read(
      await sharp(Uint8Array.from(ramp([2, 3, 3])), { raw: { width: 3, height: 2, channels: 3 } })
        .tiff({ compression: 'lzw' })
        .toBuffer(),
    );
    assert.deepEqual([rgb.shape, rgb.colour, rgb.axes], [[2, 3, 3], 'rgb', ['y', 'x', 'channel']]);
    assert.deepEqual(rowMajor(rgb), ramp([2, 3, 3]));
    const floats = read(write([3, 2, 3], 'float32', ramp([3, 2, 3]), { fields: { 262: [3, [2]] } }));
    assert.deepEqual([floats.shape, floats.colour], [[3, 2, 3], undefined]);
    const planar = read(write([4, 2, 3], 'uint8', ramp([4, 2, 3]), { fields: { 262: [3, [2]] } }));
    assert.deepEqual([planar.shape, planar.colour, planar.strides], [[2, 3, 4], 'rgba', [3, 1, 6]]);
  });

  it('keeps the palette of index pictures', () => {
    const map = [...Array(256).keys()].map(k => k * 257);
    const colours: Record<number, Field> = { 262: [3, [3]], 320: [3, [...map, ...[...map].reverse(), ...map.fill(0)]] };
    const array = read(write([1, 3], 'uint8', [0, 7, 255], { fields: colours }));
    assert.deepEqual([...array.data], [0, 7, 255]);
    assert.deepEqual([...(array.palette ?? [])].slice(0, 9), [0, 255, 0, 1, 254, 0, 2, 253, 0]);
  });

  it('leaves out overviews and lists pages that differ', async () => {
    const pixels = Uint8Array.from(ramp([64, 64]));
    const pyramid = sharp(pixels, { raw: { width: 64, height: 64, channels: 1 } }).toColourspace('b-w');
    const bytes = await pyramid
      .tiff({ pyramid: true, tile: true, tileWidth: 16, tileHeight: 16, compression: 'deflate' })
      .toBuffer();
    const sizes = openTiff(bytesSource('a.tif', bytes)).entries.map(({ name, shape }) => [name, ...shape]);
    assert.deepEqual(sizes, [['', 64, 64]]);
  });

  it("arranges ImageJ's pages by its description", () => {
    const values = ramp([12, 2, 3]);
    const description = 'ImageJ=1.53t\nimages=12\nchannels=2\nslices=3\nframes=2\nhyperstack=true\n\0';
    const array = read(write([12, 2, 3], 'uint8', values, { bands: 'pages', fields: { 270: [2, description] } }));
    assert.deepEqual(array.axes, ['time', 'channel', 'z', 'y', 'x']);
    assert.deepEqual(array.shape, [2, 2, 3, 2, 3]);
    // Channels are innermost in the file.
    const page = (t: number, c: number, z: number) => (t * 3 + z) * 2 + c;
    const expected = [0, 1].flatMap(t =>
      [0, 1].flatMap(c => [0, 1, 2].flatMap(z => values.slice(6 * page(t, c, z), 6 * page(t, c, z) + 6))),
    );
    assert.deepEqual(rowMajor(array), expected);
  });

  it('reads pages of ImageJ that have no directories', () => {
    const values = ramp([4, 2, 3]);
    const stack = (images: number, start: number) =>
      write([2, 3], 'uint16', values.slice(0, 6), {
        fields: { 270: [2, `ImageJ=1.53t\nimages=${images}\nslices=${images}\n\0`], 273: [4, [start]] },
      });
    assert.throws(() => read(stack(400, 8)), { code: 'tiff-damaged' });
    const pixels = new Uint8Array(Uint16Array.from(values).buffer);
    const array = read(Buffer.concat([stack(4, stack(4, 0).length), pixels]));
    assert.deepEqual([array.shape, array.axes, rowMajor(array)], [[4, 2, 3], ['z', 'y', 'x'], values]);
  });

  it('fills pieces that are not stored with the no-data value', () => {
    const sparse = { 279: [4, [6, 0]], 42113: [2, '255\0'] } as Record<number, Field>;
    const array = read(write([2, 6], 'uint8', ramp([2, 6]), { rowsPerStrip: 1, fields: sparse }));
    assert.deepEqual([...array.data], [...ramp([1, 6]), 255, 255, 255, 255, 255, 255]);
  });

  it('streams a large file to the same elements', () => {
    const [height, width, strip] = [2500, 2500, 700];
    const values = Float32Array.from({ length: 3 * height * width }, (_, k) => k % 8191);
    for (const bands of ['planar', 'contiguous'] as const) {
      const perPixel = bands === 'planar' ? 1 : 3;
      const planes = bands === 'planar' ? 3 : 1;
      const rows = Array.from({ length: planes }, () => [strip, strip, strip, height - 3 * strip]).flat();
      const counts = rows.map(each => each * width * perPixel * 4);
      const header = (start: number) => {
        const offsets = counts.map((_, k) => start + counts.slice(0, k).reduce((a, b) => a + b, 0));
        const size = { 256: [4, [width]], 257: [4, [height]], 278: [4, [strip]] } satisfies Record<number, Field>;
        const table = { 273: [4, offsets], 279: [4, counts] } satisfies Record<number, Field>;
        return write([3, 1, 1], 'float32', [0, 0, 0], {
          bands,
          fields: { ...size, ...table } as Record<number, Field>,
        });
      };
      const array = read(Buffer.concat([header(header(0).length), new Uint8Array(values.buffer)]));
      assert.deepEqual([array.streamed, array.shape], [true, [3, height, width]]);
      const [channel, row, column] = array.strides;
      for (const [c, y, x] of [
        [0, 0, 0],
        [2, 2499, 2499],
        [1, 699, 2499],
        [1, 700, 0],
        [2, 1234, 567],
      ]) {
        const at = c * channel + y * row + x * column;
        assert.equal(array.block(at, 1)[0], at % 8191, `${bands} ${c} ${y} ${x}`);
      }
      const run = [...array.block(1_749_990 * perPixel, 20)];
      assert.deepEqual(run, [...values.subarray(1_749_990 * perPixel, 1_749_990 * perPixel + 20)]);
      assert.ok(Buffer.from(array.data.buffer).equals(Buffer.from(values.buffer)));
    }
  });

  const small = write([2, 2], 'float32', [1, 2, 3, 4]);
  const fields = (extra: Record<number, Field>, shape = [2, 2]) =>
    write(shape, 'uint8', new Array(count(shape)).fill(0), { fields: extra });
  const bomb = write([16384, 16384], 'uint8', new Uint8Array(2 ** 28), { compression: 'deflate' });
  const refused: [what: string, bytes: Uint8Array, code: string][] = [
    ['six bytes', small.subarray(0, 6), 'tiff-damaged'],
    ['half a file', small.subarray(0, 40), 'tiff-damaged'],
    ['no pages', Uint8Array.of(0x49, 0x49, 42, 0, 0, 0, 0, 0), 'tiff-damaged'],
    ['pages in a circle', write([2, 2], 'uint8', [1, 2, 3, 4], { next: 'first' }), 'tiff-damaged'],
    ['no width', fields({ 256: [4, [0]] }), 'tiff-damaged'],
    ['more pixels than strips', fields({ 257: [4, [200]], 278: [4, [2]] }), 'tiff-damaged'],
    ['strips beyond the end', fields({ 273: [4, [10_000]] }), 'tiff-damaged'],
    [
      'strips that are all the same bytes',
      fields({ 257: [4, [400]], 278: [4, [1]], 273: [4, new Array(400).fill(8)], 279: [4, new Array(400).fill(1000)] }),
      'tiff-damaged',
    ],
    ['10^18 pixels', fields({ 256: [4, [1e9]], 257: [4, [1e9]], 278: [4, [1e9]] }), 'file-expands'],
    [
      'a tile of 10^18 bytes',
      fields({ 322: [4, [1e9]], 323: [4, [1e9]], 324: [4, [8]], 325: [4, [4]] }),
      'file-expands',
    ],
    ['256 MB of zeros in 260 kB', bomb, 'file-expands'],
    [
      'a strip that expands beyond its rows',
      write([2, 2], 'uint8', [0, 0, 0, 0], { compression: 'deflate', fields: { 257: [4, [1]], 278: [4, [1]] } }),
      'tiff-damaged',
    ],
    ['JPEG inside', fields({ 259: [3, [7]] }), 'format-lossy'],
    ['fax compression', fields({ 259: [3, [4]] }), 'tiff-unsupported'],
    ['24-bit floats', fields({ 258: [3, [24]], 339: [3, [3]] }), 'tiff-unsupported'],
    ['complex samples', fields({ 258: [3, [32]], 339: [3, [6]] }), 'tiff-unsupported'],
    ['YCbCr', fields({ 262: [3, [6]] }), 'tiff-unsupported'],
  ];
  for (const [what, bytes, code] of refused) {
    it(`refuses ${what}: ${code}`, async () => {
      assert.equal(await readsOrExplains(TIFF, bytes, 'a.tif'), code);
    });
  }

  it('answers any damage with arrays or a typed error (seeded fuzz)', async () => {
    for (const compression of ['none', 'deflate', 'lzw', 'packbits'] as const) {
      const how: TiffOptions = { compression, rowsPerStrip: 2, bands: 'pages', big: compression === 'lzw' };
      await survivesDamage(TIFF, write([3, 4, 5], 'int16', ramp([3, 4, 5]), how), 'a.tif', { numRuns: 700 });
    }
    const tiled = write([2, 9, 9], 'float32', ramp([2, 9, 9]), { tile: [4, 4], compression: 'deflate', predictor: 3 });
    await survivesDamage(TIFF, tiled, 'a.tif', { numRuns: 700 });
  });

  it('gives the same arrays as .npy for real files', async function () {
    if (!hasShared) {
      this.skip();
    }
    const shared = (name: string) => bytesSource(name, readFileSync(join(SHARED, 'data', 'formats', name)));
    for (const name of ['logits_planar', 'logits_pages', 'logits_contig_deflate', 'label']) {
      const file = await openArrayFile(shared(`${name}.tif`));
      const tiff = await file.read(file.entries[0]);
      const npy = readNpy(shared(`${name.replace(/_.*/, '')}.npy`));
      assert.deepEqual([file.format, tiff.shape, tiff.dtype], ['tiff', npy.shape, npy.dtype]);
      assert.deepEqual(rowMajor(tiff), rowMajor(npy));
    }
  });
});
