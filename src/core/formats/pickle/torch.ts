import { InspectionError } from '../../errors.js';
import { ELEMENT_BYTES } from '../elements.js';
import type { Dtype, NdArray } from '../ndarray.js';
import { repeatsTooMuch, spanOf, stridedArray } from '../strided.js';
import { PickledArray, type Region } from './arrays.js';
import { damaged, tooLarge } from './errors.js';
import type { Constructors, Machine } from './machine.js';
import { wholeNumbers } from './numpy.js';
import { PyBlob, PyGlobal, PyObject, PyTuple, type PyValue } from './values.js';

/** Storage classes: what their elements are (null: untyped, or no real number) and how many bytes each has. */
const STORAGES: Readonly<Record<string, [dtype: Dtype | null, bytes: number]>> = {
  DoubleStorage: ['float64', 8],
  FloatStorage: ['float32', 4],
  HalfStorage: ['float16', 2],
  BFloat16Storage: ['bfloat16', 2],
  LongStorage: ['int64', 8],
  IntStorage: ['int32', 4],
  ShortStorage: ['int16', 2],
  CharStorage: ['int8', 1],
  ByteStorage: ['uint8', 1],
  BoolStorage: ['bool', 1],
  UntypedStorage: [null, 1],
  ComplexFloatStorage: [null, 8],
  ComplexDoubleStorage: [null, 16],
  QInt8Storage: [null, 1],
  QUInt8Storage: [null, 1],
  QInt32Storage: [null, 4],
};

/** torch's dtypes that numbers are read from. */
const DTYPES: readonly Dtype[] = Object.keys(ELEMENT_BYTES) as Dtype[];
const OTHER_DTYPES = ['complex64', 'complex128', 'float8_e4m3fn', 'float8_e5m2', 'qint8', 'quint8', 'qint32'];

/** What a persistent id says of a storage. */
export interface StorageId {
  key: string;
  typeName: string;
  /** Null where the tensor says what the elements are, or where they are no real numbers. */
  dtype: Dtype | null;
  elementBytes: number;
  /** Elements: of the whole storage, or of the part of it that is meant. */
  size: number;
  /** Elements of the whole storage before that part. */
  skip: number;
}

/** Memory that tensors are views of; several may share one. Where it lies is only known once the file has been read. */
export class TorchStorage extends PyObject {
  constructor(
    readonly id: StorageId,
    readonly locate: () => Region,
  ) {
    super();
  }
}

/** Reads a persistent id: ('storage', class, key, device, size, part), where part is (key, skip, size) in old files. */
export function storageId(id: PyValue, name: string): StorageId {
  const [kind, type, keyText, , size, part] = id instanceof PyTuple ? id.items : [];
  const typeName = type instanceof PyGlobal ? type.name.replace(/^.*\./, '') : '';
  const key = keyText instanceof PyBlob ? keyText.text() : null;
  const numbers = wholeNumbers(new PyTuple(part instanceof PyTuple ? part.items.slice(1) : [0, size ?? null]));
  if (!(kind instanceof PyBlob) || kind.text() !== 'storage' || !Object.hasOwn(STORAGES, typeName)) {
    throw damaged(name, 'a storage is of no known kind');
  }
  if (key === null || numbers?.length !== 2) {
    throw damaged(name, 'a storage has no key or size');
  }
  const [dtype, elementBytes] = STORAGES[typeName];
  return { key, typeName, dtype, elementBytes, skip: numbers[0], size: numbers[1] };
}

class TorchTensor extends PickledArray {
  constructor(
    private readonly name: string,
    private readonly storage: TorchStorage,
    private readonly offset: number,
    readonly shape: readonly number[],
    private readonly strides: readonly number[],
    private readonly ownType: string | null,
  ) {
    super();
  }

  get dtype(): Dtype | InspectionError {
    const type = this.ownType ?? this.storage.id.dtype;
    return (
      DTYPES.find(dtype => dtype === type) ??
      new InspectionError(
        'torch-dtype',
        `${this.name} has a tensor of ${this.ownType ?? this.storage.id.typeName}; bool, integers and real floats can be read.`,
        'Convert it first: tensor.float().',
      )
    );
  }

  read(): NdArray {
    const { name, storage, offset, shape, strides, dtype } = this;
    if (typeof dtype !== 'string') {
      throw dtype;
    }
    const view = { dtype, offset, shape, strides };
    const span = spanOf(view);
    const bytes = ELEMENT_BYTES[dtype];
    const held = storage.id.size * storage.id.elementBytes;
    if (!(span === 0 || (offset + span) * bytes <= held)) {
      throw damaged(name, `a tensor of ${shape.join('×')} ${dtype} does not fit its storage of ${held} bytes`);
    }
    if (repeatsTooMuch(view)) {
      throw tooLarge(name, `has a tensor that repeats ${span} elements to ${shape.join('×')}`);
    }
    const region = storage.locate();
    if (held > region.bytes) {
      throw damaged(name, `a storage has ${region.bytes} bytes instead of ${held}`);
    }
    return stridedArray(region.source, region.offset, view, region.bigEndian);
  }
}

/** _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks); v3 adds the dtype of an untyped storage. */
function rebuild([storage, offset, size, stride, , , dtype]: readonly PyValue[], { name }: Machine): TorchTensor {
  const [shape, strides] = [wholeNumbers(size), wholeNumbers(stride)];
  if (!(storage instanceof TorchStorage) || typeof offset !== 'number' || !(offset >= 0)) {
    throw damaged(name, 'a tensor has no storage');
  }
  if (!shape || !strides || shape.length !== strides.length) {
    throw damaged(name, 'a tensor has no shape or strides');
  }
  const ownType = dtype instanceof PyGlobal ? dtype.name.replace('torch.', '') : null;
  return new TorchTensor(name, storage, offset, shape, strides, ownType);
}

/** Parameters, and subclasses whose data is the tensor they are rebuilt from: (function, type, arguments, state). */
function rebuildFromType([make, , args]: readonly PyValue[], machine: Machine): PyValue {
  machine.call(make ?? null, args ?? null);
  return machine.pop();
}

const first = ([value]: readonly PyValue[]) => value ?? null;

/** Names that only say which type something is. */
const NAMES = [
  ...Object.keys(STORAGES).flatMap(name => [`torch.${name}`, `torch.cuda.${name}`, `torch.storage.${name}`]),
  ...[...DTYPES, ...OTHER_DTYPES].map(name => `torch.${name}`),
  'torch.Tensor',
  'torch._tensor.Tensor',
  'torchvision.tv_tensors._mask.Mask',
  'torchvision.tv_tensors._image.Image',
  'monai.data.meta_tensor.MetaTensor',
];

/** Constructors of what torch.save writes for tensors, parameters and their attributes. */
export const TORCH_CONSTRUCTORS: Constructors = {
  ...Object.fromEntries(NAMES.map(name => [name, null])),
  'torch._utils._rebuild_tensor': rebuild,
  'torch._utils._rebuild_tensor_v2': rebuild,
  'torch._utils._rebuild_tensor_v3': rebuild,
  'torch._utils._rebuild_parameter': first,
  'torch._utils._rebuild_parameter_with_state': first,
  'torch._tensor._rebuild_from_type_v2': rebuildFromType,
  'torch._tensor._rebuild_from_type': rebuildFromType,
  'torch.Size': first,
  'torch.device': () => null,
};
