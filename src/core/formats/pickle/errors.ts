import { InspectionError } from '../../errors.js';

const SAVE_PLAIN = 'Save a plain array or tensor: numpy.save(path, array), torch.save(tensor, path).';

/** A pickle that wants something that is not plain data. */
export function refused(name: string, what: string): InspectionError {
  return new InspectionError(
    'pickle-refused',
    `${name} asks for ${what}, which is not on the list of plain data; nothing from a file is ever executed.`,
    SAVE_PLAIN,
  );
}

/** A pickle that is no pickle, or not whole. */
export function damaged(name: string, what: string): InspectionError {
  return new InspectionError(
    'pickle-damaged',
    `${name} is a damaged pickle: ${what}.`,
    'The file is cut off or still being written: wait for it or save it again.',
  );
}

/** A pickle that is more than a file of arrays ever is. */
export function tooLarge(name: string, what: string): InspectionError {
  return new InspectionError('pickle-limits', `${name} ${what}, more than any file of arrays has.`, SAVE_PLAIN);
}
