import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { bytesSource } from '../../../../src/core/formats/byteSource.js';
import { ARRAY_FORMATS, openArrayFile, readArray } from '../../../../src/core/formats/registry.js';
import { readsOrExplains, survivesDamage } from '../../../support/formats/hostile.js';
import { numpyNode, write } from '../../../support/formats/pickle.js';
import { type Node, pickleOf } from '../../../support/formats/pickleAssembler.js';
import { joined } from '../../../support/formats/rawElements.js';
import { rowMajor } from '../../../support/formats/rowMajor.js';
import { ROOT } from '../../../support/shared.js';

const PICKLE = ARRAY_FORMATS.filter(({ id }) => id === 'pickle')[0];
const MASK = numpyNode([2, 2], 'uint8', [0, 1, 2, 255]);
const ascii = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0));
const read = (bytes: Uint8Array, entry?: string) => readArray(bytesSource('a.pkl', bytes), 'prediction', entry);

async function names(bytes: Uint8Array): Promise<string[]> {
  return (await openArrayFile(bytesSource('a.pkl', bytes))).entries.map(({ name }) => name);
}

describe('reading pickles of arrays', () => {
  it('names the arrays of lists, dicts and tuples, and steps over everything else', async () => {
    const other: Node[] = [null, true, -7, 2 ** 40, 'text', { raw: 'F1.5\n' }, { raw: 'L123456789012345678901L\n' }];
    for (const protocol of [0, 1, 2, 3, 4, 5]) {
      assert.deepEqual(await names(pickleOf(MASK, protocol)), ['']);
      assert.deepEqual(await names(pickleOf({ list: [MASK, ...other, MASK] }, protocol)), ['0', '8']);
      const nested: Node = {
        dict: [
          ['a', { tuple: [MASK, { dict: [[3, MASK]] }] }],
          ['é€', MASK],
        ],
      };
      assert.deepEqual(await names(pickleOf(nested, protocol)), ['a/0', 'a/1/3', 'é€']);
      assert.deepEqual(rowMajor(await read(pickleOf(nested, protocol), 'a/1/3')), [0, 1, 2, 255]);
    }
  });

  it('reads Fortran order, other byte orders and arrays of arrays', async () => {
    const type: Node = { call: { global: 'numpy.dtype' }, args: ['>i2', false, true] };
    const fortran: Node = {
      call: { global: 'numpy._core.multiarray._reconstruct' },
      args: [{ global: 'numpy.ndarray' }, { tuple: [0] }, 'b'],
      state: { tuple: [1, { tuple: [2, 2] }, type, true, Uint8Array.of(0, 1, 0, 3, 0, 2, 0, 4)] },
    };
    assert.deepEqual(rowMajor(await read(pickleOf(fortran, 3))), [1, 2, 3, 4]);
    const objects: Node = {
      call: { global: 'numpy.core.multiarray._reconstruct' },
      args: [{ global: 'numpy.ndarray' }, { tuple: [0] }, 'b'],
      state: {
        tuple: [1, { tuple: [2] }, { call: { global: 'numpy.dtype' }, args: ['O8'] }, false, { list: [MASK, fortran] }],
      },
    };
    assert.deepEqual(await names(pickleOf(objects, 3)), ['0', '1']);
    const buffer: Node = {
      call: { global: 'numpy.core.numeric._frombuffer' },
      args: [
        { raw: joined(Uint8Array.of(0x96, 4, 0, 0, 0, 0, 0, 0, 0), ascii('\0\x01\0\x03')) },
        type,
        { tuple: [2] },
        'C',
      ],
    };
    assert.deepEqual(rowMajor(await read(pickleOf(buffer, 5))), [1, 3]);
  });

  it('reads what Python 2 wrote: text for bytes, escaped or raw', async () => {
    const array = (data: string) =>
      ascii(
        `cnumpy.core.multiarray\n_reconstruct\np1\n(cnumpy\nndarray\np2\n(I0\ntS'b'\ntRp3\n(I1\n(I2\ntcnumpy\ndtype\np4\n` +
          `(S'i2'\nI0\nI1\ntR(I3\nS'<'\nNNNI-1\nI-1\nI0\ntbI00\n${data}tbg3\n0.`,
      );
    assert.deepEqual(rowMajor(await read(array("S'\\x01\\x00\\n\\''\n"))), [1, 0x270a]);
    assert.deepEqual(rowMajor(await read(array('T\x04\0\0\0\x01\0\x02\0'))), [1, 2]);
    assert.deepEqual(rowMajor(await read(array('U\x04\x01\0\x02\0'))), [1, 2]);
  });

  it('recalls what it kept, and enters a list that contains itself once', async () => {
    const shared = { list: [{ raw: joined(pickleOf(MASK, 1).slice(0, -1), ascii('q\x07')) }, { raw: 'h\x07' }] };
    assert.deepEqual(await names(pickleOf(shared, 2)), ['0', '1']);
    const cycle = joined(ascii('\x80\x02]q\0(h\0'), pickleOf(MASK, 1).slice(0, -1), ascii('e.'));
    assert.deepEqual(await names(cycle), ['1']);
  });

  describe('refuses', () => {
    const bytes = (text: string) => ascii(`\x80\x02${text}`);
    const damaged: [what: string, bytes: () => Uint8Array, code: string][] = [
      [
        'a call of posix.system',
        () => pickleOf({ call: { global: 'posix.system' }, args: ['id'] }, 4),
        'pickle-refused',
      ],
      ['a name that is never called', () => pickleOf({ global: 'os.system' }), 'pickle-refused'],
      ['a name of JavaScript', () => pickleOf({ global: 'constructor.constructor' }), 'pickle-refused'],
      ['a name of Object.prototype', () => pickleOf({ raw: 'c\n__proto__\n' }), 'pickle-refused'],
      ['an instance of another class', () => bytes('(iposix\nsystem\n.'), 'pickle-refused'],
      ['an object made by its class', () => bytes('(cposix\nsystem\no.'), 'pickle-refused'],
      [
        'a call of what is only a name',
        () => pickleOf({ call: { global: 'numpy.ndarray' }, args: [] }),
        'pickle-refused',
      ],
      ['a registered extension', () => bytes('\x82\x01.'), 'pickle-refused'],
      ['an object outside the file', () => pickleOf({ persistent: 'x' }), 'pickle-refused'],
      ['a call of text', () => pickleOf({ call: 'posix.system', args: ['id'] }), 'pickle-damaged'],
      ['buffers outside the file', () => bytes('\x97.'), 'pickle-damaged'],
      ['protocol 6', () => ascii('\x80\x06N.'), 'pickle-damaged'],
      ['no operation', () => bytes('\xff.'), 'pickle-damaged'],
      ['no end', () => pickleOf(MASK).slice(0, -1), 'pickle-damaged'],
      ['nothing on the stack', () => bytes('.'), 'pickle-damaged'],
      ['a mark that was never set', () => bytes('t.'), 'pickle-damaged'],
      ['something never kept', () => bytes('h\x07.'), 'pickle-damaged'],
      ['a string of 4 GB', () => bytes('B\xff\xff\xff\xff.'), 'pickle-damaged'],
      ['a string of 2^64 bytes', () => bytes('\x8e\xff\xff\xff\xff\xff\xff\xff\xff.'), 'pickle-damaged'],
      ['a frame of 2^63 bytes', () => ascii('\x80\x04\x95\0\0\0\0\0\0\0\x80N.'), 'pickle-damaged'],
      ['an integer of 4 GB', () => bytes('\x8b\xff\xff\xff\xff.'), 'pickle-limits'],
      ['an integer of a million digits', () => bytes(`L${'9'.repeat(1e6)}L\n.`), 'pickle-limits'],
      ['a line without an end', () => bytes(`c${'a'.repeat(1e6)}`), 'pickle-damaged'],
      ['lists 100,000 deep', () => bytes(`${']'.repeat(1e5)}${'a'.repeat(99_999)}.`), 'pickle-limits'],
      ['arrays 100 deep', () => pickleOf(deep(100)), 'pickle-limits'],
      ['two million operations', () => bytes('N0'.repeat(1e6)), 'pickle-limits'],
      ['pairs of pairs of pairs, 2^40 arrays', () => bytes(`${pickled(MASK)}${'2\x86'.repeat(40)}.`), 'pickle-limits'],
      ['more bytes than elements', () => pickleOf(numpyNode([3], 'uint8', [1, 2])), 'pickle-damaged'],
      ['10^60 elements', () => pickleOf(numpyNode([1e15, 1e15, 1e15, 1e15], 'uint8', [1])), 'pickle-damaged'],
      ['no array', () => pickleOf({ dict: [['a', 1]] }), 'array-none'],
    ];
    for (const [what, make, code] of damaged) {
      it(`${what}: ${code}`, async () => {
        await assert.rejects(read(make()), { name: 'InspectionError', code });
      });
    }

    it('names the constructor it met', async () => {
      await assert.rejects(read(pickleOf({ global: 'mmseg.structures.seg_data_sample.SegDataSample' }, 4)), {
        message: /"mmseg\.structures\.seg_data_sample\.SegDataSample"/,
      });
    });
  });

  it('answers any bytes with arrays or a typed error (seeded fuzz)', async () => {
    for (const protocol of [0, 2, 4]) {
      const valid = pickleOf(
        {
          dict: [
            ['pred', MASK],
            ['list', { list: [MASK, 'x', 7] }],
          ],
        },
        protocol,
      );
      await survivesDamage(PICKLE, valid, 'a.pkl', { numRuns: 2500 });
    }
    await survivesDamage(PICKLE, write([2, 3], 'int64', [1, 2, 3, 4, 5, 6]), 'a.pkl');
  });

  it('answers any sequence of operations (seeded fuzz)', async () => {
    const pieces = fc.constantFrom(
      ...'(.0122NN)]}aesutlbdRocQ\x81\x85\x86\x87\x88\x89\x8f\x90\x91\x92\x93\x94',
      ...['q\0', 'h\0', 'q\x01', 'h\x01', 'K\x02', 'U\x01b', 'X\x01\0\0\0b', 'cnumpy\nndarray\n', 'cnumpy\ndtype\n'],
      ...['ccollections\nOrderedDict\n', 'ctorch._utils\n_rebuild_tensor_v2\n', 'ctorch\nFloatStorage\n'],
      ...['cnumpy.core.multiarray\n_reconstruct\n', 'c_codecs\nencode\n', 'c__builtin__\nset\n', 'ctorch\nSize\n'],
      ...[
        'ctorch.storage\n_load_from_bytes\n',
        'ctorch._tensor\n_rebuild_from_type_v2\n',
        'cnumpy.core.numeric\n_frombuffer\n',
      ],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 60 }), async operations => {
        await readsOrExplains(PICKLE, ascii(`\x80\x02${operations.join('')}.`), 'a.pkl');
      }),
      { seed: 20261123, numRuns: 5000 },
    );
  });

  it('no source of a format can run or load code', () => {
    const folder = join(ROOT, 'src', 'core', 'formats');
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
      name.endsWith('.ts'),
    )) {
      const text = readFileSync(join(folder, file), 'utf8');
      assert.doesNotMatch(
        text,
        /\beval\(|new Function|node:(vm|child_process|module)|\brequire\(|import\((?!'[a-z.]+'\))/,
        file,
      );
    }
  });
});

/** A list in a list, and so on, around an array. */
function deep(depth: number): Node {
  return depth > 0 ? { list: [deep(depth - 1)] } : MASK;
}

/** Operations of an array as characters. */
function pickled(node: Node): string {
  return String.fromCharCode(...pickleOf(node, 1).slice(0, -1));
}
