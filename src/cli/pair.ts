import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { InspectionError } from '../core/errors.js';
import { findClassesFiles } from '../core/pairing/classesFiles.js';
import { findPartners, type PartnerQuery, type Partners } from '../core/pairing/partners.js';
import { isWithin } from '../core/pairing/paths.js';
import { type DatasetSetting, datasetOf } from '../core/settings/datasets.js';
import { absolute, listFolder } from './listFolder.js';
import type { InspectOptions } from './options.js';
import { usage } from './values.js';

/** The pair of a prediction. */
interface CompletePair {
  label: string;
  classes?: string;
  /** The dataset of the config that it is of. */
  dataset: DatasetSetting | undefined;
}

/**
 * The label and class list of a prediction: as given, else where the config says, else found beside it as the extension
 * finds them. The current folder stands for the workspace folder.
 */
export async function completePair(options: InspectOptions): Promise<CompletePair> {
  const { config, prediction } = options;
  refuseWhatIsNoFile(prediction);
  const root = absolute('.');
  const datasets = config.datasets(root);
  const partners = options.label ? null : await findLabel(options, root, datasets);
  const label = options.label ?? (partners?.label as string);
  const dataset = datasetOf(datasets, { prediction: absolute(prediction), label: absolute(label) });
  const starts = [label, prediction].map(path => dirname(absolute(path)));
  const found = partners?.classes ?? (await findClassesFiles(starts, listFolder));
  return { label, classes: options.classes ?? dataset?.classesFile ?? found[0], dataset };
}

async function findLabel(
  { prediction, config }: InspectOptions,
  root: string,
  datasets: readonly DatasetSetting[],
): Promise<Partners> {
  const file = absolute(prediction);
  const query: PartnerQuery = {
    file,
    role: 'prediction',
    datasets: datasets.map(({ files }) => files),
    root: isWithin(file, root) ? root : undefined,
  };
  const found = await findPartners(query, listFolder, config.folders);
  if (found.label === null) {
    const several = found.ambiguous.label;
    throw new InspectionError(
      several ? 'label-ambiguous' : 'label-not-found',
      several
        ? `Several labels fit ${prediction}: ${several.join(', ')}.`
        : `No label with the name of ${prediction} was found beside it, in a folder of labels (labels, masks, annotations, ...) or below this folder.`,
      'Name it with --label F.',
    );
  }
  return found;
}

/** A wrong path is no missing label, and a folder is for `scan`. */
function refuseWhatIsNoFile(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) {
    throw new InspectionError('file-not-found', `${path} does not exist.`, 'Check the path or choose another file.');
  }
  if (found.isDirectory()) {
    throw usage(`${path} is a folder.`, `For all pairs in it: seg-loss scan ${path}`);
  }
}
