import { InspectionError } from '../../errors.js';
import { bytesSource } from '../byteSource.js';
import { arrayInFile, ELEMENT_BYTES } from '../elements.js';
import { type Dtype, type NdArray, stridesOf } from '../ndarray.js';
import { NUMPY_DTYPES } from '../npy.js';
import { PickledArray } from './arrays.js';
import { damaged } from './errors.js';
import type { Constructors, Machine } from './machine.js';
import { PyBlob, PyGlobal, PyList, PyObject, PyTuple, type PyValue } from './values.js';

/** numpy.dtype(code, align, copy), whose state says the byte order: (version, '<', …). */
class NumpyDtype extends PyObject {
  bigEndian: boolean;
  private readonly code: string;

  constructor(text: string) {
    super();
    this.bigEndian = text.startsWith('>');
    this.code = text.replace(/^[<>=|]/, '');
  }

  get kind(): Dtype | null {
    return Object.hasOwn(NUMPY_DTYPES, this.code) ? NUMPY_DTYPES[this.code] : null;
  }

  get holdsObjects(): boolean {
    return this.code.startsWith('O');
  }

  describe(): string {
    return this.code.slice(0, 20);
  }

  override setState(state: PyValue): void {
    const order = state instanceof PyTuple ? state.items[1] : null;
    if (order instanceof PyBlob) {
      this.bigEndian = order.text() === '>';
    }
  }
}

/** An ndarray: made empty by _reconstruct, filled by its state (version, shape, dtype, Fortran order, data). */
export class NumpyArray extends PickledArray {
  shape: readonly number[] = [];
  /** The members of an object array. */
  objects: PyList | null = null;
  private type: NumpyDtype | null = null;
  private fortranOrder = false;
  private data: PyBlob | null = null;

  constructor(private readonly name: string) {
    super();
  }

  get dtype(): Dtype | InspectionError {
    return (
      this.type?.kind ??
      new InspectionError(
        'npy-dtype',
        `${this.name} has an array of dtype ${this.type?.describe() ?? 'unknown'}; bool, integers and float16/32/64 can be read.`,
        'Convert it first: array.astype("float32").',
      )
    );
  }

  override setState(state: PyValue): void {
    const [, shape, dtype, fortranOrder, data] = state instanceof PyTuple ? state.items : [];
    this.fill(shape, dtype, fortranOrder === true, data);
  }

  fill(shape: PyValue | undefined, dtype: PyValue | undefined, fortranOrder: boolean, data: PyValue | undefined): this {
    const axes = wholeNumbers(shape);
    if (!axes || !(dtype instanceof NumpyDtype)) {
      throw damaged(this.name, 'an array has no shape or dtype');
    }
    this.shape = axes;
    this.type = dtype;
    this.fortranOrder = fortranOrder;
    this.data = data instanceof PyBlob ? data : null;
    this.objects = dtype.holdsObjects && data instanceof PyList ? data : null;
    return this;
  }

  read(): NdArray {
    const { shape, dtype } = this;
    if (typeof dtype !== 'string') {
      throw dtype;
    }
    const elements = shape.reduce((product, length) => product * length, 1);
    const bytes = this.data?.bytes() ?? bytesSource(this.name, new Uint8Array(0));
    if (bytes.size !== elements * ELEMENT_BYTES[dtype]) {
      throw damaged(this.name, `an array of ${shape.join('×')} ${dtype} has ${bytes.size} bytes`);
    }
    const head = { shape, strides: stridesOf(shape, this.fortranOrder), dtype };
    return arrayInFile(bytes, 0, head, this.type?.bigEndian);
  }
}

/** A tuple of axis lengths, strides or the like; null for anything else. */
export function wholeNumbers(value: PyValue | undefined): number[] | null {
  const items = value instanceof PyTuple && value.items.length <= 64 ? value.items : [null];
  return items.every(item => typeof item === 'number' && Number.isSafeInteger(item) && item >= 0)
    ? (items as number[])
    : null;
}

function reconstruct(args: readonly PyValue[], { name }: Machine): NumpyArray {
  if (!(args[0] instanceof PyGlobal) || args[0].name !== 'numpy.ndarray') {
    throw damaged(name, 'an array is of no known kind');
  }
  return new NumpyArray(name);
}

/** Protocol 5: _frombuffer(buffer, dtype, shape, order). */
function fromBuffer([buffer, dtype, shape, order]: readonly PyValue[], machine: Machine): NumpyArray {
  return new NumpyArray(machine.name).fill(shape, dtype, machine.text(order ?? null) === 'F', buffer);
}

/** Bytes as protocols before 3 write them: _codecs.encode(text, 'latin1'). The blob itself knows how to become bytes. */
function encode([text]: readonly PyValue[], machine: Machine): PyValue {
  if (!(text instanceof PyBlob)) {
    throw damaged(machine.name, 'it encodes what is no text');
  }
  return text;
}

/** Constructors of plain Python and numpy data, under the names old and new versions write. */
export const NUMPY_CONSTRUCTORS: Constructors = {
  'numpy.ndarray': null,
  'numpy.dtype': ([code], machine) => new NumpyDtype(machine.text(code ?? null)),
  'numpy.core.multiarray._reconstruct': reconstruct,
  'numpy._core.multiarray._reconstruct': reconstruct,
  'numpy.core.numeric._frombuffer': fromBuffer,
  'numpy._core.numeric._frombuffer': fromBuffer,
  // Single numbers are no arrays: they are read over.
  'numpy.core.multiarray.scalar': () => null,
  'numpy._core.multiarray.scalar': () => null,
  '_codecs.encode': encode,
};
