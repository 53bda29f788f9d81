import { dirname } from 'node:path';
import { InspectionError } from '../core/errors.js';
import { findClassesFiles } from '../core/pairing/classesFiles.js';
import { findPartners } from '../core/pairing/partners.js';
import { isWithin } from '../core/pairing/paths.js';
import { absolute, listFolder } from './listFolder.js';
import type { InspectOptions } from './options.js';

/** The label and class list of a prediction: as given, else found beside it as the extension finds them. */
export async function completePair(options: InspectOptions): Promise<{ label: string; classes?: string }> {
  if (options.label) {
    const starts = [options.label, options.prediction].map(path => dirname(absolute(path)));
    return { label: options.label, classes: options.classes ?? (await findClassesFiles(starts, listFolder))[0] };
  }
  const file = absolute(options.prediction);
  const root = absolute('.');
  const query = { file, role: 'prediction', root: isWithin(file, root) ? root : undefined } as const;
  const found = await findPartners(query, listFolder);
  if (found.label === null) {
    const several = found.ambiguous.label;
    throw new InspectionError(
      several ? 'label-ambiguous' : 'label-not-found',
      several
        ? `Several labels fit ${options.prediction}: ${several.join(', ')}.`
        : `No label with the name of ${options.prediction} was found beside it, in a folder of labels (labels, masks, annotations, ...) or below this folder.`,
      'Name it with --label F.',
    );
  }
  return { label: found.label, classes: options.classes ?? found.classes[0] };
}
