import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesSource } from '../../../../src/core/formats/byteSource.js';
import { ARRAY_FORMATS, openArrayFile, readArray } from '../../../../src/core/formats/registry.js';
import { withScratch } from '../../../../src/node/scratch.js';
import { survivesDamage } from '../../../support/formats/hostile.js';
import { write as writeNpy } from '../../../support/formats/npy.js';
import { write } from '../../../support/formats/npz.js';
import { rowMajor } from '../../../support/formats/rowMajor.js';
import { type ZipOptions, type ZipPart, zipOf } from '../../../support/formats/zip.js';
import { npyBytes, npyDict } from '../../../support/npyFixture.js';

const NPZ = ARRAY_FORMATS.filter(({ id }) => id === 'npz')[0];
const LOGITS = writeNpy([2, 1, 2], 'float32', [1, 2, 3, 4]);
const LABEL = writeNpy([1, 2], 'uint8', [0, 1]);

type Role = 'prediction' | 'label';

function read(bytes: Uint8Array, role: Role = 'prediction', entry?: string) {
  return readArray(bytesSource('a.npz', bytes), role, entry);
}

const part = (name: string, bytes: Uint8Array, more: Partial<ZipPart> = {}): ZipPart => ({ name, bytes, ...more });

describe('reading .npz', () => {
  it('chooses by name what is meant, stored and deflated, with ZIP64 and padded members', async () => {
    const options: ZipOptions[] = [{}, { zip64: true }, { padding: 50 }];
    for (const deflate of [false, true]) {
      for (const option of options) {
        const bytes = zipOf([part('seg.npy', LABEL, { deflate }), part('softmax.npy', LOGITS, { deflate })], option);
        assert.deepEqual(rowMajor(await read(bytes)), [1, 2, 3, 4]);
        assert.deepEqual(rowMajor(await read(bytes, 'label')), [0, 1]);
        assert.deepEqual(rowMajor(await read(bytes, 'prediction', 'seg')), [0, 1]);
      }
    }
  });

  it('reads past members that hold no numbers, and says why when one of them is meant', async () => {
    const objects = npyBytes(npyDict('|O', []), new Uint8Array(8));
    const meta = zipOf([part('meta.npy', objects), part('x.npy', LOGITS), part('notes.txt', LABEL)]);
    assert.deepEqual(rowMajor(await read(meta)), [1, 2, 3, 4]);
    await assert.rejects(read(meta, 'prediction', 'meta'), { code: 'npy-object' });
    await assert.rejects(read(meta, 'prediction', 'notes.txt'), { code: 'array-missing' });
    // Not the label, although it is the only array.
    const logits = zipOf([part('logits.npy', objects), part('label.npy', LABEL)]);
    await assert.rejects(read(logits), { code: 'npy-object' });
    await assert.rejects(read(zipOf([part('arr_0.npy', objects)])), { code: 'npy-object' });
  });

  it('takes the last of two members of one name, as Python does', async () => {
    const other = writeNpy([2, 1, 2], 'float32', [5, 6, 7, 8]);
    assert.deepEqual(rowMajor(await read(zipOf([part('x.npy', LOGITS), part('x.npy', other)]))), [5, 6, 7, 8]);
  });

  const zeros = new Uint8Array(1 << 20);
  let made: Uint8Array | undefined;
  /** 170 MB in 170 kB: zeros, and 7 at the end. */
  const bomb = () => {
    if (!made) {
      const payload = new Uint8Array(170 << 20);
      payload[payload.length - 1] = 7;
      const npy = npyBytes(npyDict('|u1', [170, 1024, 1024]), payload);
      made = zipOf([part('logits.npy', npy, { deflate: true })]);
    }
    return made;
  };
  const lying = (lies: ZipPart['lies'], deflate = false) => zipOf([part('logits.npy', LOGITS, { deflate, lies })]);
  const refused: [what: string, bytes: () => Uint8Array, code: string][] = [
    ['a cut-off archive', () => write([2, 2], 'float32', [1, 2, 3, 4]).subarray(0, -30), 'zip-damaged'],
    [
      'an archive followed by something',
      () => new Uint8Array([...zipOf([part('x.npy', LOGITS)]), 1, 2, 3]),
      'zip-damaged',
    ],
    ['text', () => new TextEncoder().encode('hello, world'), 'zip-damaged'],
    ['no array', () => zipOf([part('a.txt', LOGITS)]), 'array-none'],
    ['no member', () => zipOf([]), 'array-none'],
    ['an archive in an archive', () => zipOf([part('inner.npz', zipOf([part('logits.npy', LOGITS)]))]), 'array-none'],
    ['an archive that is called an array', () => zipOf([part('x.npy', zipOf([part('x.npy', LOGITS)]))]), 'npy-magic'],
    ['a bomb that inflates to 170 MB', bomb, 'file-expands'],
    ['a size of 2^50', () => lying({ size: 2 ** 32 - 2 }, true), 'zip-damaged'],
    ['a size of one byte too few', () => lying({ size: LOGITS.length - 1 }, true), 'npy-truncated'],
    ['a size of one byte too many', () => lying({ size: LOGITS.length + 1 }, true), 'zip-damaged'],
    ['another size than stored', () => lying({ size: LOGITS.length - 1 }), 'zip-damaged'],
    ['a member beyond the end', () => lying({ size: 1e6, compressedSize: 1e6 }), 'zip-damaged'],
    ['a member that is not where it should be', () => lying({ offset: 4 }), 'zip-damaged'],
    ['a directory that points outside', () => lying({ offset: 2 ** 31 }), 'zip-damaged'],
    ['a wrong checksum', () => lying({ crc: 1 }), 'zip-damaged'],
    ['a wrong checksum of a deflated member', () => lying({ crc: 1 }, true), 'zip-damaged'],
    ['an encrypted member', () => lying({ flags: 1, size: LOGITS.length - 12 }), 'zip-unsupported'],
    ['an encrypted deflated member', () => lying({ flags: 1 }, true), 'zip-unsupported'],
    ['another compression', () => lying({ method: 93 }), 'zip-unsupported'],
    [
      'deflated rubbish',
      () => zipOf([part('x.npy', new Uint8Array(100).fill(0xff), { lies: { method: 8 } })]),
      'zip-damaged',
    ],
    [
      'members that overlap',
      () => zipOf([part('a.npy', LOGITS), part('b.npy', LOGITS, { lies: { offset: 0 } })]),
      'zip-damaged',
    ],
    ['an array larger than its member', () => zipOf([part('x.npy', LOGITS.subarray(0, -1))]), 'npy-truncated'],
    [
      '20,001 members',
      () => zipOf(Array.from({ length: 20_001 }, (_, k) => part(`${k}`, zeros.subarray(0, 0)))),
      'zip-damaged',
    ],
  ];
  for (const [what, bytes, code] of refused) {
    it(`refuses ${what}: ${code}`, async () => {
      await assert.rejects(read(bytes()), { name: 'InspectionError', code });
    });
  }

  describe('that inflates to more than fits in memory', () => {
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'npz-test-'));
    });
    after(() => rmSync(folder, { recursive: true }));

    it('is inflated to disk where there is room, and nothing stays behind', async () => {
      const source = withScratch(bytesSource('a.npz', bomb()), folder);
      const array = await readArray(source);
      assert.deepEqual([array.shape, array.streamed], [[170, 1024, 1024], true]);
      assert.deepEqual([...array.block(array.length - 3, 3)], [0, 0, 7]);
      assert.deepEqual([...array.block(0, 2)], [0, 0]);
      source.close();
      source.close();
      assert.deepEqual(readdirSync(folder), []);
      assert.throws(() => array.block(0, 2), { code: 'EBADF' });
    });

    it('is refused where its stream is damaged', async () => {
      const lies: ((bytes: Uint8Array) => void)[] = [
        bytes => bytes.set([bytes[1000] ^ 0x5a], 1000),
        // The checksum in the directory, 16 bytes from its beginning.
        bytes => bytes.fill(0, bytes.length - 22 - 56 + 16, bytes.length - 22 - 56 + 20),
      ];
      for (const lie of lies) {
        const bytes = bomb().slice();
        lie(bytes);
        const source = withScratch(bytesSource('a.npz', bytes), folder);
        await assert.rejects(readArray(source), { code: 'zip-damaged' });
        source.close();
        assert.deepEqual(readdirSync(folder), []);
      }
    });

    it('is refused where there is no room', () => {
      const source = withScratch(bytesSource('a.npz', bomb()), folder);
      assert.throws(() => source.scratch?.(2 ** 60), { code: 'disk-full' });
    });
  });

  it('inflates nothing but what is asked for', async () => {
    const bytes = zipOf([
      part('huge.npy', npyBytes(npyDict('|u1', [zeros.length]), zeros), { deflate: true, lies: { crc: 0 } }),
      part('logits.npy', LOGITS, { deflate: true }),
    ]);
    assert.deepEqual(rowMajor(await read(bytes)), [1, 2, 3, 4]);
    const file = await openArrayFile(bytesSource('a.npz', bytes));
    assert.deepEqual(
      file.entries.map(({ name, shape }) => [name, shape]),
      [
        ['huge', [zeros.length]],
        ['logits', [2, 1, 2]],
      ],
    );
  });

  it('answers any bytes with arrays or a typed error (seeded fuzz)', async () => {
    const parts = (deflate: boolean) => [
      part('logits.npy', LOGITS, { deflate }),
      part('label.npy', LABEL, { deflate }),
    ];
    await survivesDamage(NPZ, zipOf(parts(false)), 'a.npz');
    await survivesDamage(NPZ, zipOf(parts(true)), 'a.npz');
    await survivesDamage(NPZ, zipOf(parts(true), { zip64: true }), 'a.npz');
  });
});
