import { InspectionError } from '../errors.js';
import { SECTION } from './section.js';

/** The value of a setting below our section as someone set it, undefined when nobody did. */
export type Getter = (key: string) => unknown;

interface Range {
  least?: number;
  above?: number;
  most?: number;
}

/** At most this much of a wrong value is quoted. */
const QUOTED = 60;

/** The error for a value that is not what the setting `key` may have; `expected` completes "expected …". */
export function wrong(key: string, value: unknown, expected: string): InspectionError {
  const json = JSON.stringify(value) ?? 'missing';
  const quoted = json.length > QUOTED ? `${json.slice(0, QUOTED)}…` : json;
  return new InspectionError(
    'setting-invalid',
    `The setting ${SECTION}.${key} is ${quoted}; expected ${expected}.`,
    `Correct ${SECTION}.${key} in the settings.`,
  );
}

export function number(get: Getter, key: string, { least, above, most }: Range): number | undefined {
  const value = get(key);
  if (value === undefined) {
    return undefined;
  }
  const low = least !== undefined ? ` of at least ${least}` : above !== undefined ? ` above ${above}` : '';
  const high = most !== undefined ? ` and at most ${most}` : '';
  const fits =
    typeof value === 'number' &&
    Number.isFinite(value) &&
    (least === undefined || value >= least) &&
    (above === undefined || value > above) &&
    (most === undefined || value <= most);
  if (!fits) {
    throw wrong(key, value, `a number${low}${high}`);
  }
  return value;
}

/** null says "not set here" as the manifest's defaults do. */
export function integerOrNull(
  get: Getter,
  key: string,
  least = Number.MIN_SAFE_INTEGER,
  most = Number.MAX_SAFE_INTEGER,
): number | null | undefined {
  const value = get(key);
  if (value === undefined || value === null) {
    return value;
  }
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most) {
    const range = least === Number.MIN_SAFE_INTEGER ? '' : ` from ${least} to ${most}`;
    throw wrong(key, value, `a whole number${range}, or null`);
  }
  return value;
}

/** A whole number, several, or null for "not set here"; an empty list counts as that too. */
export function integersOrNull(get: Getter, key: string): number | number[] | undefined {
  const value = get(key);
  if (!Array.isArray(value)) {
    return integerOrNull(get, key) ?? undefined;
  }
  if (!value.every(Number.isSafeInteger)) {
    throw wrong(key, value, 'a whole number, a list of whole numbers, or null');
  }
  return value.length > 0 ? value : undefined;
}

/** A table of class ids, "ignore" or null by label value; the values themselves are judged where they are read. */
export function classTable(get: Getter, key: string): Record<string, number | 'ignore'> | undefined {
  const value = get(key);
  if (value === undefined || value === null) {
    return undefined;
  }
  const isTable = typeof value === 'object' && !Array.isArray(value);
  const entries = isTable ? Object.entries(value).map(([stored, id]) => [stored, id ?? 'ignore'] as const) : [];
  if (!isTable || !entries.every(([, id]) => id === 'ignore' || (Number.isSafeInteger(id) && id >= 0))) {
    throw wrong(key, value, 'a table of class ids or "ignore" by label value');
  }
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

export function boolean(get: Getter, key: string): boolean | undefined {
  const value = get(key);
  if (value !== undefined && typeof value !== 'boolean') {
    throw wrong(key, value, 'true or false');
  }
  return value;
}

export function oneOf<T extends string>(get: Getter, key: string, choices: readonly T[]): T | undefined {
  const value = get(key);
  if (value === undefined) {
    return undefined;
  }
  const choice = choices.find(one => one === value);
  if (choice === undefined) {
    throw wrong(key, value, `one of ${choices.map(one => `"${one}"`).join(', ')}`);
  }
  return choice;
}

/** A list whose every item `read` accepts; `what` names the items in the message. */
export function list<T>(
  get: Getter,
  key: string,
  what: string,
  read: (value: unknown) => T | undefined,
): T[] | undefined {
  const value = get(key);
  if (value === undefined) {
    return undefined;
  }
  if (!Array.isArray(value)) {
    throw wrong(key, value, `a list of ${what}`);
  }
  return value.map((item: unknown, index) => {
    const one = read(item);
    if (one === undefined) {
      throw wrong(`${key}[${index}]`, item, `one of the ${what} of that list`);
    }
    return one;
  });
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

export function colorList(get: Getter, key: string): string[] | undefined {
  return list(get, key, 'colours written "#rrggbb"', value =>
    typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value) ? value : undefined,
  );
}
