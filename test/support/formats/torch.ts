import type { Dtype } from '../../../src/core/formats/ndarray.js';
import { stridesOf } from '../../../src/core/formats/ndarray.js';
import { type CallNode, type Node, pickleOf } from './pickleAssembler.js';
import { joined, rawElements } from './rawElements.js';
import { zipOf } from './zip.js';

const STORAGES: Partial<Record<Dtype, string>> = {
  bool: 'BoolStorage',
  uint8: 'ByteStorage',
  int8: 'CharStorage',
  int16: 'ShortStorage',
  int32: 'IntStorage',
  int64: 'LongStorage',
  float16: 'HalfStorage',
  bfloat16: 'BFloat16Storage',
  float32: 'FloatStorage',
  float64: 'DoubleStorage',
};

export const TORCH_DTYPES = Object.keys(STORAGES) as Dtype[];

export interface StorageOf {
  dtype: Dtype;
  data: ArrayLike<number>;
}

/** A storage as torch.save refers to it. `legacy` ids have a sixth part: null, or the part of the storage meant. */
export function storageNode(key: string, dtype: Dtype, size: number, legacy = false): Node {
  const type = { global: `torch.${STORAGES[dtype]}` };
  return { persistent: { tuple: ['storage', type, key, 'cpu', size, ...(legacy ? [null] : [])] } };
}

/** A tensor that views a storage. */
export function tensorNode(storage: Node, shape: readonly number[], strides: readonly number[], offset = 0): CallNode {
  return {
    call: { global: 'torch._utils._rebuild_tensor_v2' },
    args: [
      storage,
      offset,
      { tuple: shape },
      { tuple: strides },
      false,
      { call: { global: 'collections.OrderedDict' }, args: [] },
    ],
  };
}

/** Bytes of a .pt as torch.save writes it since 1.6: storages by their index. */
export function torchZipOf(
  root: Node,
  storages: readonly StorageOf[],
  { deflate = false, zip64 = false, bigEndian = false } = {},
): Uint8Array {
  const parts = [
    { name: 'archive/data.pkl', bytes: pickleOf(root) },
    { name: 'archive/byteorder', bytes: new TextEncoder().encode(bigEndian ? 'big' : 'little') },
    ...storages.map(({ dtype, data }, k) => ({
      name: `archive/data/${k}`,
      bytes: rawElements(dtype, data, !bigEndian),
      deflate,
      // torch can be told not to compute checksums.
      lies: { crc: 0 },
    })),
    { name: 'archive/version', bytes: new TextEncoder().encode('3\n') },
  ];
  return zipOf(parts, { zip64, padding: 30 });
}

/** Bytes of a .pt as torch.save wrote it before 1.6: storages by their index. */
export function torchLegacyOf(root: Node, storages: readonly StorageOf[], { bigEndian = false } = {}): Uint8Array {
  const magic = Uint8Array.of(0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19);
  return joined(
    pickleOf({ raw: magic }),
    pickleOf(1001),
    pickleOf({ dict: [['little_endian', !bigEndian]] }),
    pickleOf(root),
    pickleOf({ list: storages.map((_, k) => String(k)) }),
    ...storages.flatMap(({ dtype, data }) => [
      new Uint8Array(BigUint64Array.of(BigInt(data.length)).buffer),
      rawElements(dtype, data, !bigEndian),
    ]),
  );
}

/** Bytes of a .pt of one bare contiguous tensor. */
export function write(
  shape: readonly number[],
  dtype: Dtype,
  data: ArrayLike<number>,
  { legacy = false, deflate = false, zip64 = false } = {},
): Uint8Array {
  const tensor = tensorNode(storageNode('0', dtype, data.length, legacy), shape, stridesOf(shape));
  const storages = [{ dtype, data }];
  return legacy ? torchLegacyOf(tensor, storages) : torchZipOf(tensor, storages, { deflate, zip64 });
}
