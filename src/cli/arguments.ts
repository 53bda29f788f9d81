import { oneOf } from './values.js';

/** `--ignore-index -1`: parseArgs wants negative values joined with "=". */
export function joinNegative(args: string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1);
    if (/^-\d/.test(arg) && before && /^--[a-z-]+$/.test(before)) {
      joined[joined.length - 1] = `${before}=${arg}`;
    } else {
      joined.push(arg);
    }
  }
  return joined;
}

/** The first choice is the default. */
export function choice<const T extends string>(given: string | undefined, name: string, choices: readonly T[]): T {
  return given === undefined ? choices[0] : oneOf(given, name, choices);
}
