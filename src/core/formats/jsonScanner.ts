/** What JSON.parse nests without trouble, far beyond any file of ours. */
const MAX_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Reads JSON piece by piece from its bytes, so that a large file is never turned into objects: these take many times its
 * size. Throws SyntaxError.
 */
export class JsonScanner {
  at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** The members of the object that comes next: `member` is called with each key and has to read its value. */
  object(member: (key: string) => void): void {
    this.list('{', '}', () => {
      const key = this.string();
      this.expect(':');
      member(key);
    });
  }

  /** The items of the array that comes next: `item` is called for each and has to read it. */
  array(item: () => void): void {
    this.list('[', ']', item);
  }

  string(): string {
    const [start, end] = this.stringAt();
    return JSON.parse(new TextDecoder().decode(this.bytes.subarray(start, end))) as string;
  }

  /** Where the string that comes next lies, quotes and all; it is skipped. */
  stringAt(): [start: number, end: number] {
    this.skipSpace();
    const start = this.at;
    if (this.bytes[start] !== QUOTE) {
      throw this.unexpected('a string');
    }
    let at = start + 1;
    while (this.bytes[at] !== QUOTE) {
      if (at >= this.bytes.length) {
        throw this.unexpected('the end of a string');
      }
      at += this.bytes[at] === BACKSLASH ? 2 : 1;
    }
    this.at = at + 1;
    return [start, this.at];
  }

  number(): number {
    this.skipSpace();
    let end = this.at;
    while (end - this.at < 32 && isNumeric(this.bytes[end])) {
      end++;
    }
    const text = String.fromCharCode(...this.bytes.subarray(this.at, end));
    const value = Number(text);
    if (text === '' || Number.isNaN(value)) {
      throw this.unexpected('a number');
    }
    this.at = end;
    return value;
  }

  /** Skips the value that comes next, whatever it is. */
  skip(depth = 0): void {
    if (depth > MAX_DEPTH) {
      throw new SyntaxError('it is nested too deeply');
    }
    const next = this.peek();
    if (next === '{') {
      this.object(() => this.skip(depth + 1));
    } else if (next === '[') {
      this.array(() => this.skip(depth + 1));
    } else if (next === '"') {
      this.stringAt();
    } else {
      const word = ['true', 'false', 'null'].find(each => each[0] === next);
      if (!word) {
        this.number();
        return;
      }
      for (const letter of word) {
        if (this.bytes[this.at++] !== letter.charCodeAt(0)) {
          throw this.unexpected(word);
        }
      }
    }
  }

  /** The next character that is no space, '' at the end. */
  peek(): string {
    this.skipSpace();
    return this.at < this.bytes.length ? String.fromCharCode(this.bytes[this.at]) : '';
  }

  private list(open: string, close: string, item: () => void): void {
    this.expect(open);
    if (this.peek() === close) {
      this.at++;
      return;
    }
    for (;;) {
      item();
      const next = this.peek();
      this.at++;
      if (next === close) {
        return;
      }
      if (next !== ',') {
        this.at--;
        throw this.unexpected(`"," or "${close}"`);
      }
    }
  }

  private expect(symbol: string): void {
    if (this.peek() !== symbol) {
      throw this.unexpected(`"${symbol}"`);
    }
    this.at++;
  }

  private unexpected(wanted: string): SyntaxError {
    return new SyntaxError(`${wanted} is missing at byte ${this.at}`);
  }

  private skipSpace(): void {
    while (this.bytes[this.at] <= 0x20 && this.at < this.bytes.length) {
      this.at++;
    }
  }
}

/** Digits, "+", "-", ".", "e" and "E". */
function isNumeric(byte: number): boolean {
  return (byte >= 0x2b && byte <= 0x39 && byte !== 0x2c && byte !== 0x2f) || byte === 0x45 || byte === 0x65;
}
