import { InspectionError } from '../core/errors.js';

export function usage(message: string, hint: string): InspectionError {
  return new InspectionError('usage', message, hint);
}

export function toNumber(given: string, name: string): number {
  const value = Number(given);
  if (given.trim() === '' || Number.isNaN(value)) {
    throw usage(`--${name} is "${given}", which is no number.`, 'See seg-loss --help.');
  }
  return value;
}

/** Upper and lower case are the same. */
export function oneOf<const T extends string>(given: string, name: string, choices: readonly T[]): T {
  const found = choices.find(c => c.toLowerCase() === given.toLowerCase());
  if (!found) {
    throw usage(`--${name} is "${given}".`, `It is one of ${choices.join(', ')}.`);
  }
  return found;
}
