/** Work in slices: yields now and then, how much of it is done (0 to 1), and returns its result. */
export type Steps<T> = Generator<number, T, void>;

/** Does all of it at once: for small arrays and tests. */
export function atOnce<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (!step.done) {
    step = steps.next();
  }
  return step.value;
}

/** How long the thread may be kept before messages (cancel) are let in. */
const SLICE_MS = 40;

/** Does it bit by bit; `pause` lets messages in and may throw to stop. */
export async function sliced<T>(steps: Steps<T>, pause: (fraction: number) => Promise<void>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) {
      return step.value;
    }
    if (performance.now() - since > SLICE_MS) {
      await pause(step.value);
      since = performance.now();
    }
  }
}
