import type { Unmatched } from '../../core/dataset/record.js';
import type { ScannedDataset } from './types.js';

/** The records of all pairs that have an outcome, made one by one. */
export function* recordTexts(datasets: readonly ScannedDataset[]): Generator<string> {
  for (const { name, pairs } of datasets) {
    for (const { planned, model, outcome } of pairs) {
      if (outcome) {
        const { prediction, label, image, identity } = planned;
        const head = JSON.stringify({ version: 1, dataset: name, model, prediction, label, image, identity });
        yield `${head.slice(0, -1)},"outcome":${outcome.text}}`;
      }
    }
  }
}

/** With URIs in place of paths: that is how the editor names files. */
export function unmatchedOf({ name, folder, unmatched }: ScannedDataset): Unmatched {
  const { predictions, labels, ambiguous } = unmatched;
  return {
    dataset: name,
    root: folder,
    predictions: [...predictions],
    labels: [...labels],
    ambiguous: ambiguous.map(({ prediction, labels }) => ({ prediction, labels: [...labels] })),
  };
}
