import type { PairRole } from './roles.js';

/** Folder name patterns for each role: `*` stands for any characters, case does not matter. */
export type FolderPatterns = Record<PairRole, readonly string[]>;

/**
 * Folder names of common datasets and frameworks. `masks_*` is in two lists on purpose: beside a label folder such
 * folders hold predicted masks (one per model), without one they hold the labels.
 */
export const DEFAULT_FOLDERS: FolderPatterns = {
  image: ['image', 'images', 'images_*', 'img', 'imgs', 'photo', 'photos', 'JPEGImages', 'leftImg8bit'],
  label: [
    'label',
    'labels',
    'labels_*',
    'annotation',
    'annotations',
    'annotations_*',
    'gt*',
    'ground_truth',
    'groundtruth',
    'SegmentationClass*',
    'mask',
    'masks',
    'masks_*',
  ],
  prediction: [
    'prediction*',
    'pred',
    'preds',
    'pred_*',
    'preds_*',
    'logits*',
    'prob',
    'probs*',
    'probabilities*',
    'masks_*',
  ],
};

function matches(name: string, pattern: string): boolean {
  // Split at the stars and compare the pieces in order: patterns come from settings, so no regular expression is built.
  const pieces = pattern.toLowerCase().split('*');
  const text = name.toLowerCase();
  const [first = '', ...rest] = pieces;
  if (rest.length === 0) {
    return text === first;
  }
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) {
    return false;
  }
  let from = first.length;
  for (const piece of rest) {
    const at = text.indexOf(piece, from);
    if (at < 0) {
      return false;
    }
    from = at + piece.length;
  }
  return from <= text.length - last.length;
}

function rolesByName(name: string, patterns: FolderPatterns): PairRole[] {
  return (['prediction', 'label', 'image'] as const).filter(role => patterns[role].some(p => matches(name, p)));
}

/**
 * What a folder holds, judged by its name and, where the name fits both labels and predictions, by its siblings.
 * null: the name says nothing.
 */
export function folderRole(name: string, siblings: readonly string[], patterns: FolderPatterns): PairRole | null {
  const roles = rolesByName(name, patterns);
  if (roles.includes('prediction') && roles.includes('label')) {
    const labelsBeside = siblings.some(sibling => {
      const others = sibling === name ? [] : rolesByName(sibling, patterns);
      return others.includes('label') && !others.includes('prediction');
    });
    return labelsBeside ? 'prediction' : 'label';
  }
  return roles[0] ?? null;
}
