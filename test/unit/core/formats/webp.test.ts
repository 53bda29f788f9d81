import assert from 'node:assert/strict';
import sharp from 'sharp';
import { bytesSource } from '../../../../src/core/formats/byteSource.js';
import { openArrayFile, readArray } from '../../../../src/core/formats/registry.js';
import { WEBP } from '../../../../src/core/formats/webp.js';
import { openFile } from '../../../../src/node/openFile.js';
import { survivesDamage } from '../../../support/formats/hostile.js';

const [width, height] = [9, 5];
const samples = (channels: number) =>
  Uint8Array.from({ length: width * height * channels }, (_, k) => (channels === 4 && k % 4 === 3 ? 200 : k * 5));
const webp = (channels: 3 | 4, lossless = true) =>
  sharp(samples(channels), { raw: { width, height, channels } }).webp({ lossless }).toBuffer();

describe('reading WebP', () => {
  it('reads lossless pictures as colours, exactly', async () => {
    for (const channels of [3, 4] as const) {
      const array = await readArray(openFile({ name: 'a.webp', bytes: await webp(channels) }));
      assert.deepEqual([array.shape, array.colour], [[height, width, channels], channels === 3 ? 'rgb' : 'rgba']);
      assert.deepEqual([...array.data], [...samples(channels)]);
    }
  });

  it('refuses lossy pictures, animations and lying headers', async () => {
    const open = async (bytes: Uint8Array) => readArray(openFile({ name: 'a.webp', bytes }));
    await assert.rejects(open(await webp(3, false)), { code: 'format-lossy' });
    const frames = sharp(Buffer.concat([samples(3), samples(3).reverse()]), {
      raw: { width, height: 2 * height, channels: 3, pageHeight: height },
    });
    await assert.rejects(open(await frames.webp({ lossless: true }).toBuffer()), { code: 'webp-animated' });
    const huge = await webp(3);
    const size = huge.indexOf('VP8L') + 9;
    huge.fill(0xff, size, size + 4);
    await assert.rejects(open(huge), { code: 'file-expands' });
    await assert.rejects(open((await webp(3)).subarray(0, 40)), { code: 'webp-damaged' });
    await assert.rejects(openArrayFile(bytesSource('a.webp', await webp(3))), { code: 'webp-decoder' });
  });

  it('answers any damage with an array or a typed error (seeded fuzz)', async () => {
    const bytes = await webp(3);
    await survivesDamage(
      { ...WEBP, open: source => WEBP.open(openFile({ name: 'a.webp', bytes: source.read(0, source.size) })) },
      new Uint8Array(bytes),
      'a.webp',
      { numRuns: 300, headBytes: 40 },
    );
  });
});
