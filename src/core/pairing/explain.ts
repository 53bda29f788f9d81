import { type PairRole, ROLE_EXTENSIONS } from './extensions.js';
import type { Found } from './near.js';
import type { Partners } from './partners.js';
import { folderOf, nameOf, stemOf } from './paths.js';
import { takeApart } from './words.js';

/** Shows a path to the user, relative to the workspace. */
export type Show = (path: string) => string;

/** Why a file was taken for a role, in one line. */
export function whyRole({ role, why }: Pick<Partners, 'role' | 'why'>, file: string): string {
  const { said } = takeApart(stemOf(nameOf(file)));
  switch (why) {
    case 'dataset':
      return `a ${role}, as the settings say`;
    case 'folder':
      return `a ${role}, by the name of its folder`;
    case 'word':
      return `a ${role}, by the word in its name${said === null ? '' : ` (${said})`}`;
    case 'extension':
      return `a ${role}, by its extension alone`;
    case 'given':
      return `the ${role}`;
  }
}

/** Why a file was found for another, in one line. */
export function whyFound(found: Found, start: string, dataset: string | null, show: Show): string {
  const [stem, own] = [stemOf(nameOf(found.path)), stemOf(nameOf(start))];
  const { key } = takeApart(own);
  const same = stem === own ? 'the same name' : `the same scene${key === '' ? '' : ` “${key}”`}`;
  const folder = found.folder === null ? '' : show(found.folder);
  switch (found.by) {
    case 'split':
      return `${same} in ${folder}, with the same folders below it`;
    case 'sibling':
      return `${same} in ${folder}`;
    case 'below':
      return `${same} below ${folder}`;
    case 'same-folder':
      return `${same} in the same folder`;
    case 'workspace':
      return `${same}, found in the whole workspace`;
    case 'dataset':
      return `dataset “${dataset ?? ''}”: ${found.folder ?? ''}`;
  }
}

/** What was looked for in vain, in one line. */
export function whyNone(role: PairRole, start: string, { dataset }: Pick<Partners, 'dataset'>): string {
  if (dataset && (role === 'label' || (role === 'image' ? dataset.images : dataset.predictions.length > 0))) {
    return `no file that the dataset “${dataset.name}” names`;
  }
  const { key } = takeApart(stemOf(nameOf(start)));
  const scene = key === '' ? nameOf(folderOf(start)) : key;
  return `no ${role} of the scene “${scene}” (${ROLE_EXTENSIONS[role].slice(0, 4).join(', ')}, …)`;
}
