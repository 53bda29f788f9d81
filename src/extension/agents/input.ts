/** What a language model gave a tool, checked: it is text from outside. */
export class ToolInput {
  private readonly fields: Record<string, unknown>;

  constructor(input: unknown, allowed: readonly string[]) {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      throw new Error(`The input is no object; it has ${allowed.join(', ')}.`);
    }
    this.fields = input as Record<string, unknown>;
    const odd = Object.keys(this.fields).find(key => !allowed.includes(key));
    if (odd !== undefined) {
      throw new Error(`There is no input "${odd.slice(0, 40)}"; there is ${allowed.join(', ')}.`);
    }
  }

  text(name: string): string | undefined {
    const value = this.fields[name];
    if (value === undefined || value === null || value === '') {
      return undefined;
    }
    if (typeof value !== 'string' || value.length > 4096) {
      throw new Error(`"${name}" is to be a text.`);
    }
    return value;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) {
      throw new Error(`"${name}" is missing.`);
    }
    return value;
  }
}
