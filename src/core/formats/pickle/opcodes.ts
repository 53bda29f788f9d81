import { damaged, refused, tooLarge } from './errors.js';
import type { Machine } from './machine.js';
import { type Coding, PyDict, PyList, PyTuple, type PyValue } from './values.js';

type Operation = (machine: Machine) => void;

/** Python integers may be of any length; array shapes are not. */
const MAX_LONG_BYTES = 64;

const string =
  (lengthBytes: number, coding: Coding): Operation =>
  m =>
    m.push(m.reader.blob(m.reader.unsigned(lengthBytes), coding));

const tuple =
  (length: number): Operation =>
  m => {
    const items: PyValue[] = [];
    for (let k = 0; k < length; k++) {
      items.unshift(m.pop());
    }
    m.push(new PyTuple(items));
  };

/** A two's complement integer; as a float64, since no number of an array's description is beyond 2^53. */
function long(m: Machine, lengthBytes: number): void {
  const length = m.reader.unsigned(lengthBytes);
  if (length > MAX_LONG_BYTES) {
    throw tooLarge(m.name, `has an integer of ${length} bytes`);
  }
  const bytes = m.reader.take(length);
  let value = length > 0 ? (bytes[length - 1] << 24) >> 24 : 0;
  for (let k = length - 2; k >= 0; k--) {
    value = value * 256 + bytes[k];
  }
  m.push(value);
}

/** An integer in decimal, perhaps with Python 2's L. */
function integerLine(m: Machine): void {
  const text = m.reader.line().trim();
  if (!/^-?\d{1,160}L?$/.test(text)) {
    throw damaged(m.name, `${JSON.stringify(text.slice(0, 20))} is no integer`);
  }
  // Protocol 0 wrote booleans as the integers 00 and 01.
  m.push(text === '00' || text === '01' ? text === '01' : Number(text.replace('L', '')));
}

function skipFrame(m: Machine): void {
  if (m.reader.unsigned(8) > m.reader.source.size) {
    throw damaged(m.name, 'a frame is longer than the file');
  }
}

function dict(m: Machine): void {
  const items = m.popMark();
  const made = new PyDict();
  m.setItems(made, items);
  m.push(made);
}

function list(m: Machine): void {
  const items = m.popMark();
  const made = new PyList();
  m.append(made, items);
  m.push(made);
}

function call(m: Machine): void {
  const args = m.pop();
  m.call(m.pop(), args);
}

function newObjectWithKeywords(m: Machine): void {
  const keywords = m.pop();
  if (!(keywords instanceof PyDict) || keywords.pairs.length > 0) {
    throw refused(m.name, 'an object made with keywords');
  }
  call(m);
}

function instance(m: Machine): void {
  const module = m.reader.line();
  const name = m.reader.line();
  const args = new PyTuple(m.popMark());
  m.pushGlobal(module, name);
  m.call(m.pop(), args);
}

function object(m: Machine): void {
  const [callee, ...args] = m.popMark();
  m.call(callee ?? null, new PyTuple(args));
}

function stackGlobal(m: Machine): void {
  const name = m.text(m.pop());
  m.pushGlobal(m.text(m.pop()), name);
}

function global(m: Machine): void {
  const module = m.reader.line();
  m.pushGlobal(module, m.reader.line());
}

function setItem(m: Machine): void {
  const value = m.pop();
  const key = m.pop();
  m.setItems(m.peek(), [key, value]);
}

function protocol(m: Machine): void {
  const version = m.reader.byte();
  if (version > 5) {
    throw damaged(m.name, `protocol ${version} does not exist`);
  }
}

const extension: Operation = m => {
  throw refused(m.name, 'a registered extension');
};

const outOfBand: Operation = m => {
  throw damaged(m.name, 'its buffers were saved elsewhere');
};

/** Every operation of protocols 0 to 5 but STOP, by its character (pickletools.py). */
const BY_CHARACTER: Record<string, Operation> = {
  '\x80': protocol,
  '\x95': skipFrame,
  N: m => m.push(null),
  '\x88': m => m.push(true),
  '\x89': m => m.push(false),
  K: m => m.push(m.reader.byte()),
  M: m => m.push(m.reader.unsigned(2)),
  J: m => m.push(m.reader.int32()),
  I: integerLine,
  L: integerLine,
  '\x8a': m => long(m, 1),
  '\x8b': m => long(m, 4),
  F: m => m.push(Number.parseFloat(m.reader.line())),
  G: m => m.push(m.reader.float()),
  S: m => m.push(m.reader.blobLine('escaped bytes')),
  T: string(4, 'raw'),
  U: string(1, 'raw'),
  B: string(4, 'raw'),
  C: string(1, 'raw'),
  '\x8e': string(8, 'raw'),
  '\x96': string(8, 'raw'),
  V: m => m.push(m.reader.blobLine('escaped text')),
  X: string(4, 'utf8'),
  '\x8c': string(1, 'utf8'),
  '\x8d': string(8, 'utf8'),
  ')': tuple(0),
  '\x85': tuple(1),
  '\x86': tuple(2),
  '\x87': tuple(3),
  t: m => m.push(new PyTuple(m.popMark())),
  ']': m => m.push(new PyList()),
  '\x8f': m => m.push(new PyList()),
  l: list,
  '\x91': list,
  a: appendOne,
  e: appendMarked,
  '\x90': appendMarked,
  '}': m => m.push(new PyDict()),
  d: dict,
  s: setItem,
  u: m => {
    const items = m.popMark();
    m.setItems(m.peek(), items);
  },
  '(': m => m.mark(),
  '0': m => {
    if (m.stack.length > 0) {
      m.pop();
    } else {
      m.popMark();
    }
  },
  '1': m => {
    m.popMark();
  },
  '2': m => m.push(m.peek()),
  p: m => m.memoize(memoIndex(m)),
  q: m => m.memoize(m.reader.byte()),
  r: m => m.memoize(m.reader.unsigned(4)),
  '\x94': m => m.memoize(),
  g: m => m.recall(memoIndex(m)),
  h: m => m.recall(m.reader.byte()),
  j: m => m.recall(m.reader.unsigned(4)),
  c: global,
  '\x93': stackGlobal,
  R: call,
  '\x81': call,
  '\x92': newObjectWithKeywords,
  o: object,
  i: instance,
  b: m => m.build(),
  P: m => m.persistent(m.reader.blobLine('raw')),
  Q: m => m.persistent(m.pop()),
  '\x82': extension,
  '\x83': extension,
  '\x84': extension,
  '\x97': outOfBand,
  '\x98': outOfBand,
};

function appendOne(m: Machine): void {
  const item = m.pop();
  m.append(m.peek(), [item]);
}

function appendMarked(m: Machine): void {
  const items = m.popMark();
  m.append(m.peek(), items);
}

function memoIndex(m: Machine): number {
  const text = m.reader.line().trim();
  if (!/^\d{1,15}$/.test(text)) {
    throw damaged(m.name, `${JSON.stringify(text.slice(0, 20))} is no place to keep something`);
  }
  return Number(text);
}

/** Operations by their byte. */
export const OPERATIONS: readonly (Operation | undefined)[] = Array.from(
  { length: 256 },
  (_, byte) => BY_CHARACTER[String.fromCharCode(byte)],
);
