import type { Entry } from './entries.js';
import { EntryIndex, match } from './join.js';
import { forEach, type Pace } from './pace.js';
import { keyOf, rankOf } from './scene.js';

export interface EntryPair {
  prediction: Entry;
  label: Entry;
  image: Entry | null;
}

export interface PairedEntries {
  pairs: EntryPair[];
  /** Labels that no prediction was found for, with the image of each. */
  labels: { label: Entry; image: Entry | null }[];
  /** Predictions that fit several labels equally well. */
  ambiguous: { prediction: Entry; labels: Entry[] }[];
  /** Predictions for which there is nothing, or nothing that is sure. */
  alone: Entry[];
}

/** Pairs all entries with each other, in time linear in their number. */
export async function pairEntries(entries: readonly Entry[], pace: Pace): Promise<PairedEntries> {
  const images = await EntryIndex.of('image', entries, pace);
  const { matched, ambiguous, alone } = await matchAll(entries, pace);
  const known = new Map<Entry, Entry | null>();
  const imageOf = (label: Entry): Entry | null => {
    let image = known.get(label);
    if (image === undefined) {
      const { chosen, sure } = match(label, images);
      image = sure ? chosen : null;
      known.set(label, image);
    }
    return image;
  };
  const pairs: EntryPair[] = [];
  await forEach(bestOfEach(matched), pace, ({ prediction, label }) => {
    pairs.push({ prediction, label, image: imageOf(label) });
  });
  const paired = new Set(matched.flatMap(({ prediction, label }) => [placeOf(prediction), placeOf(label)]));
  const labels: PairedEntries['labels'] = [];
  await forEach(entries, pace, label => {
    if (label.role === 'label' && !paired.has(placeOf(label))) {
      labels.push({ label, image: imageOf(label) });
    }
  });
  return { pairs, labels, ambiguous, alone: alone.filter(one => !paired.has(placeOf(one))) };
}

type Matched = Omit<EntryPair, 'image'>;

async function matchAll(entries: readonly Entry[], pace: Pace) {
  const labels = await EntryIndex.of('label', entries, pace);
  const predictions = entries.filter(entry => entry.role === 'prediction');
  const [matched, unsure]: [Matched[], Matched[]] = [[], []];
  const ambiguous: PairedEntries['ambiguous'] = [];
  const alone: Entry[] = [];
  await forEach(predictions, pace, prediction => {
    const { chosen, fitting, sure } = match(prediction, labels);
    if (chosen) {
      (sure ? matched : unsure).push({ prediction, label: chosen });
    } else if (fitting.length > 0) {
      ambiguous.push({ prediction, labels: fitting });
    } else {
      alone.push(prediction);
    }
  });
  const believed = believable(unsure, predictions);
  for (const one of unsure) {
    if (believed(one)) {
      matched.push(one);
    } else {
      alone.push(one.prediction);
    }
  }
  return { matched, ambiguous, alone };
}

/** Common names alone are little evidence, but a folder of which nearly all files meet one dataset is much. */
function believable(unsure: readonly Matched[], predictions: readonly Entry[]): (one: Matched) => boolean {
  const id = ({ prediction, label }: Matched): string => `${prediction.folder}\n${label.anchor}`;
  const met = countBy(unsure, id);
  const all = countBy(predictions, ({ folder }) => folder);
  return one => {
    const count = met.get(id(one)) ?? 0;
    return count >= FEW && count >= MOST * (all.get(one.prediction.folder) ?? 0);
  };
}

const FEW = 5;
const MOST = 0.9;

function countBy<T>(list: readonly T[], key: (one: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of list) {
    counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
  }
  return counts;
}

/**
 * Of the predictions of one label in one folder the best: "x.png" beside "x.npy" is a preview, and nnU-Net writes
 * "case.pkl" and "case.nii.gz" beside "case.npz".
 */
function bestOfEach(matched: readonly Matched[]): Matched[] {
  const best = new Map<string, { one: Matched; rank: number }>();
  for (const one of matched) {
    const { prediction, label } = one;
    const id = `${prediction.folder}\n${label.path}`;
    const rank = rankOf(label.scene, 'prediction', prediction.scene) ?? Number.POSITIVE_INFINITY;
    const known = best.get(id);
    if (!known || rank < known.rank || (rank === known.rank && prediction.name < known.one.prediction.name)) {
      best.set(id, { one, rank });
    }
  }
  return [...best.values()].map(({ one }) => one);
}

/** Where a file stands for its scene: "x_labelIds.png" and "x_labelTrainIds.png" of one folder are one label. */
function placeOf({ role, folder, scene }: Entry): string {
  return `${role}\n${folder}\n${keyOf(scene)}`;
}
