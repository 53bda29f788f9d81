import type { PixelChanges } from '../../core/dataset/pixelChanges.js';
import { CancelledError } from '../../core/errors.js';
import type { ScannedDataset, ScannedPair } from '../scan/types.js';

export interface PixelCountsOptions {
  /** Pixels that the second prediction mends and breaks. */
  count(a: ScannedPair, b: ScannedPair, signal: AbortSignal): Promise<Pick<PixelChanges, 'fixed' | 'broken'>>;
  found(changes: PixelChanges): void;
  progress(done: number, of: number): void;
  /** Images at work at the same time. */
  concurrency: number;
}

/**
 * Compares the predictions of two models pixel by pixel, over the labels that both have a usable prediction of. An image
 * that cannot be compared is left out: its numbers then say so. Throws CancelledError.
 */
export async function countPixels(
  dataset: ScannedDataset,
  [a, b]: [a: string, b: string],
  { count, found, progress, concurrency }: PixelCountsOptions,
  signal: AbortSignal,
): Promise<void> {
  const usable = (model: string) =>
    dataset.pairs.filter(pair => pair.model === model && pair.outcome && 'ok' in pair.outcome);
  const before = new Map(usable(a).map(pair => [pair.label, pair]));
  const both = usable(b).flatMap(pair => {
    const other = before.get(pair.label);
    return other ? [[other, pair] as const] : [];
  });
  let [next, done] = [0, 0];
  progress(0, both.length);
  const work = async (): Promise<void> => {
    while (next < both.length) {
      const [one, two] = both[next++]!;
      if (signal.aborted) {
        throw new CancelledError();
      }
      const changes = await count(one, two, signal).catch((error: unknown) => {
        if (error instanceof CancelledError || signal.aborted) {
          throw new CancelledError();
        }
        return null;
      });
      if (changes) {
        const label = two.planned.label as string;
        const identity: [string, string] = [one.planned.identity, two.planned.identity];
        found({ dataset: dataset.name, a, b, label, identity, ...changes });
      }
      progress(++done, both.length);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, work));
}
