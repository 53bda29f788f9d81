import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { decode, encode, type IndexedColors } from 'fast-png';
import sharp from 'sharp';
import type { ArrayFormat } from '../../../../src/core/formats/arrayFile.js';
import { bytesSource } from '../../../../src/core/formats/byteSource.js';
import { PNG_MAGIC, readPng } from '../../../../src/core/formats/png.js';
import { ARRAY_FORMATS } from '../../../../src/core/formats/registry.js';
import { readsOrExplains, survivesDamage } from '../../../support/formats/hostile.js';

const PNG = ARRAY_FORMATS.find(({ id }) => id === 'png') as ArrayFormat;
const read = (bytes: Uint8Array) => readPng(bytesSource('a.png', bytes));

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) {
    c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  }
  return c >>> 0;
});

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(new TextEncoder().encode(type), 4);
  out.set(data, 8);
  let crc = 0xffffffff;
  for (const byte of out.subarray(4, 8 + data.length)) {
    crc = CRC[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  }
  view.setUint32(8 + data.length, (crc ^ 0xffffffff) >>> 0);
  return out;
}

/** A PNG of raw scanlines (filter byte included), whatever its header says. */
function png(
  width: number,
  height: number,
  depth: number,
  type: number,
  raw: Uint8Array,
  palette?: Uint8Array,
  interlace = 0,
): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([depth, type, 0, 0, interlace], 8);
  const parts = [PNG_MAGIC, chunk('IHDR', header)];
  if (palette) {
    parts.push(chunk('PLTE', palette));
  }
  parts.push(chunk('IDAT', deflateSync(raw)), chunk('IEND', new Uint8Array(0)));
  return Buffer.concat(parts);
}

describe('reading PNG by index', () => {
  const palette = Uint8Array.from({ length: 48 }, (_, k) => 255 - k);
  it('reads 1, 2 and 4 bit greyscale and palette, rows padded to bytes', () => {
    // Width 3: the last bits of each row are padding and must not leak into the next row.
    const cases: [depth: number, rows: number[], ids: number[]][] = [
      [1, [0, 0b10100000, 0, 0b01000000], [1, 0, 1, 0, 1, 0]],
      [2, [0, 0b11011000, 0, 0b00101100], [3, 1, 2, 0, 2, 3]],
      [4, [0, 0xf1, 0x20, 0, 0x0a, 0x50], [15, 1, 2, 0, 10, 5]],
    ];
    for (const [depth, rows, ids] of cases) {
      for (const type of [0, 3]) {
        const array = read(png(3, 2, depth, type, Uint8Array.from(rows), type === 3 ? palette : undefined));
        assert.deepEqual([...array.data], ids, `${depth} bits, type ${type}`);
        assert.deepEqual(array.shape, [2, 3]);
      }
    }
  });

  it('reads 8 bit palettes by index, never by colour', () => {
    const colors = Array.from({ length: 256 }, (_, k) => [k, 255 - k, 7]) as IndexedColors;
    const data = Uint8Array.of(0, 1, 255, 19, 2, 254);
    const array = read(encode({ width: 3, height: 2, data, channels: 1, depth: 8, palette: colors }));
    assert.deepEqual([...array.data], [...data]);
    assert.deepEqual([...(array.palette ?? [])], colors.flat());
    assert.equal(array.colour, undefined);
  });

  it('reads colours as (H, W, 3) and (H, W, 4), flagged', () => {
    for (const channels of [3, 4]) {
      for (const depth of [8, 16] as const) {
        const values = Array.from({ length: 6 * channels }, (_, k) => (k * 2711) % 2 ** depth);
        const data = depth === 8 ? Uint8Array.from(values) : Uint16Array.from(values);
        const array = read(encode({ width: 3, height: 2, data, channels, depth }));
        assert.deepEqual(array.shape, [2, 3, channels]);
        assert.equal(array.colour, channels === 3 ? 'rgb' : 'rgba');
        assert.equal(array.dtype, `uint${depth}`);
        assert.deepEqual([...array.data], values);
      }
    }
  });

  it('reads grey with alpha where nothing is transparent', () => {
    assert.deepEqual([...read(png(2, 1, 8, 4, Uint8Array.of(0, 7, 255, 9, 255))).data], [7, 9]);
    assert.throws(() => read(png(2, 1, 8, 4, Uint8Array.of(0, 7, 255, 9, 254))), { code: 'png-alpha' });
    const deep = read(png(1, 1, 16, 4, Uint8Array.of(0, 1, 2, 255, 255)));
    assert.deepEqual([[...deep.data], deep.shape, deep.dtype], [[258], [1, 1], 'uint16']);
  });

  it('reads 16 bit greyscale exactly', () => {
    const data = Uint16Array.of(0, 1, 255, 256, 1000, 65535);
    const array = read(encode({ width: 3, height: 2, data, channels: 1, depth: 16 }));
    assert.deepEqual([...array.data], [...data]);
    assert.equal(array.dtype, 'uint16');
  });

  it('reads interlaced pictures of all depths as libpng writes them', async () => {
    const [width, height] = [11, 7];
    const grey = Uint8Array.from({ length: width * height }, (_, k) => k * 3);
    const picture = () => sharp(grey, { raw: { width, height, channels: 1 } }).toColourspace('b-w');
    const bytes = await picture().png({ progressive: true, palette: false }).toBuffer();
    assert.deepEqual([...read(bytes).data], [...grey]);
    for (const colours of [2, 4, 16, 256]) {
      const [plain, interlaced] = await Promise.all(
        [false, true].map(async progressive =>
          read(await picture().png({ progressive, palette: true, colours, dither: 0, effort: 1 }).toBuffer()),
        ),
      );
      assert.ok(new Set(plain.data).size > 1);
      assert.deepEqual([...interlaced.data], [...plain.data], `${colours} colours`);
      assert.deepEqual(interlaced.palette, plain.palette);
    }
    const deep = Uint16Array.from({ length: width * height * 3 }, (_, k) => k * 281);
    const rgb = sharp(deep, { raw: { width, height, channels: 3 } }).toColourspace('rgb16');
    assert.deepEqual([...read(await rgb.png({ progressive: true }).toBuffer()).data], [...deep]);
  });

  it('undoes every filter as fast-png does (seeded)', () => {
    const picture = fc.record({
      width: fc.integer({ min: 1, max: 6 }),
      type: fc.constantFrom<[number, number, number]>(
        [0, 8, 1],
        [2, 8, 3],
        [4, 8, 2],
        [6, 8, 4],
        [0, 16, 1],
        [2, 16, 3],
      ),
      rows: fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.uint8Array({ minLength: 48, maxLength: 48 })), {
        minLength: 1,
        maxLength: 5,
      }),
    });
    fc.assert(
      fc.property(picture, ({ width, type: [type, depth, channels], rows }) => {
        const lineBytes = (width * channels * depth) / 8;
        const raw = Buffer.concat(
          rows.map(([filter, bytes]) => [filter, ...bytes.subarray(0, lineBytes)]).map(Buffer.from),
        );
        const bytes = png(width, rows.length, depth, type, raw);
        if (channels === 2) {
          return;
        }
        assert.deepEqual([...read(bytes).data], [...decode(bytes).data]);
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });

  it('answers any header over any rows with an array or a typed error (seeded)', async () => {
    const fields = fc.record({
      width: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom(2 ** 16, 2 ** 31, 2 ** 32 - 1)),
      height: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom(2 ** 16, 2 ** 31, 2 ** 32 - 1)),
      depth: fc.constantFrom(0, 1, 2, 3, 4, 8, 16, 32),
      type: fc.integer({ min: 0, max: 7 }),
      interlace: fc.integer({ min: 0, max: 2 }),
      raw: fc.uint8Array({ maxLength: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(fields, async ({ width, height, depth, type, interlace, raw }) => {
        await readsOrExplains(PNG, png(width, height, depth, type, raw, undefined, interlace), 'a.png');
      }),
      { seed: 20261123, numRuns: 2000 },
    );
  });

  it('refuses damaged, short, long and huge pictures with their codes', () => {
    assert.throws(() => read(png(3, 2, 4, 2, new Uint8Array(12))), { code: 'png-damaged' });
    const good = png(3, 2, 8, 0, Uint8Array.of(0, 1, 2, 3, 0, 4, 5, 6));
    assert.deepEqual([...read(good).data], [1, 2, 3, 4, 5, 6]);
    assert.throws(() => read(good.subarray(0, good.length - 9)), { code: 'png-damaged' });
    assert.throws(() => read(png(3, 3, 8, 0, new Uint8Array(8))), { code: 'png-damaged' });
    assert.throws(() => read(png(3, 1, 8, 0, new Uint8Array(1 << 20))), { code: 'png-damaged' });
    assert.throws(() => read(png(16_000, 16_000, 8, 0, new Uint8Array(64))), { code: 'file-expands' });
    const changed = good.slice();
    changed[19] ^= 1;
    assert.throws(() => read(changed), { code: 'png-damaged' });
    assert.throws(() => read(png(3, 1, 8, 0, Uint8Array.of(5, 1, 2, 3))), { code: 'png-damaged' });
    assert.throws(() => read(png(100_000, 100_000, 8, 0, new Uint8Array(64))), { code: 'png-too-large' });
  });

  it('answers any damage with an array or a typed error (seeded fuzz)', async () => {
    await survivesDamage(PNG, png(3, 2, 8, 0, Uint8Array.of(0, 1, 2, 3, 0, 4, 5, 6)), 'a.png', { numRuns: 2000 });
  });
});
