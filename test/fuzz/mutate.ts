import { concatenated } from '../support/formats/rawElements.js';
import type { Random } from './random.js';

/** Numbers that headers lie with. */
const LIES = [
  0n,
  1n,
  0x7fn,
  0xffn,
  0x7fffn,
  0xffffn,
  0x10000n,
  0x7fffffffn,
  0xffffffffn,
  1n << 40n,
  (1n << 63n) - 1n,
  (1n << 64n) - 1n,
];

type Mutation = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

/** A place in a file, in half of the cases near its start, where the headers are. */
function place(bytes: Uint8Array, random: Random): number {
  return random.below(random.oneIn(2) ? Math.min(512, bytes.length) : bytes.length);
}

const cut: Mutation = (bytes, random) => bytes.subarray(0, random.below(bytes.length));

const flipBits: Mutation = (bytes, random) => {
  const out = bytes.slice();
  for (let k = random.below(8); k >= 0; k--) {
    out[place(out, random)] ^= 1 << random.below(8);
  }
  return out;
};

/** A number of some width and byte order becomes another. */
const lie: Mutation = (bytes, random) => {
  const out = bytes.slice();
  const width = random.of([1, 2, 4, 8]);
  const value = random.oneIn(3) ? BigInt(random.below(2 ** 31)) : random.of(LIES);
  const at = place(out, random);
  const little = random.oneIn(2);
  for (let k = 0; k < width && at + k < out.length; k++) {
    out[at + k] = Number((value >> BigInt(8 * (little ? k : width - 1 - k))) & 0xffn);
  }
  return out;
};

const remove: Mutation = (bytes, random) => {
  const at = place(bytes, random);
  return concatenated([bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(64))]);
};

const insert: Mutation = (bytes, random) => {
  const at = place(bytes, random);
  const more = Uint8Array.from({ length: 1 + random.below(64) }, () => random.below(256));
  return concatenated([bytes.subarray(0, at), more, bytes.subarray(at)]);
};

const repeat: Mutation = (bytes, random) => {
  const at = place(bytes, random);
  const part = bytes.subarray(at, at + 1 + random.below(256));
  return concatenated([
    bytes.subarray(0, at),
    ...new Array<Uint8Array>(1 + random.below(20)).fill(part),
    bytes.subarray(at),
  ]);
};

/** The beginning of one file and the end of another. */
const splice: Mutation = (bytes, random, other) =>
  concatenated([bytes.subarray(0, place(bytes, random)), other.subarray(random.below(other.length))]);

/** A digit of a header in text becomes another, or many. */
const digits: Mutation = (bytes, random) => {
  const at = bytes.findIndex(
    (byte, k) => byte >= 0x30 && byte <= 0x39 && k >= random.below(Math.min(bytes.length, 256)),
  );
  if (at < 0) {
    return flipBits(bytes, random, bytes);
  }
  const text = random.of(['0', '9', '-1', '99999999', '1e9', '4294967296', '18446744073709551615']);
  return concatenated([bytes.subarray(0, at), new TextEncoder().encode(text), bytes.subarray(at + 1)]);
};

const MUTATIONS: readonly Mutation[] = [cut, flipBits, flipBits, lie, lie, lie, remove, insert, repeat, splice, digits];

/** A damaged file: one to four mutations of a valid one. */
export function mutate(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  let out = bytes;
  for (let k = random.below(4); k >= 0 && out.length > 0; k--) {
    out = random.of(MUTATIONS)(out, random, other);
  }
  return out;
}
