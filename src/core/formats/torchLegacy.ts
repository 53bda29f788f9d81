import type { ByteSource } from './byteSource.js';
import type { Region } from './pickle/arrays.js';
import { damaged, tooLarge } from './pickle/errors.js';
import { Budget, type Constructors } from './pickle/machine.js';
import { NUMPY_CONSTRUCTORS } from './pickle/numpy.js';
import { PYTHON_CONSTRUCTORS } from './pickle/python.js';
import { PickleReader } from './pickle/reader.js';
import { storageId, TORCH_CONSTRUCTORS, TorchStorage } from './pickle/torch.js';
import { unpickle } from './pickle/unpickle.js';
import { PyBlob, PyDict, PyList, type PyValue } from './pickle/values.js';
import { startsWith } from './signature.js';

/** A pickle of the number 0x1950a86a20f9469cfc6c begins what torch.save wrote before 1.6. */
export const isLegacyTorch = startsWith([
  0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e,
]);

/** A storage pickled on its own is a whole legacy file within the pickle; such files do not hold further ones. */
const MAX_NESTING = 3;

/** Everything that may stand in a pickle of arrays or tensors, whichever kind of file it is in. */
export const CONSTRUCTORS: Constructors = {
  ...PYTHON_CONSTRUCTORS,
  ...NUMPY_CONSTRUCTORS,
  ...TORCH_CONSTRUCTORS,
  'torch.storage._load_from_bytes': ([file], machine) => {
    if (!(file instanceof PyBlob)) {
      throw damaged(machine.name, 'a storage has no bytes');
    }
    return readLegacyTorch(file.bytes(), machine.budget);
  },
};

/**
 * Reads what torch.save wrote before 1.6 (and writes into plain pickles still): pickles of a magic number, a protocol
 * number, facts about the writer's machine, the object itself and the list of storage keys; then each storage as its
 * number of elements (int64) and the raw elements.
 */
export function readLegacyTorch(source: ByteSource, budget = new Budget()): PyValue {
  const { name } = source;
  if (!isLegacyTorch(source.read(0, 16))) {
    throw damaged(name, 'a storage is not what torch.save writes');
  }
  if (++budget.depth > MAX_NESTING) {
    throw tooLarge(name, 'has storages within storages');
  }
  const reader = new PickleReader(source);
  const plain = () => unpickle(reader, { constructors: PYTHON_CONSTRUCTORS, budget });
  plain();
  plain();
  const littleEndian = isLittleEndian(plain());
  const elementBytes = new Map<string, number>();
  const regions = new Map<string, Region>();
  const persistent = (value: PyValue) => {
    const id = storageId(value, name);
    elementBytes.set(id.key, id.elementBytes);
    return new TorchStorage(id, () => {
      const region = regions.get(id.key);
      const skip = id.skip * id.elementBytes;
      if (!region || skip > region.bytes) {
        throw damaged(name, 'a storage is missing');
      }
      return { ...region, offset: region.offset + skip, bytes: region.bytes - skip };
    });
  };
  const root = unpickle(reader, { constructors: CONSTRUCTORS, persistent, budget });
  const keys = plain();
  for (const key of keys instanceof PyList ? keys.items : []) {
    const text = key instanceof PyBlob ? key.text() : null;
    const bytes = reader.unsigned(8) * (elementBytes.get(text ?? '') ?? Number.NaN);
    if (text === null || !(reader.position + bytes <= source.size)) {
      throw damaged(name, 'its storages go beyond its end');
    }
    regions.set(text, { source, offset: reader.position, bytes, bigEndian: !littleEndian });
    reader.position += bytes;
  }
  budget.depth--;
  return root;
}

function isLittleEndian(facts: PyValue): boolean {
  const pairs = facts instanceof PyDict ? facts.pairs : [];
  return !pairs.some(([key, value]) => key instanceof PyBlob && key.text() === 'little_endian' && value === false);
}
