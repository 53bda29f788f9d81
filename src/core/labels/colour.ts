import { InspectionError } from '../errors.js';
import type { NdArray } from '../formats/ndarray.js';

/** Throws png-colour for an array of colours: its class ids depend on a colour code. */
export function refuseColour(array: NdArray, name: string): void {
  if (array.colour) {
    throw new InspectionError(
      'png-colour',
      `${name} is a colour picture (${array.colour.toUpperCase()}); class ids are read from a single greyscale or palette channel.`,
      'Save the class ids as a greyscale or palette PNG.',
    );
  }
}
