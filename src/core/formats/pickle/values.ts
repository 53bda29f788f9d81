import { type ByteSource, bytesSource, windowSource } from '../byteSource.js';

/** What a pickle is read into: data without behaviour. Tuples, lists and sets keep their items, dicts their pairs. */
export type PyValue = null | boolean | number | PyBlob | PyTuple | PyList | PyDict | PyGlobal | PyObject;

export class PyTuple {
  constructor(readonly items: readonly PyValue[]) {}
}

/** A list or set. */
export class PyList {
  readonly items: PyValue[] = [];
}

export class PyDict {
  readonly pairs: [key: PyValue, value: PyValue][] = [];
}

/** The name of an allowed constructor, class or constant. Calling it runs our own code, never Python's. */
export class PyGlobal {
  constructor(
    readonly name: string,
    /** What a call makes of its arguments; null where only the name itself has a meaning. */
    readonly call: ((args: readonly PyValue[]) => PyValue) | null,
  ) {}
}

/** What constructors make: arrays, tensors, storages, dtypes. */
export abstract class PyObject {
  /** Python's __setstate__ (BUILD); objects without a state of interest ignore it. */
  setState(_state: PyValue): void {}
}

/** How a text or byte string is written in the pickle. */
export type Coding = 'raw' | 'utf8' | 'escaped bytes' | 'escaped text';

/** Longer strings are no names; they are only read as the elements of an array. */
const MAX_TEXT_BYTES = 4096;

/** A text or byte string that stays in the file until it is asked for: it may be the elements of a large array. */
export class PyBlob {
  constructor(
    private readonly source: ByteSource,
    private readonly offset: number,
    readonly length: number,
    private readonly coding: Coding,
  ) {}

  /** As text; null where it is too long to be a name. */
  text(): string | null {
    if (this.length > MAX_TEXT_BYTES) {
      return null;
    }
    const raw = this.source.read(this.offset, this.length);
    return this.coding === 'raw' || this.coding === 'utf8'
      ? new TextDecoder().decode(raw)
      : String.fromCharCode(...unescaped(raw, this.coding, new Uint16Array(raw.length)));
  }

  /** As bytes. Text is taken as Latin-1, which is how protocols before 3 write bytes ("_codecs.encode"). */
  bytes(): ByteSource {
    const { source, offset, length, coding } = this;
    if (coding === 'raw') {
      return windowSource(source, offset, length);
    }
    const raw = source.read(offset, length);
    return bytesSource(
      source.name,
      coding === 'utf8' ? latin1(raw) : unescaped(raw, coding, new Uint8Array(raw.length)),
    );
  }
}

/** UTF-8 of characters below 256 as one byte each; others cannot stand for bytes and become 0. */
function latin1(utf8: Uint8Array): Uint8Array {
  const out = new Uint8Array(utf8.length);
  let to = 0;
  for (let at = 0; at < utf8.length; to++) {
    const lead = utf8[at++];
    const wide = (lead === 0xc2 || lead === 0xc3) && at < utf8.length;
    out[to] = wide ? ((lead & 3) << 6) | (utf8[at++] & 0x3f) : lead < 0x80 ? lead : 0;
  }
  return out.subarray(0, to);
}

const ESCAPES: Record<string, number> = { n: 10, r: 13, t: 9, a: 7, b: 8, f: 12, v: 11, '\\': 92, "'": 39, '"': 34 };

/**
 * Undoes Python's "string-escape" or, for text, "raw-unicode-escape", which knows \u and \U only. `out` is as long as
 * `raw` and has room for bytes or for UTF-16.
 */
function unescaped<T extends Uint8Array | Uint16Array>(
  raw: Uint8Array,
  coding: 'escaped bytes' | 'escaped text',
  out: T,
): T {
  const digits = (from: number, count: number, radix: number) =>
    Number.parseInt(String.fromCharCode(...raw.subarray(from, from + count)), radix);
  let to = 0;
  for (let at = 0; at < raw.length; to++) {
    const next = raw[at] === 92 && at + 1 < raw.length ? String.fromCharCode(raw[at + 1]) : '';
    if (coding === 'escaped text') {
      const length = next === 'u' ? 4 : next === 'U' ? 8 : 0;
      out[to] = length > 0 ? digits(at + 2, length, 16) : raw[at];
      at += length > 0 ? 2 + length : 1;
    } else if (next === 'x') {
      out[to] = digits(at + 2, 2, 16);
      at += 4;
    } else if (next >= '0' && next <= '7') {
      out[to] = digits(at + 1, 3, 8);
      at += 4;
    } else {
      const escaped = next === '' ? undefined : ESCAPES[next];
      out[to] = escaped ?? raw[at];
      at += escaped === undefined ? 1 : 2;
    }
  }
  return out.subarray(0, to) as T;
}
