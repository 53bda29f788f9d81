import { CancelledError } from '../errors.js';

/** How long others may be kept waiting; pairing works in the editor's own thread. */
const SLICE_MS = 20;

/** Lets others run now and then during long work, and ends it with a CancelledError when asked to. */
export class Pace {
  private since = performance.now();

  constructor(private readonly signal?: AbortSignal) {}

  /** To be called after each small piece of work. */
  async beat(): Promise<void> {
    if (performance.now() - this.since > SLICE_MS) {
      await new Promise(resolve => setTimeout(resolve, 0));
      this.since = performance.now();
    }
    if (this.signal?.aborted) {
      throw new CancelledError();
    }
  }
}

/** So many small steps are taken between two beats. */
const STEPS = 64;

/** Does something with each element, at a pace. */
export async function forEach<T>(elements: Iterable<T>, pace: Pace, act: (element: T) => void): Promise<void> {
  let steps = 0;
  for (const element of elements) {
    act(element);
    if (++steps % STEPS === 0) {
      await pace.beat();
    }
  }
}
