import { parentPort, workerData } from 'node:worker_threads';
import { bytesSource } from '../../src/core/formats/byteSource.js';
import { openArrayFile } from '../../src/core/formats/registry.js';
import { corpus } from './corpus.js';
import { mutate } from './mutate.js';
import { Random } from './random.js';

export interface FuzzData {
  seed: number;
  from: number;
  to: number;
  /** [input at work, its bytes]: watched by the main thread. */
  state: Int32Array;
}

/** What one input led to. */
export interface Verdict {
  index: number;
  name: string;
  problem: string;
}

/** A file may list many arrays; a few say enough. */
const MOST_ARRAYS = 4;
/** Garbage is collected so often, so that memory shows what is held. */
const COLLECT_EVERY = 64;

/** The input of that index: the same for the same seed. */
export async function makeInputs(seed: number): Promise<(index: number) => { name: string; bytes: Uint8Array }> {
  const specimens = await corpus(new Random(seed));
  return index => {
    const specimen = specimens[index % specimens.length];
    const random = new Random(seed * 7919 + index);
    const other = random.of(specimens).bytes;
    // The first round is the corpus as it is.
    if (index < specimens.length) {
      return specimen;
    }
    const damage = (bytes: Uint8Array) => mutate(bytes, random, other);
    const bytes = specimen.inner && random.oneIn(2) ? specimen.inner(damage) : damage(specimen.bytes);
    return { name: specimen.name, bytes };
  };
}

/** null: arrays, or a typed error with code, message and hint. */
async function judge(name: string, bytes: Uint8Array): Promise<string | null> {
  try {
    const file = await openArrayFile(bytesSource(name, bytes));
    for (const entry of file.entries.slice(0, MOST_ARRAYS)) {
      const array = await file.read(entry);
      const elements = array.shape.reduce((product, axis) => product * axis, 1);
      if (array.data.length < elements) {
        return `${elements} elements promised, ${array.data.length} there`;
      }
    }
    return null;
  } catch (error) {
    const { name: kind, code, message, hint } = error as { name: string; code: string; message: string; hint: string };
    const typed = kind === 'InspectionError' && code && message && hint && code !== 'internal-error';
    return typed ? null : String((error as Error).stack ?? error);
  }
}

async function run({ seed, from, to, state }: FuzzData): Promise<void> {
  const input = await makeInputs(seed);
  for (let index = from; index < to; index++) {
    const { name, bytes } = input(index);
    Atomics.store(state, 1, bytes.length);
    Atomics.store(state, 0, index);
    const problem = await judge(name, bytes);
    if (problem) {
      parentPort?.postMessage({ index, name, problem } satisfies Verdict);
    }
    if (index % COLLECT_EVERY === 0) {
      (globalThis as { gc?: () => void }).gc?.();
      // Lets the main thread hear, and buffers go.
      await new Promise(resolve => setImmediate(resolve));
    }
  }
  parentPort?.postMessage('done');
}

if (parentPort && workerData) {
  void run(workerData as FuzzData);
}
