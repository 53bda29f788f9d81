import { comparedModels } from '../core/dataset/comparisons.js';
import { grouped } from '../core/dataset/grouped.js';
import { changesKey, type PixelChanges } from '../core/dataset/pixelChanges.js';
import type { PlannedPair } from '../core/dataset/scan.js';
import type { SumPool } from '../node/sumPool.js';
import type { RecordFile } from './records.js';
import type { ScanOptions } from './scanOptions.js';

/** Two predictions of one label. */
interface ToCompare extends Omit<PixelChanges, 'fixed' | 'broken'> {
  jobs: [a: PlannedPair['job'], b: PlannedPair['job']];
}

/** What the report compares, image by image; of a part of a scan every n-th in the order of their names. */
export function pairsToCompare(
  pairs: readonly PlannedPair[],
  baselines: readonly string[],
  shard: ScanOptions['shard'],
): ToCompare[] {
  const all = [...grouped(pairs, pair => pair.dataset)].flatMap(([dataset, own]) => {
    const models = grouped(own, pair => pair.model);
    const { baseline: a, others } = comparedModels([...models.keys()], baselines);
    const before = new Map(models.get(a)?.map(pair => [pair.label, pair]));
    return others.flatMap(b =>
      (models.get(b) ?? []).flatMap((pair): ToCompare[] => {
        const other = before.get(pair.label);
        const jobs: ToCompare['jobs'] | null = other ? [other.job, pair.job] : null;
        return other && jobs && pair.label !== null
          ? [{ dataset, a, b, label: pair.label, identity: [other.identity, pair.identity], jobs }]
          : [];
      }),
    );
  });
  const sorted = all
    .map(one => ({ key: changesKey(one), one }))
    .sort((x, y) => (x.key < y.key ? -1 : 1))
    .map(({ one }) => one);
  return shard ? sorted.filter((_, k) => k % shard.of === shard.index - 1) : sorted;
}

/** Counts several at a time; what is known of an earlier run is not counted again, what cannot be compared is left out. */
export async function countPixels(
  wanted: readonly ToCompare[],
  { pool, file, concurrency }: { pool: SumPool; file: RecordFile | null; concurrency: number },
  signal: AbortSignal,
): Promise<PixelChanges[]> {
  const found: PixelChanges[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < wanted.length) {
      const { jobs, ...names } = wanted[next++];
      const known = file?.recallChanges(names);
      const counted = known ?? (await pool.countChanges(...jobs, signal));
      if (counted) {
        const changes = { ...names, fixed: counted.fixed, broken: counted.broken };
        found.push(changes);
        file?.addChanges(changes);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return found;
}
