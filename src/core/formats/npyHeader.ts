import { InspectionError } from '../errors.js';

export interface NpyHeader {
  descr: unknown;
  fortranOrder: boolean;
  shape: number[];
}

type Literal = string | number | boolean | null | Literal[] | { [key: string]: Literal };

/** More axes than any array has (numpy itself stops at 64). */
const MAX_AXES = 64;

/** Reads the Python dict literal of a .npy header: {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }. */
export function parseNpyHeader(text: string, name: string): NpyHeader {
  const bad = (what: string): InspectionError =>
    new InspectionError('npy-header', `The header of ${name} ${what}.`, 'The file is damaged: save it again.');
  let value: Literal;
  try {
    value = new LiteralReader(text).readAll();
  } catch (error) {
    throw bad(`is not a Python dict (${(error as Error).message})`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw bad('is not a Python dict');
  }
  const { descr, fortran_order: fortranOrder, shape } = value;
  if (descr === undefined || typeof fortranOrder !== 'boolean' || !Array.isArray(shape)) {
    throw bad("lacks one of 'descr', 'fortran_order' and 'shape'");
  }
  if (shape.length > MAX_AXES || !shape.every(length => Number.isSafeInteger(length) && Number(length) >= 0)) {
    throw bad(`has the shape ${JSON.stringify(shape).slice(0, 80)}`);
  }
  return { descr, fortranOrder, shape: shape as number[] };
}

/** Strings, integers, True/False/None, tuples, lists and dicts; nothing is evaluated. */
class LiteralReader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  readAll(): Literal {
    const value = this.read();
    this.skip();
    if (this.at < this.text.length) {
      throw new Error(`unexpected ${JSON.stringify(this.text[this.at])} at ${this.at}`);
    }
    return value;
  }

  private read(): Literal {
    this.skip();
    const next = this.text[this.at];
    if (next === '{') {
      return this.nested(() => this.readDict());
    }
    if (next === '(' || next === '[') {
      return this.nested(() => this.readSequence(next === '(' ? ')' : ']'));
    }
    if (next === "'" || next === '"') {
      return this.readString(next);
    }
    const word = /[\w+-]+/y;
    word.lastIndex = this.at;
    const found = word.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    // Python 2 wrote long integers as 123L.
    if (/^-?\d+L?$/.test(found)) {
      return Number.parseInt(found, 10);
    }
    if (found === 'True' || found === 'False') {
      return found === 'True';
    }
    if (found === 'None') {
      return null;
    }
    throw new Error(`unexpected ${JSON.stringify(found || (next ?? 'end'))} at ${this.at}`);
  }

  private nested<T>(read: () => T): T {
    if (++this.depth > 8) {
      throw new Error('nested too deeply');
    }
    this.at++;
    const value = read();
    this.depth--;
    return value;
  }

  private readDict(): { [key: string]: Literal } {
    const entries: [string, Literal][] = [];
    while (!this.take('}')) {
      const key = this.read();
      if (typeof key !== 'string' || !this.take(':')) {
        throw new Error(`expected 'key': value at ${this.at}`);
      }
      entries.push([key, this.read()]);
      if (!this.take(',') && this.peek() !== '}') {
        throw new Error(`expected , or } at ${this.at}`);
      }
    }
    return Object.fromEntries(entries);
  }

  private readSequence(end: string): Literal[] {
    const items: Literal[] = [];
    while (!this.take(end)) {
      items.push(this.read());
      if (!this.take(',') && this.peek() !== end) {
        throw new Error(`expected , or ${end} at ${this.at}`);
      }
    }
    return items;
  }

  private readString(quote: string): string {
    const end = this.text.indexOf(quote, this.at + 1);
    if (end < 0) {
      throw new Error('unfinished string');
    }
    const value = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return value;
  }

  private peek(): string | undefined {
    this.skip();
    return this.text[this.at];
  }

  private take(symbol: string): boolean {
    if (this.peek() !== symbol) {
      return false;
    }
    this.at++;
    return true;
  }

  private skip(): void {
    while (/[\s\0]/.test(this.text[this.at] ?? '')) {
      this.at++;
    }
  }
}
