import { extensionRank, mayBe, type PairRole } from './extensions.js';
import { stemOf } from './paths.js';
import { type Said, takeApart } from './words.js';

/** What identifies the scene a file shows, in the forms its partners may be named after. */
export interface Scene {
  stem: string;
  /** The stem without words; '' for files named after their role alone ("label.png"). */
  key: string;
  said: Said | null;
  wordRank: number;
  /** The nearest folder that is not named after a role: it identifies "case_1/label.png". */
  folder: string;
  /** nnU-Net numbers the channels of an image: "case_0000" is channel 0 of "case". null: not an image so named. */
  channel: { of: string; number: number } | null;
  /** Place of its extension among those of its role. */
  extension: number;
}

export function sceneOf(name: string, role: PairRole, folder: string): Scene {
  const stem = stemOf(name);
  const { key, said, rank } = takeApart(stem);
  const [, of, number] = (role === 'image' && /^(.+)_(\d{4})$/.exec(stem)) || [];
  const channel = of === undefined ? null : { of, number: Number(number) };
  return { stem, key, said, wordRank: rank, folder, channel, extension: extensionRank(role, name) };
}

/** The name by which files elsewhere know the scene. */
export function keyOf({ key, folder }: Scene): string {
  return key === '' ? folder : key;
}

/**
 * How well a file of the wanted role fits a scene; lower is better, null: not at all. The same stem is best, then the
 * same scene by another word; then what a folder names, and the channels of an image.
 */
export function rankOf(scene: Scene, wanted: PairRole, other: Scene): number | null {
  if (other.stem === scene.stem && (scene.key !== '' || other.folder === scene.folder)) {
    return other.extension;
  }
  const word = wordFit(wanted, other);
  if (other.key === scene.key && (scene.key !== '' || other.folder === scene.folder) && word !== null) {
    return word + other.extension;
  }
  if (
    other.key === ''
      ? other.folder === scene.key && other.said === wanted
      : scene.key === '' && other.key === scene.folder
  ) {
    return (word ?? OTHER) + BY_FOLDER + other.extension;
  }
  if (scene.channel !== null && other.key === scene.channel.of) {
    return (word ?? OTHER) + CHANNELS + other.extension;
  }
  const of = wanted === 'image' ? other.channel?.of : undefined;
  return of !== undefined && (of === scene.key || of === scene.stem)
    ? CHANNELS + (other.channel?.number ?? 0) * 100 + other.extension
    : null;
}

const NO_WORD = 10_000;
const LABEL_WORD = 20_000;
const OTHER = 80_000;
const PAINTING = 90_000;
const BY_FOLDER = 100_000;
const CHANNELS = 1_000_000;

/** The wanted word first, then none, then words of other roles where they cannot mean harm; paintings last. */
function wordFit(wanted: PairRole, { said, wordRank }: Scene): number | null {
  if (said === wanted) {
    return (1 + wordRank) * 100;
  }
  if (said === null) {
    return NO_WORD;
  }
  if (said === 'painting') {
    return wanted === 'image' ? null : PAINTING;
  }
  // A folder of predictions may name its files after the label or the image they belong to.
  if (wanted === 'prediction') {
    return said === 'label' ? LABEL_WORD + wordRank * 100 : OTHER;
  }
  return wanted === 'label' && said === 'image' ? OTHER : null;
}

/** The best of some files; `folder` is the nearest one above them that is not named after a role. */
export function bestIn(scene: Scene, wanted: PairRole, folder: string, names: readonly string[]): string | null {
  let best: { name: string; rank: number } | null = null;
  for (const name of names) {
    const rank = nameRank(scene, wanted, name, folder);
    if (rank !== null && (!best || rank < best.rank || (rank === best.rank && name < best.name))) {
      best = { name, rank };
    }
  }
  return best?.name ?? null;
}

/** How well a name fits a scene; see `rankOf` and `bestIn`. Most names of a large folder are told apart at a glance. */
export function nameRank(scene: Scene, wanted: PairRole, name: string, folder: string): number | null {
  const key = keyOf(scene);
  const possible = scene.key === '' || key === folder || name.includes(scene.channel?.of ?? key);
  return possible && mayBe(wanted, name) ? rankOf(scene, wanted, sceneOf(name, wanted, folder)) : null;
}
