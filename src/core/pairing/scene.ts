import { extensionRank, mayBe, type PairRole } from './extensions.js';
import type { DirectoryEntry } from './listing.js';
import { stemOf } from './paths.js';
import { takeApart } from './words.js';

/** What identifies the scene a file shows, in the forms its partners may be named after. */
export interface Scene {
  stem: string;
  /** The stem without words; '' for files named after their role alone ("label.png"). */
  key: string;
  /** The nearest folder that is not named after a role: it identifies "case_1/label.png". */
  folder: string;
  /** nnU-Net numbers the channels of an image: "case_0000" belongs to "case". null: not an image so named. */
  channelOf: string | null;
}

const CHANNEL = /^(.+)_(\d{4})$/;

export function sceneOf(name: string, role: PairRole, folder: string): Scene {
  const stem = stemOf(name);
  const channelOf = role === 'image' ? (CHANNEL.exec(stem)?.[1] ?? null) : null;
  return { stem, key: takeApart(stem).key, folder, channelOf };
}

/** How well a name in `folder` fits a scene; lower is better, null not at all. */
export function nameRank(scene: Scene, wanted: PairRole, name: string, folder: string): number | null {
  const { stem, key, channelOf } = scene;
  const named = key === '' ? scene.folder : key;
  const possible = key === '' || named === folder || name.includes(channelOf ?? named);
  if (!possible || !mayBe(wanted, name)) {
    return null;
  }
  const otherStem = stemOf(name);
  const extension = extensionRank(wanted, name);
  if (otherStem === stem) {
    return extension;
  }
  const parts = takeApart(otherStem);
  const word = wordRank(wanted, parts.said, parts.rank);
  if (parts.key === key && word !== null) {
    return word + extension;
  }
  if (parts.key === '' ? folder === named && parts.said === wanted : key === '' && parts.key === named) {
    return (word ?? OTHER) + BY_FOLDER + extension;
  }
  if (channelOf !== null && parts.key === channelOf) {
    return (word ?? OTHER) + CHANNELS + extension;
  }
  const [, whole, channel] = (wanted === 'image' && CHANNEL.exec(otherStem)) || [];
  return whole === key || whole === stem ? CHANNELS + Number(channel) * 100 + extension : null;
}

const OTHER = 80_000;
const BY_FOLDER = 100_000;
const CHANNELS = 1_000_000;

/** The wanted word first, then none, then words of other roles where they cannot mean harm; paintings last. */
function wordRank(wanted: PairRole, said: string | null, rank: number): number | null {
  if (said === wanted) {
    return (1 + rank) * 100;
  }
  if (said === null) {
    return 10_000;
  }
  if (said === 'painting') {
    return wanted === 'image' ? null : 90_000;
  }
  // A folder of predictions may name its files after the label or the image they belong to.
  if (wanted === 'prediction') {
    return said === 'label' ? 20_000 + rank * 100 : OTHER;
  }
  return wanted === 'label' && said === 'image' ? OTHER : null;
}

/** The file of a folder that fits best. */
export function bestIn(
  scene: Scene,
  wanted: PairRole,
  folder: string,
  entries: readonly DirectoryEntry[],
): string | null {
  let best: { name: string; rank: number } | null = null;
  for (const { name, directory } of entries) {
    const rank = directory ? null : nameRank(scene, wanted, name, folder);
    if (rank !== null && (!best || rank < best.rank || (rank === best.rank && name < best.name))) {
      best = { name, rank };
    }
  }
  return best?.name ?? null;
}
