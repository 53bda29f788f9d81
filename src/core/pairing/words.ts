import type { PairRole } from './extensions.js';

/** What a word in a file's name says. Paintings show a label or prediction in colours and serve where nothing else does. */
export type Said = PairRole | 'painting';

interface Word {
  said: Said;
  /** Order among the words of its role; lower is preferred (labelTrainIds before labelIds). */
  rank: number;
  /** A dataset's own suffix, which says more than the name of a folder of images. */
  strong: boolean;
}

/** Suffixes that datasets give their labels, best first. */
const DATASET_LABELS = [
  'gtFine_labelTrainIds', // Cityscapes
  'gtCoarse_labelTrainIds',
  'labelTrainIds', // COCO-Stuff
  'gtFine_labelIds',
  'gtCoarse_labelIds',
  'labelIds',
  'instance_color_RGB', // iSAID
  'manual1', // DRIVE
  '1stHO', // CHASE
  'manual2',
  '2ndHO',
];

/** Sequences of magnetic resonance in BraTS, beside whose images the label ends in "seg". */
const MODALITIES = 'flair t1 t1ce t1n t1c t2 t2w t2f';

const LABELS = 'label labels annotation annotations anno annot gt ground_truth groundtruth target lab';
const MASKS = 'mask masks segmentation segmentations seg trans';
const PREDICTIONS = 'probabilities probability softmax logits probs prob predictions prediction preds pred predict';
const PAINTINGS = 'color colour gtFine_color gtCoarse_color instanceIds gtFine_instanceIds gtCoarse_instanceIds';
const LOOKS = 'instance_id_RGB vis overlay blend superpixels contour contours';

/** Best first in each role. */
const WORDS: Record<Said, readonly string[]> = {
  label: [...DATASET_LABELS, ...`${LABELS} ${MASKS}`.split(' ')],
  image: `leftImg8bit image images img photo sat RGB IRRG RGBIR ${MODALITIES}`.split(' '),
  prediction: `${PREDICTIONS} output`.split(' '),
  painting: `${PAINTINGS} ${LOOKS}`.split(' '),
};

/** Words that only stand at the end: at the beginning they belong to the name of the scene. */
const ONLY_LAST = new Set(`trans sat rgb irrg rgbir lab target vis output ${MODALITIES}`.split(' '));

const KNOWN = new Map<string, Word>();
for (const said of ['label', 'image', 'prediction', 'painting'] as const) {
  for (const [rank, word] of WORDS[said].entries()) {
    KNOWN.set(word.toLowerCase(), { said, rank, strong: said === 'label' && rank < DATASET_LABELS.length });
  }
}

/** What words end with: most names are told apart by it at once. */
const ENDS = new Set([...KNOWN.keys()].map(word => word.slice(word.lastIndexOf('_') + 1)).concat('l'));

/** "<city>_<sequence>_<frame>": Cityscapes accepts submissions with anything behind it. */
const CITYSCAPES = /^[a-z-]+_\d{6}_\d{6}(?!\d)/i;

const LABEL: Word = { said: 'label', rank: DATASET_LABELS.length, strong: false };
const IMAGE: Word = { said: 'image', rank: 0, strong: false };

/** So many parts has the longest word: "instance_color_RGB". */
const MOST_PARTS = 3;

/** Words are taken off so often: "21_training_mask" has two. */
const MOST_WORDS = 3;

/** A stem taken apart: what identifies the scene, and what its words say. */
export interface StemParts {
  /** Stem without its words; '' when the stem is nothing else ("logits.npy"). */
  key: string;
  /** By the outermost word; null: no word is known. */
  said: Said | null;
  rank: number;
  strong: boolean;
}

/** The stem asked for last: each name is looked at from several sides before the next one comes. */
let last = { stem: '', parts: takenApart('') };

/** Takes words off the end of a stem, then one off its beginning; the outermost decides what the file is. */
export function takeApart(stem: string): StemParts {
  if (last.stem !== stem) {
    last = { stem, parts: takenApart(stem) };
  }
  return last.parts;
}

function takenApart(stem: string): StemParts {
  const scene = CITYSCAPES.exec(stem)?.[0];
  let word = scene === undefined ? undefined : suffixWord(stem)?.word;
  let key = scene ?? stem;
  for (let taken = 0; taken < MOST_WORDS && key !== ''; taken++) {
    const found = suffixWord(key) ?? driveImage(key);
    if (!found) {
      break;
    }
    word ??= found.word;
    key = found.rest;
  }
  const first = prefixWord(key);
  if (first) {
    word ??= first.word;
    key = first.rest;
  }
  return { key, said: word?.said ?? null, rank: word?.rank ?? 0, strong: word?.strong ?? false };
}

interface Taken {
  word: Word;
  rest: string;
}

/** The whole stem, or what follows a separator in it. */
function suffixWord(stem: string): Taken | null {
  if (!ENDS.has(stem.slice(lastSeparator(stem, stem.length - 1) + 1).toLowerCase())) {
    return null;
  }
  const whole = KNOWN.get(unified(stem));
  if (whole) {
    return { word: whole, rest: '' };
  }
  let found: Taken | null = null;
  for (let at = stem.length, parts = 0; parts < MOST_PARTS && at > 0; parts++) {
    at = lastSeparator(stem, at - 1);
    const word = at > 0 ? KNOWN.get(unified(stem.slice(at + 1))) : undefined;
    found = word ? { word, rest: stem.slice(0, at) } : found;
  }
  // CamVid's own labels end in a capital L; a small l would be any name.
  return found ?? (/._L$/.test(stem) ? { word: LABEL, rest: stem.slice(0, -2) } : null);
}

/** "mask_12", and without a separator only before digits: "img0001", "label0001". */
function prefixWord(stem: string): Taken | null {
  const [, head = '', rest = ''] = /^([a-z]{2,})[_\-. ](.+)$/i.exec(stem) ?? /^([a-z]{3,})(\d.*)$/i.exec(stem) ?? [];
  const word = ONLY_LAST.has(head.toLowerCase()) ? undefined : KNOWN.get(head.toLowerCase());
  return word ? { word, rest } : null;
}

/** DRIVE's images are "21_training" and "01_test"; elsewhere these words name a split. */
function driveImage(stem: string): Taken | null {
  const [, rest] = /^(\d+)_(?:training|test)$/.exec(stem) ?? [];
  return rest === undefined ? null : { word: IMAGE, rest };
}

function lastSeparator(text: string, before: number): number {
  for (let at = before; at >= 0; at--) {
    if (text[at] === '_' || text[at] === '-' || text[at] === '.' || text[at] === ' ') {
      return at;
    }
  }
  return -1;
}

function unified(text: string): string {
  return text.toLowerCase().replace(/[-. ]/g, '_');
}
