import { CancelledError } from '../errors.js';
import type { ByteSource } from '../formats/byteSource.js';
import type { FileRef, InspectionResult, Progress } from './job.js';
import { type Steps, sliced } from './steps.js';

/** A decoded background picture and its stored size [height, width]. */
export interface Decoded {
  picture: InspectionResult['picture'];
  size: [number, number] | null;
}

/** What an inspection needs from where it runs (worker or command line). */
export interface InspectionHost {
  open(file: FileRef): ByteSource;
  /** Bytes of kernels.wasm, the pass over the logits; null: TypeScript instead. */
  kernels: Uint8Array | null;
  /** Decodes the background picture; absent where none is wanted. */
  decodePicture?(file: FileRef): Promise<Decoded>;
  progress(progress: Progress): void;
  signal: AbortSignal;
}

/** Reports progress, lets messages in, and stops when cancelled. */
export async function pause(host: InspectionHost, progress: Progress): Promise<void> {
  host.progress(progress);
  await new Promise(resolve => setTimeout(resolve, 0));
  if (host.signal.aborted) {
    throw new CancelledError();
  }
}

/** Does work in slices, with pauses between them. */
export function inSlices<T>(host: InspectionHost, step: string, steps: Steps<T>): Promise<T> {
  return sliced(steps, fraction => pause(host, { step, fraction }));
}
