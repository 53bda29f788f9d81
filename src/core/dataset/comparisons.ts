import { seriesOf } from './checkpoints.js';
import { compareModels, type ModelComparison } from './compareModels.js';
import { grouped } from './grouped.js';
import type { PixelChanges } from './pixelChanges.js';
import type { PairRecord } from './record.js';

/** So many models are compared with the first one; of a series of checkpoints only the last. */
const MOST = 8;

/**
 * In each dataset of several models, each one against the baseline.
 *
 * @param records sorted
 * @param baselines models to compare with, where a dataset has them; else its first in natural order
 */
export function modelComparisons(
  records: readonly PairRecord[],
  counted: readonly PixelChanges[],
  baselines: readonly string[] = [],
): ModelComparison[] {
  const datasets = grouped(records, record => record.dataset);
  return [...datasets.values()].flatMap(own => {
    const models = grouped(own, record => record.model);
    const { baseline, others } = comparedModels([...models.keys()], baselines);
    return others.flatMap(name => {
      const found = compareModels(models.get(baseline) ?? [], models.get(name) ?? [], counted);
      return found ? [found] : [];
    });
  });
}

/** Which models of a dataset are compared, and with which one. */
export function comparedModels(
  models: readonly string[],
  baselines: readonly string[],
): { baseline: string; others: string[] } {
  const names = [...models].sort(naturally);
  const baseline = names.find(name => baselines.includes(name)) ?? names[0];
  return { baseline, others: othersOf(names, baseline) };
}

function othersOf(names: readonly string[], baseline: string): string[] {
  const between = seriesOf(names).flatMap(({ models }) => models.slice(0, -1).map(one => one.model));
  const others = names.filter(name => name !== baseline);
  return others.length <= MOST ? others : others.filter(name => !between.includes(name)).slice(0, MOST);
}

/** "epoch_9" before "epoch_10". */
export function naturally(a: string, b: string): number {
  return NATURAL.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

const NATURAL = new Intl.Collator('en', { numeric: true });
