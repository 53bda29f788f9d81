import { type Pattern, pattern } from './pattern.js';

/**
 * The sentences of one language, by the English ones. Both write what varies as {0}, {1}, … in the order of the English
 * sentence; the translation inserts it as it stands, or
 *
 * - `{0|}`: translated in its turn, where the catalogue has it;
 * - `{0!}`: translated in its turn; what the catalogue does not have is not meant by this sentence;
 * - `{0|slice=切片|sample=样本}`: by the word given for it, or nothing; other words are not meant by this sentence.
 */
export type Sentences = Readonly<Record<string, string>>;

interface Filled {
  text: string;
  /** Characters that were inserted as they stand: of two patterns that fit, the one that leaves less open is meant. */
  open: number;
}

interface Catalogue {
  /** What was found before. */
  known: Map<string, Filled | null>;
  exact: ReadonlyMap<string, string>;
  patterns: readonly Pattern[];
}

/** Sentences are asked about again at every update of a view; so many are remembered. */
const REMEMBERED = 2_000;

/** Nothing we say is that long; what quotes a file may be, and stays as it is. */
const LONGEST = 1_500;

/**
 * Translates finished sentences at the edge where they are shown. The core makes its sentences in English, knows no
 * languages, and writes the same into reports, exports and logs whoever looks on.
 */
export class Translator {
  private readonly sentences: Catalogue;
  /** Sentences, and what they are made of. */
  private readonly parts: Catalogue;

  /** @param parts what stands only within sentences, such as "{0} and {1}": too little to tell a sentence by */
  constructor(sentences: Sentences, parts: Sentences = {}) {
    this.sentences = catalogueOf(sentences);
    this.parts = catalogueOf({ ...sentences, ...parts });
  }

  /** The sentence in the language of the catalogue; as it is where it is not known. */
  translate = (sentence: string): string => this.find(sentence, this.sentences)?.text ?? sentence;

  /** Whether the catalogue has the sentence, or each of several. */
  knows(sentence: string): boolean {
    return this.find(sentence, this.sentences) !== null;
  }

  private find(sentence: string, catalogue: Catalogue): Filled | null {
    const { known } = catalogue;
    const before = known.get(sentence);
    if (before !== undefined || sentence.length > LONGEST) {
      return before ?? null;
    }
    const found = this.oneByOne(sentence, catalogue) ?? this.single(sentence, catalogue);
    if (known.size >= REMEMBERED) {
      known.clear();
    }
    known.set(sentence, found);
    return found;
  }

  /** Several sentences, one after the other, each known by itself. */
  private oneByOne(text: string, catalogue: Catalogue): Filled | null {
    for (const { index } of text.matchAll(/[.?!] (?=\S)/g)) {
      const one = this.single(text.slice(0, index + 1), catalogue);
      const others = one && this.find(text.slice(index + 2), catalogue);
      if (one && others) {
        return { text: one.text + others.text, open: one.open + others.open };
      }
    }
    return null;
  }

  private single(sentence: string, catalogue: Catalogue): Filled | null {
    const text = catalogue.exact.get(sentence);
    return text === undefined ? this.match(sentence, catalogue) : { text, open: 0 };
  }

  private match(sentence: string, { patterns }: Catalogue): Filled | null {
    let best: Filled | null = null;
    for (const one of patterns) {
      const found = one.match(sentence);
      const filled = found && this.fill(one.translation, found);
      if (filled && (best === null || filled.open < best.open)) {
        best = filled;
      }
    }
    return best;
  }

  /** null: what was found cannot be meant. */
  private fill(translation: string, given: readonly string[]): Filled | null {
    let meant = true;
    const unused = given.filter((_, index) => !new RegExp(`\\{${index}[!|}]`).test(translation));
    let open = unused.join('').length;
    const text = translation.replace(/\{(\d+)(!|\|[^}]*)?\}/g, (_, index: string, how: string | undefined) => {
      const part = given[Number(index)] ?? '';
      if (how === undefined || part === '') {
        open += part.length;
        return part;
      }
      const word = /^\|./.test(how);
      const said = word ? choice(how, part) : this.find(part.trim(), this.parts);
      meant &&= said !== null || how === '|';
      open += said?.open ?? part.length;
      return said?.text ?? part;
    });
    return meant ? { text, open } : null;
  }
}

/** The word given for a text in "|slice=切片|sample=样本". */
function choice(choices: string, text: string): Filled | null {
  const pairs = choices
    .slice(1)
    .split('|')
    .map(one => one.split('='));
  const found = pairs.find(([english]) => english === text);
  return found ? { text: found[1] ?? '', open: 0 } : null;
}

function catalogueOf(sentences: Sentences): Catalogue {
  const all = Object.entries(sentences);
  const varies = ([english]: [string, string]): boolean => /\{\d+\}/.test(english);
  return {
    known: new Map(),
    exact: new Map(all.filter(one => !varies(one))),
    patterns: all.filter(varies).map(([english, translation]) => pattern(english, translation)),
  };
}
