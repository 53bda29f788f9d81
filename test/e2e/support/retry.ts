import { setTimeout as wait } from 'node:timers/promises';

/**
 * Tries until it works, then says why it did not. For what shows a moment's state and must be opened again, such as
 * a menu from before an extension's entries had loaded: never for what a test asserts.
 */
export async function retry<T>(what: string, attempt: () => Promise<T>, seconds = 60): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) {
        throw new Error(`${what} did not work in ${seconds} s: ${(error as Error).message}`, { cause: error });
      }
      await wait(200);
    }
  }
}

/** Asks until the answer is as wanted; the last answer otherwise, for the assertion to show. */
export async function settled<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean, seconds = 20): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (wanted(answer) || Date.now() > end) {
      return answer;
    }
    await wait(100);
  }
}
