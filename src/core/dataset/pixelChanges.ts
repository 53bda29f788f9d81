import { InspectionError } from '../errors.js';
import type { InspectionHost } from '../inspection/host.js';
import { inspect } from '../inspection/inspect.js';
import { baseName, type InspectionJob } from '../inspection/job.js';
import { IGNORED_CODE } from '../inspection/layers.js';

/**
 * What two predictions of one label have right, pixel by pixel. Sums of pairs cannot say it: they know how many pixels
 * of each are right, not whether they are the same ones.
 */
export interface PixelChanges {
  dataset: string;
  /** Models. */
  a: string;
  b: string;
  label: string;
  /** The identities of the two pairs: what tells unchanged predictions from changed ones. */
  identity: [a: string, b: string];
  /** Wrong with A and right with B; right with A and wrong with B. */
  fixed: number;
  broken: number;
}

/**
 * The pixels that B mends and breaks, ignored ones left out. Throws what an inspection throws, and
 * question-not-comparable where the two do not read the label alike.
 */
export async function countChanges(
  a: InspectionJob,
  b: InspectionJob,
  host: InspectionHost,
): Promise<Pick<PixelChanges, 'fixed' | 'broken'>> {
  // One after the other, so that only one prediction is in memory at a time.
  const before = await decided(a, host);
  const after = await decided(b, host);
  if (before.label.length !== after.label.length || !before.label.every((code, k) => code === after.label[k])) {
    throw new InspectionError(
      'question-not-comparable',
      `${baseName(b.prediction)} and ${baseName(a.prediction)} are not about the same label pixels.`,
      'Compare predictions whose label is read alike.',
    );
  }
  let [fixed, broken] = [0, 0];
  before.label.forEach((code, k) => {
    if (code !== IGNORED_CODE) {
      const [was, is] = [before.argmax[k] === code, after.argmax[k] === code];
      fixed += !was && is ? 1 : 0;
      broken += was && !is ? 1 : 0;
    }
  });
  return { fixed, broken };
}

async function decided(job: InspectionJob, host: InspectionHost): Promise<{ label: Uint16Array; argmax: Uint16Array }> {
  const { label, stats } = await inspect(
    { ...job, image: undefined, argmax: true, perPixel: false, layers: false, boundaryWidth: null },
    host,
  );
  return { label: label.codes, argmax: stats.argmax };
}

/** What names what was counted of two models and a label. */
export function changesKey({ dataset, a, b, label }: Pick<PixelChanges, 'dataset' | 'a' | 'b' | 'label'>): string {
  return [dataset, a, b, label].join('\n');
}

/** Those of two models and their dataset, by label. */
export function changesByLabel(
  counted: readonly PixelChanges[],
  of: Pick<PixelChanges, 'dataset' | 'a' | 'b'>,
): Map<string, PixelChanges> {
  const own = counted.filter(one => one.dataset === of.dataset && one.a === of.a && one.b === of.b);
  return new Map(own.map(one => [one.label, one]));
}
