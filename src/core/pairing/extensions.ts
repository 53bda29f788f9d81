import { extensionOf, nameOf, stemOf } from './paths.js';

/** The three kinds of files that make a pair. */
export type PairRole = 'prediction' | 'label' | 'image';

export const ROLES: readonly PairRole[] = ['prediction', 'label', 'image'];

/** Extensions of arrays that are written with all classes: a prediction by nature, and preferred over a mask. */
const ARRAYS = ['npy', 'npz', 'safetensors', 'pt', 'pth', 'h5', 'hdf5', 'pkl'];

/**
 * Extensions a file of each role may have, best first. A label may be found in a format that holds no exact ids, such
 * as JPEG: reading it then explains why, which helps more than "no label was found".
 */
export const ROLE_EXTENSIONS: Record<PairRole, readonly string[]> = {
  prediction: [...ARRAYS, 'nii.gz', 'nii', 'tif', 'tiff', 'png', 'bmp', 'webp', 'json'],
  label: [
    'png',
    'npy',
    'tif',
    'tiff',
    'bmp',
    'nii.gz',
    'nii',
    'webp',
    'gif',
    'npz',
    'safetensors',
    'pt',
    'pth',
    'h5',
  ].concat(['hdf5', 'pkl', 'jpg', 'jpeg']),
  image: ['png', 'jpg', 'jpeg', 'webp', 'tif', 'tiff', 'bmp', 'gif', 'nii.gz', 'nii'],
};

/** detectron2 writes the masks of a whole dataset into one file of this name; other JSON is not ours. */
const DETECTRON2 = /(^|[_-])sem_seg_predictions$/i;

/** Whether a file may have a role, judged by its extension. */
export function mayBe(role: PairRole, name: string): boolean {
  const extension = extensionOf(name);
  return ROLE_EXTENSIONS[role].includes(extension) && (extension !== 'json' || DETECTRON2.test(stemOf(name)));
}

/** Whether the name of a file is that of one we read at all. */
export function isReadable(path: string): boolean {
  return ROLES.some(role => mayBe(role, nameOf(path)));
}

/** Whether a file can hold logits or probabilities in a form that masks are rarely saved in. */
export function isArray(name: string): boolean {
  return ARRAYS.includes(extensionOf(name));
}

/** Place of a file's extension among those of the role; lower is better. */
export function extensionRank(role: PairRole, name: string): number {
  const rank = ROLE_EXTENSIONS[role].indexOf(extensionOf(name));
  return rank < 0 ? ROLE_EXTENSIONS[role].length : rank;
}

/** The role a file most likely has where neither its folders nor its name say one. */
export function roleByExtension(name: string): PairRole {
  const extension = extensionOf(name);
  if (isArray(name) || extension === 'json') {
    return 'prediction';
  }
  return extension === 'png' ? 'label' : 'image';
}
