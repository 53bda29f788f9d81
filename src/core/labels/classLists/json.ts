/** The JSON value of a text; `bad` makes the error for one that is none. */
export function parseJson(text: string, bad: (what: string, cause?: unknown) => Error): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw bad(`is not JSON (${(error as Error).message})`, error);
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
