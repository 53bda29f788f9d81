import { joined } from './rawElements.js';

/** What a pickle is assembled from. Numbers are integers. */
export type Node =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | { global: string }
  | { tuple: readonly Node[] }
  | { list: readonly Node[] }
  | { dict: readonly (readonly [Node, Node])[] }
  | CallNode
  | { persistent: Node }
  /** Operations as they are. */
  | { raw: Uint8Array | string };

const ascii = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0));

function length(value: number, bytes: number): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, k) => Math.floor(value / 256 ** k) & 0xff);
}

export interface CallNode {
  call: Node;
  args: readonly Node[];
  state?: Node;
}

/** The pickle of a node in a protocol from 0 to 5, as Python writes it but for the memo. */
export function pickleOf(node: Node, protocol = 2): Uint8Array {
  const head = protocol >= 2 ? Uint8Array.of(0x80, protocol) : new Uint8Array(0);
  const body = joined(operations(node, protocol), ascii('.'));
  const frame = protocol >= 4 ? joined(Uint8Array.of(0x95), length(body.length, 8)) : new Uint8Array(0);
  return joined(head, frame, body);
}

function operations(node: Node, protocol: number): Uint8Array {
  const inner = (child: Node) => operations(child, protocol);
  const all = (children: readonly Node[]) => joined(...children.map(inner));
  if (node === null) {
    return ascii('N');
  }
  if (typeof node === 'boolean') {
    return protocol < 2 ? ascii(node ? 'I01\n' : 'I00\n') : Uint8Array.of(node ? 0x88 : 0x89);
  }
  if (typeof node === 'number') {
    return integer(node, protocol);
  }
  if (typeof node === 'string') {
    return text(node, protocol);
  }
  if (node instanceof Uint8Array) {
    return bytes(node, protocol);
  }
  if ('raw' in node) {
    return typeof node.raw === 'string' ? ascii(node.raw) : node.raw;
  }
  if ('global' in node) {
    const dot = node.global.lastIndexOf('.');
    const [module, name] = [node.global.slice(0, dot), node.global.slice(dot + 1)];
    return protocol >= 4
      ? joined(text(module, protocol), text(name, protocol), Uint8Array.of(0x93))
      : ascii(`c${module}\n${name}\n`);
  }
  if ('tuple' in node) {
    return joined(ascii('('), all(node.tuple), ascii('t'));
  }
  if ('list' in node) {
    return joined(ascii(protocol > 0 ? ']' : '(l'), ascii('('), all(node.list), ascii('e'));
  }
  if ('dict' in node) {
    return joined(ascii(protocol > 0 ? '}' : '(d'), ascii('('), all(node.dict.flat()), ascii('u'));
  }
  if ('persistent' in node) {
    return joined(inner(node.persistent), ascii('Q'));
  }
  const made = joined(inner(node.call), inner({ tuple: node.args }), ascii('R'));
  return node.state === undefined ? made : joined(made, inner(node.state), ascii('b'));
}

function integer(value: number, protocol: number): Uint8Array {
  if (protocol === 0) {
    return ascii(`I${value}\n`);
  }
  if (value >= 0 && value < 256) {
    return joined(ascii('K'), length(value, 1));
  }
  if (Math.abs(value) < 2 ** 31) {
    return joined(ascii('J'), length(value < 0 ? value + 2 ** 32 : value, 4));
  }
  return joined(Uint8Array.of(0x8a, 8), new Uint8Array(BigInt64Array.of(BigInt(value)).buffer));
}

function text(value: string, protocol: number): Uint8Array {
  if (protocol === 0) {
    const escaped = value.replace(/[\\\n\u0100-\uffff]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
    return ascii(`V${escaped}\n`);
  }
  const raw = new TextEncoder().encode(value);
  return protocol >= 4 && raw.length < 256
    ? joined(Uint8Array.of(0x8c), length(raw.length, 1), raw)
    : joined(ascii('X'), length(raw.length, 4), raw);
}

/** Before protocol 3 bytes are text that is encoded as Latin-1 on reading. */
function bytes(value: Uint8Array, protocol: number): Uint8Array {
  if (protocol < 3) {
    const latin1 = String.fromCharCode(...value);
    return operations({ call: { global: '_codecs.encode' }, args: [latin1, 'latin1'] }, protocol);
  }
  return joined(ascii('B'), length(value.length, 4), value);
}
