/** Shape checks of messages. Only what is read is checked, so that the other side may add fields. */
export type Check = (value: unknown) => boolean;

const anything: Check = () => true;
export const string: Check = value => typeof value === 'string';
export const number: Check = value => typeof value === 'number';
export const finite: Check = value => Number.isFinite(value);
export const whole: Check = value => Number.isSafeInteger(value);
export const boolean: Check = value => typeof value === 'boolean';

/** A text no longer than anyone types. */
export const shortText: Check = value => typeof value === 'string' && value.length <= 10_000;

export function nullable(check: Check): Check {
  return value => value === null || check(value);
}

/** Absent, or as checked. */
export function optional(check: Check): Check {
  return value => value === undefined || check(value);
}

export function oneOf(...values: readonly string[]): Check {
  return value => values.includes(value as string);
}

export function list(check: Check): Check {
  return value => Array.isArray(value) && value.every(check);
}

export function either(...checks: Check[]): Check {
  return value => checks.some(check => check(value));
}

/** An object whose fields are as checked, whatever else it has. */
export function shape(fields: Record<string, Check>): Check {
  return value =>
    isRecord(value) &&
    Object.entries(fields).every(([key, check]) => check(Object.hasOwn(value, key) ? value[key] : undefined));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Also of another realm, as a webview's are. */
export const bytes: Check = value => Object.prototype.toString.call(value) === '[object ArrayBuffer]';

export const reportNumber: Check = nullable(either(number, oneOf('nan', 'inf', '-inf')));
export const packed: Check = shape({ json: anything, buffers: list(bytes) });
export const problem: Check = shape({ code: string, message: string, hint: string });
