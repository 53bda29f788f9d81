/** A sentence with {0}, {1}, … for what varies. */
export interface Pattern {
  /** What the sentence in the other language says, with placeholders of its own. */
  translation: string;
  /** What varies, in order; null where the sentence is another one. Takes time in proportion to the sentence. */
  match(sentence: string): string[] | null;
}

/**
 * Each {n} takes as little as it can. Of two that touch, as in "{0} pixel{1}", the first one takes all: the second is
 * an ending. A regular expression would say the same, and take forever on a sentence made for it.
 */
export function pattern(english: string, translation: string): Pattern {
  const texts = english.split(/\{\d+\}/);
  const [first, last] = [texts[0] ?? '', texts.at(-1) ?? ''];
  const between = texts.slice(1, -1);
  const match = (sentence: string): string[] | null => {
    const end = sentence.length - last.length;
    if (end < first.length || !sentence.startsWith(first) || !sentence.endsWith(last)) {
      return null;
    }
    const found: string[] = [];
    let from = first.length;
    let endings = 0;
    for (const text of between) {
      if (text === '') {
        endings++;
        continue;
      }
      const at = sentence.indexOf(text, from);
      if (at < 0 || at + text.length > end) {
        return null;
      }
      found.push(sentence.slice(from, at), ...Array(endings).fill(''));
      endings = 0;
      from = at + text.length;
    }
    return [...found, sentence.slice(from, end), ...Array(endings).fill('')];
  };
  return { translation, match };
}
