import { type PairRole, ROLES } from './extensions.js';

/** Folder name patterns for each role: `*` stands for any characters, case does not matter. */
export type FolderPatterns = Record<PairRole, readonly string[]>;

/**
 * Folder names of common datasets and frameworks. `masks_*` is in two lists on purpose: beside a label folder such
 * folders hold predicted masks (one per model), without one they hold the labels.
 */
export const DEFAULT_FOLDERS: FolderPatterns = {
  image: [
    'image',
    'images*',
    'image_*',
    '*_image',
    '*_images',
    'img',
    'imgs',
    'img_*',
    '*_img',
    '*_imgs',
    'photo',
    'photos',
    'JPEGImages*',
    'leftImg8bit*',
    '*StillsRaw*',
    '*Ortho_*',
  ],
  label: [
    'label',
    'labels*',
    'label_*',
    '*_label',
    '*_labels',
    '*_Labels_*',
    'annotation',
    'annotations*',
    '*_annotations',
    'ann',
    'anns',
    'ann_*',
    '*annot',
    'gt*',
    '*_gt',
    'ground_truth*',
    'groundtruth*',
    'SegmentationClass*',
    'segmentation',
    'segmentations',
    '*_segmentations',
    'seg',
    'semantic',
    'mask',
    'masks*',
    '*_mask',
    '*_masks',
    '*_manual',
    'target',
    'targets',
    'truth',
    'LabeledApproved*',
  ],
  prediction: [
    'prediction*',
    '*_predictions',
    'pred',
    'preds*',
    'pred_*',
    '*_pred',
    '*_preds',
    'logits*',
    '*_logits',
    'prob',
    'probs*',
    'probabilities*',
    'softmax*',
    'out',
    'output*',
    'result',
    'results*',
    '*_results',
    'detection-results',
    'inference*',
    'submission*',
    'fold_*',
    'epoch*',
    'iter_*',
    'checkpoint*',
    'ckpt*',
    'masks_*',
  ],
};

/** What a folder holds. */
export interface FolderFact {
  role: PairRole;
  /** What the name says beyond its role: "train" of "train_images", "a" of "predictions_a", "Tr" of "imagesTr". */
  rest: string;
  /** Announced as labels or predictions painted in colours, to be looked at. */
  painted: boolean;
}

const PAINTED = /(^|[_-])(vis|viz|visual|visuali[sz]ations?|colou?rs?|rgb|overlays?|painted|show)$/i;

/** What stands for the stars, or null where a name does not match; the pieces are compared in order, from the left. */
function matched(name: string, pattern: string): string | null {
  // Patterns come from settings, so no regular expression is built from them.
  const [first = '', ...rest] = pattern.toLowerCase().split('*');
  const text = name.toLowerCase();
  const last = rest.pop();
  if (last === undefined) {
    return text === first ? '' : null;
  }
  const end = text.length - last.length;
  if (!text.startsWith(first) || end < first.length || !text.endsWith(last)) {
    return null;
  }
  const stars: string[] = [];
  let from = first.length;
  for (const piece of rest) {
    const at = text.indexOf(piece, from);
    if (at < 0 || at + piece.length > end) {
      return null;
    }
    stars.push(name.slice(from, at));
    from = at + piece.length;
  }
  stars.push(name.slice(from, end));
  return stars.filter(star => star !== '').join('_');
}

function byName(name: string, role: PairRole, patterns: FolderPatterns): FolderFact | null {
  for (const pattern of patterns[role]) {
    const stars = matched(name, pattern);
    if (stars !== null) {
      const rest = stars.replace(/^[_\-. ]+|[_\-. ]+$/g, '');
      return { role, rest, painted: role !== 'image' && PAINTED.test(rest) };
    }
  }
  return null;
}

/**
 * What each of some sibling folders holds, judged by its name and, where that is not enough, by the others:
 * - a name that fits labels and predictions holds predictions beside a folder of labels, else labels;
 * - A and B beside a folder of labels are the two images of change detection (LEVIR-CD);
 * - "train" beside "trainannot" holds images (CamVid in SegNet's tutorial).
 * A folder of which neither says anything is left out.
 */
export function folderFacts(siblings: readonly string[], patterns: FolderPatterns): Map<string, FolderFact> {
  const named = siblings.map(name => ({ name, facts: ROLES.map(role => byName(name, role, patterns)) }));
  const lower = new Set(siblings.map(name => name.toLowerCase()));
  const anyLabels = named.some(({ facts: [, label] }) => label);
  const onlyLabels = named.some(({ facts: [prediction, label] }) => label && !prediction);
  const found = new Map<string, FolderFact>();
  for (const { name, facts } of named) {
    const [prediction, label] = facts;
    const either = onlyLabels ? prediction : label;
    const fact = prediction && label ? either : facts.find(one => one !== null);
    if (fact) {
      found.set(name, fact);
    } else if (anyLabels && /^[ab]$/i.test(name) && lower.has('a') && lower.has('b')) {
      found.set(name, { role: 'image', rest: '', painted: false });
    } else if (lower.has(`${name.toLowerCase()}annot`)) {
      found.set(name, { role: 'image', rest: name, painted: false });
    }
  }
  return found;
}
