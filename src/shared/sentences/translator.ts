/**
 * The sentences of one language, by the English ones. Both write what varies as {0}, {1}, … in the order of the English
 * sentence; the translation inserts it as it stands, or
 *
 * - `{0|}`: translated in its turn, where the catalogue has it;
 * - `{0!}`: translated in its turn; what the catalogue does not have is not meant by this sentence;
 * - `{0|slice=切片|sample=样本}`: by the word given for it, or nothing; other words are not meant by this sentence.
 */
export type Sentences = Readonly<Record<string, string>>;

interface Pattern {
  test: RegExp;
  /** What has to be in a sentence at least: spares most of the tests. */
  longest: string;
  /** Letters that are compared: of two patterns that fit, the one that leaves less open is meant. */
  weight: number;
  translation: string;
}

interface Catalogue {
  exact: ReadonlyMap<string, string>;
  patterns: readonly Pattern[];
}

/** Sentences are asked about again at every update of a view; so many are remembered. */
const REMEMBERED = 2_000;

/**
 * Translates finished sentences at the edge where they are shown. The core makes its sentences in English, knows no
 * languages, and writes the same into reports, exports and logs whoever looks on.
 */
export class Translator {
  private readonly sentences: Catalogue;
  /** Sentences, and what they are made of. */
  private readonly parts: Catalogue;
  private readonly known = new Map<string, string>();

  /** @param parts what stands only within sentences, such as "{0} and {1}": too little to tell a sentence by */
  constructor(sentences: Sentences, parts: Sentences = {}) {
    this.sentences = catalogueOf(sentences);
    this.parts = catalogueOf({ ...sentences, ...parts });
  }

  /** The sentence in the language of the catalogue; as it is where it is not known. */
  translate = (sentence: string): string => {
    const known = this.known.get(sentence);
    if (known !== undefined) {
      return known;
    }
    const translation = this.find(sentence, this.sentences) ?? sentence;
    if (this.known.size >= REMEMBERED) {
      this.known.clear();
    }
    this.known.set(sentence, translation);
    return translation;
  };

  /** Whether the catalogue has the sentence, or each of several. */
  knows(sentence: string): boolean {
    return this.find(sentence, this.sentences) !== undefined;
  }

  private find(sentence: string, catalogue: Catalogue): string | undefined {
    return catalogue.exact.get(sentence) ?? this.oneByOne(sentence, catalogue) ?? this.match(sentence, catalogue);
  }

  /** Several sentences, one after the other, each known by itself. */
  private oneByOne(text: string, catalogue: Catalogue): string | undefined {
    for (const { index } of text.matchAll(/[.?!] (?=\S)/g)) {
      const [first, rest] = [text.slice(0, index + 1), text.slice(index + 2)];
      const one = catalogue.exact.get(first) ?? this.match(first, catalogue);
      const others = one === undefined ? undefined : this.find(rest, catalogue);
      if (one !== undefined && others !== undefined) {
        return one + others;
      }
    }
    return undefined;
  }

  private match(sentence: string, { patterns }: Catalogue): string | undefined {
    for (const { test, longest, translation } of patterns) {
      const found = sentence.includes(longest) ? test.exec(sentence) : null;
      const filled = found && this.fill(translation, found.slice(1));
      if (filled) {
        return filled;
      }
    }
    return undefined;
  }

  /** null: what was found cannot be meant. */
  private fill(translation: string, given: readonly string[]): string | null {
    let meant = true;
    const filled = translation.replace(/\{(\d+)(!|\|[^}]*)?\}/g, (_, index: string, how: string | undefined) => {
      const text = given[Number(index)] ?? '';
      if (how === undefined || text === '') {
        return text;
      }
      const said = /^\|./.test(how) ? choice(how, text) : this.find(text.trim(), this.parts);
      meant &&= said !== undefined || how === '|';
      return said ?? text;
    });
    return meant ? filled : null;
  }
}

/** The word given for a text in "|slice=切片|sample=样本". */
function choice(choices: string, text: string): string | undefined {
  const pairs = choices
    .slice(1)
    .split('|')
    .map(one => one.split('='));
  return pairs.find(([english]) => english === text)?.[1];
}

function catalogueOf(sentences: Sentences): Catalogue {
  const all = Object.entries(sentences);
  const varies = ([english]: [string, string]): boolean => /\{\d+\}/.test(english);
  const patterns = all.filter(varies).map(([english, translation]) => pattern(english, translation));
  return {
    exact: new Map(all.filter(one => !varies(one))),
    patterns: patterns.sort((a, b) => b.weight - a.weight),
  };
}

function pattern(english: string, translation: string): Pattern {
  const parts = english.split(/\{\d+\}/);
  // Of two that touch, as in "{0} pixel{1}", the first one takes all: what follows is an ending.
  const open = (after: string) => (after === '' ? '([^]*)' : '([^]*?)');
  const test = new RegExp(`^${parts.map((part, k) => (k === 0 ? '' : open(part)) + escaped(part)).join('')}$`, 'u');
  const longest = parts.reduce((a, b) => (b.length > a.length ? b : a));
  return { test, longest, weight: parts.join('').length, translation };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
