import type { PredictionView } from '../inspection/reading.js';
import type { BlockKernel } from '../kernels/kernel.js';
import { borrowKernel, compiledKernels, returnKernel } from '../kernels/registry.js';
import type { LabelMap } from '../labels/labelMap.js';
import { logitSource } from './logitSource.js';
import { type PortableView, portableView } from './portableView.js';
import { currentTeam, useTeam } from './team.js';

/** Called every few tens of milliseconds; may throw to stop. */
export type Checkpoint = (done: number, of: number) => Promise<void>;

/** The prediction, or for a job that does not read logits how many classes there are. */
export type PassInput = PredictionView | { numClasses: number };

/** A result per pixel: its type, or an array of an earlier pass that is written again. */
export type Output = 'float32' | 'uint16' | Float32Array | Uint16Array;

/** Arrays of one number a pixel, all samples. */
export type PixelArrays = Record<string, Float32Array | Uint16Array>;

/**
 * What a pass does with each block of logits. It is known by its name so that helper threads can do it as well: they
 * share the arrays, and the parameters are cloned.
 */
export interface BlockJob<P, R> {
  readonly name: string;
  /** Whether blocks of logits are loaded; a job may need nothing but what is kept per pixel. */
  readonly readsLogits: boolean;
  /** `arrays`: results per pixel to be written, and inputs per pixel. */
  start(kernel: BlockKernel, params: P, arrays: PixelArrays): BlockWork<R>;
}

export interface BlockWork<R> {
  /** A block whose logits and label codes are in the kernel: pixels [at, at + count) of the batch. */
  block(at: number, count: number): void;
  /** What the blocks since the last call add up to; called after each chunk. */
  take(): R;
}

/** What one chunk of pixels adds up to; a chunk lies within one sample. */
export interface Chunk<R> {
  index: number;
  sample: number;
  result: R;
}

/** A pass as all its threads see it. */
export interface BlockTask<P> {
  params: P;
  arrays: PixelArrays;
  codes: Uint16Array;
  samples: number;
  height: number;
  width: number;
  alignCorners: boolean;
  /** [next chunk to be done, threads at work, 1: stop]: shared between the threads. */
  state: Int32Array;
}

export const [NEXT, ACTIVE, STOP] = [0, 1, 2];

/** How long the thread may be kept before messages (cancel) are let in. */
const SLICE_MS = 40;

/**
 * A chunk is about so many logits, but not less than so many pixels, since what it adds up to grows with the classes.
 * Sums are taken chunk by chunk and added in their order, so that the result does not depend on which thread did what.
 */
const CHUNK_LOGITS = 1 << 20;
const CHUNK_PIXELS = 1 << 15;

/** Helpers are worth asking from so many logits on, about 15 ms of work; a pixel without its logits is like some of them. */
const TEAM_LOGITS = 1 << 23;
const PIXEL_COST = 8;

export interface BlockPass<P> {
  params: P;
  /** Results per pixel, by name. */
  outputs?: Record<string, Output>;
  /** Inputs per pixel. */
  inputs?: PixelArrays;
  /** How logits of another size than the label's are resized; true unless said. */
  alignCorners?: boolean;
}

/**
 * Runs a job over all logits, block by block, on this thread and, where logits are many and can be shared, on helpers.
 * Returns what each chunk added up to, in order, and the results per pixel. Stops with what `checkpoint` throws.
 */
export async function runBlocks<P, R>(
  job: BlockJob<P, R>,
  view: PassInput,
  label: LabelMap,
  pass: BlockPass<P>,
  checkpoint: Checkpoint,
): Promise<{ chunks: Chunk<R>[]; arrays: PixelArrays }> {
  const pixels = label.codes.length;
  const cost = pixels * (job.readsLogits ? view.numClasses : PIXEL_COST);
  const team = cost >= TEAM_LOGITS ? currentTeam() : null;
  const shareable = team && compiledKernels() ? portable(job, view) : null;
  const shared = shareable !== null;
  const arrays: PixelArrays = {};
  for (const [name, type] of Object.entries(pass.outputs ?? {})) {
    arrays[name] = outputArray(type, pixels, shared);
  }
  for (const [name, input] of Object.entries(pass.inputs ?? {})) {
    arrays[name] = shared ? inSharedMemory(input) : input;
  }
  const task: BlockTask<P> = {
    params: pass.params,
    arrays,
    codes: shared ? inSharedMemory(label.codes) : label.codes,
    samples: label.samples,
    height: label.height,
    width: label.width,
    alignCorners: pass.alignCorners ?? true,
    state: new Int32Array(memory(12, shared)),
  };
  const help = team && shareable ? team.start<R>(job.name, shareable, task as BlockTask<unknown>) : null;
  // Heard when it is waited for, below.
  help?.catch(() => {});
  try {
    const chunks = await workOn(job, view, task, checkpoint);
    // Helpers that are still starting up have nothing left to do.
    if (help && Atomics.load(task.state, ACTIVE) > 0) {
      chunks.push(...(await help));
    }
    return { chunks: chunks.sort((a, b) => a.index - b.index), arrays };
  } catch (error) {
    Atomics.store(task.state, STOP, 1);
    if (help && Atomics.load(task.state, ACTIVE) > 0) {
      // The file must not be closed under a helper that still reads its last chunk.
      await help.catch(() => {});
    }
    if (error instanceof TeamError) {
      // A helper died, and with it what it had begun: this thread can do everything by itself.
      useTeam(null);
      return runBlocks(job, view, label, pass, checkpoint);
    }
    throw error;
  }
}

/** What other threads need of the prediction; null where they cannot have it. */
function portable(job: BlockJob<never, unknown>, view: PassInput): PortableView | { numClasses: number } | null {
  return job.readsLogits ? portableView(view as PredictionView) : { numClasses: view.numClasses };
}

/** A helper thread ended before its work did. */
export class TeamError extends Error {}

/** Takes chunks until there are none; what every thread of a pass does. */
export async function workOn<P, R>(
  job: BlockJob<P, R>,
  view: PassInput,
  task: BlockTask<P>,
  checkpoint: Checkpoint,
): Promise<Chunk<R>[]> {
  const { samples, height, width, state, codes } = task;
  const perSample = height * width;
  const kernel = borrowKernel(view.numClasses);
  const source = job.readsLogits ? logitSource(view as PredictionView, height, width, task.alignCorners) : null;
  kernel.given = source?.given ?? false;
  const work = job.start(kernel, task.params, task.arrays);
  const wanted = Math.max(CHUNK_PIXELS, CHUNK_LOGITS / (view.numClasses + PIXEL_COST));
  const chunkPixels = Math.ceil(wanted / kernel.capacity) * kernel.capacity;
  const perSampleChunks = Math.ceil(perSample / chunkPixels);
  const total = samples * perSampleChunks;
  const done: Chunk<R>[] = [];
  let since = performance.now();
  await checkpoint(0, samples * perSample);
  for (let index = next(); index < total && state[STOP] === 0; index = next()) {
    const sample = Math.floor(index / perSampleChunks);
    const start = (index % perSampleChunks) * chunkPixels;
    const end = Math.min(perSample, start + chunkPixels);
    for (let first = start; first < end; first += kernel.capacity) {
      const count = Math.min(kernel.capacity, end - first);
      const at = sample * perSample + first;
      source?.load(sample, first, count, kernel.logits, kernel.stride);
      kernel.codes.set(codes.subarray(at, at + count));
      work.block(at, count);
      if (performance.now() - since > SLICE_MS) {
        await checkpoint(at + count, samples * perSample);
        since = performance.now();
      }
    }
    done.push({ index, sample, result: work.take() });
  }
  returnKernel(kernel);
  return done;

  function next(): number {
    return Atomics.add(state, NEXT, 1);
  }
}

function memory(bytes: number, shared: boolean): ArrayBuffer | SharedArrayBuffer {
  return shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}

/** An array given is written again unless it is of another length, or other threads cannot reach it. */
function outputArray(wanted: Output, pixels: number, shared: boolean): Float32Array | Uint16Array {
  if (typeof wanted !== 'string' && wanted.length === pixels) {
    if (!shared || wanted.buffer instanceof SharedArrayBuffer) {
      return wanted;
    }
  }
  return wanted === 'uint16' || wanted instanceof Uint16Array
    ? new Uint16Array(memory(2 * pixels, shared))
    : new Float32Array(memory(4 * pixels, shared));
}

function inSharedMemory<T extends Float32Array | Uint16Array>(array: T): T {
  if (array.buffer instanceof SharedArrayBuffer) {
    return array;
  }
  const buffer = new SharedArrayBuffer(array.byteLength);
  const copy = array instanceof Float32Array ? new Float32Array(buffer) : new Uint16Array(buffer);
  copy.set(array);
  return copy as T;
}
