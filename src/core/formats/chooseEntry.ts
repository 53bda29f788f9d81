import type { Choice } from '../choice.js';
import { InspectionError } from '../errors.js';
import { nameOf, stemOf } from '../pairing/paths.js';
import { takeApart } from '../pairing/words.js';
import type { ArrayEntry, ArrayFile } from './arrayFile.js';
import { isFloat } from './ndarray.js';

/**
 * Names under which frameworks and people save what we look for, best first; compared without case and folders.
 * nnU-Net: probabilities, softmax; mmsegmentation: seg_logits, pred_sem_seg, gt_sem_seg; detectron2: sem_seg;
 * torchvision: out; Keras' habit: y_pred, y_true.
 */
const NAMES = {
  prediction: [
    'logits',
    'logit',
    'seg_logits',
    'probabilities',
    'softmax',
    'probs',
    'prob',
    'scores',
    'predictions',
    'prediction',
    'preds',
    'pred',
    'y_pred',
    'sem_seg',
    'pred_sem_seg',
    'outputs',
    'output',
    'out',
  ],
  label: [
    'label',
    'labels',
    'mask',
    'masks',
    'gt_sem_seg',
    'gt_seg_map',
    'gt',
    'ground_truth',
    'seg',
    'segmentation',
    'target',
    'targets',
    'annotation',
    'y_true',
  ],
} as const;

/**
 * Which array of a file is meant. In order: the one named; the only one with the best known name of the role; the only
 * one; of scores and class ids of the k best the ids; the only one named after the pair's other file, as detectron2 names masks after images; the only one with as many
 * axes as a picture. What fits twice is asked, never guessed.
 * Throws array-missing, array-none and array-choice, which lists the candidates; and the reason why the array meant
 * cannot be read.
 */
export function chooseEntry(
  { entries, unreadable = [] }: ArrayFile,
  fileName: string,
  role: keyof typeof NAMES,
  wanted?: string,
  partner?: string,
): ArrayEntry {
  if (wanted !== undefined) {
    const found = entries.find(({ name }) => name === wanted);
    if (found) {
      return found;
    }
    const refused = unreadable.find(({ name }) => name === wanted);
    if (refused) {
      throw refused.reason;
    }
    throw new InspectionError(
      'array-missing',
      `${fileName} has no array named ${JSON.stringify(wanted)}; it has ${list(entries)}.`,
      entries.length === 1 ? 'Leave out the name of the array.' : 'Choose one of these arrays.',
      { choice: choiceOf(entries, role) },
    );
  }
  if (entries.length === 0 && unreadable.length > 0) {
    throw unreadable[0].reason;
  }
  if (entries.length === 0) {
    throw new InspectionError(
      'array-none',
      `${fileName} holds no array.`,
      'Save the array again and choose that file.',
    );
  }
  for (const known of NAMES[role]) {
    const named = entries.filter(entry => shortName(entry.name) === known);
    if (named.length === 1) {
      return (role === 'prediction' && idsBeside(named[0], entries)) || named[0];
    }
    if (named.length > 1) {
      throw several(fileName, named, role);
    }
    const refused = unreadable.find(entry => shortName(entry.name) === known);
    if (refused) {
      throw refused.reason;
    }
  }
  if (entries.length === 1) {
    return entries[0];
  }
  const scene = partner && sceneOf(partner);
  const sameScene = scene ? entries.filter(({ name }) => sceneOf(name) === scene) : [];
  if (sameScene.length === 1) {
    return sameScene[0];
  }
  const pictures = entries.filter(({ shape }) => shape.length >= 2);
  if (pictures.length === 1) {
    return pictures[0];
  }
  // torch.topk gives "values" and "indices".
  const ids = role === 'prediction' && pictures.length === 2 ? pictures.map(one => idsBeside(one, pictures)) : [];
  const found = ids.find(one => one !== undefined);
  if (found) {
    return found;
  }
  throw several(fileName, pictures.length > 0 ? pictures : entries, role);
}

/** Names under which the class ids of the k best scores are saved. */
const IDS = /^(top_?k_?)?(ids|indices|inds|classes|class_ids)$|^top_?k$/;

/** The class ids beside scores of the k best classes: without them nobody knows whose the scores are. */
function idsBeside({ shape }: ArrayEntry, entries: readonly ArrayEntry[]): ArrayEntry | undefined {
  return entries.find(
    other => IDS.test(shortName(other.name)) && !isFloat(other.dtype) && other.shape.join() === shape.join(),
  );
}

/** What identifies the scene in a file's name; '' where the name says nothing else than what the file is. */
function sceneOf(path: string): string {
  return takeApart(stemOf(nameOf(path))).key;
}

/** The last part of a path; mmsegmentation's results keep the elements one level down, as "seg_logits/data". */
function shortName(name: string): string {
  return name
    .toLowerCase()
    .replace(/\/data$/, '')
    .replace(/^.*\//, '');
}

function several(fileName: string, entries: readonly ArrayEntry[], role: keyof typeof NAMES): InspectionError {
  return new InspectionError(
    'array-choice',
    `${fileName} holds several arrays that could be meant: ${list(entries)}.`,
    'Choose one: in the panel, or with --prediction-array and --label-array.',
    { choice: choiceOf(entries, role) },
  );
}

/** No more are offered: a list of all masks of a dataset is not read by anyone. */
const MOST_OFFERED = 2_000;

function choiceOf(entries: readonly ArrayEntry[], role: keyof typeof NAMES): Choice {
  const answers = entries.slice(0, MOST_OFFERED).map(({ name, shape, dtype }) => {
    return { value: name, detail: `${shape.join('×')} ${dtype}` };
  });
  return { about: role === 'label' ? 'labelArray' : 'predictionArray', answers };
}

function list(entries: readonly ArrayEntry[]): string {
  const shown = entries
    .slice(0, 8)
    .map(({ name, shape, dtype }) => `${name || 'an array'} (${shape.join('×')} ${dtype})`);
  return shown.join(', ') + (entries.length > shown.length ? `, and ${entries.length - shown.length} more` : '');
}
