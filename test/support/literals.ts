import { SyntaxKind } from 'typescript/unstable/ast';
import { createScanner } from 'typescript/unstable/ast/scanner';

/** A text in source code, what is put into it written as {0}, {1}, …; texts joined by + are one. */
export interface Literal {
  text: string;
  line: number;
  /** Where it begins in the source. */
  at: number;
  /** The texts within what is put into it: `${many ? 'are' : 'is'}` has two. */
  inner: Literal[];
}

/** After these a slash divides; anywhere else it begins a regular expression. */
const VALUES = new Set([
  SyntaxKind.Identifier,
  SyntaxKind.NumericLiteral,
  SyntaxKind.StringLiteral,
  SyntaxKind.CloseParenToken,
  SyntaxKind.CloseBracketToken,
  SyntaxKind.CloseBraceToken,
  SyntaxKind.ThisKeyword,
]);

/** All texts of a TypeScript file, in order, without those of imports. */
export function literalsOf(source: string): Literal[] {
  const scanner = createScanner(true, undefined, source);
  let before = SyntaxKind.Unknown;
  const next = (): SyntaxKind => {
    const last = before;
    let kind = scanner.scan();
    if ((kind === SyntaxKind.SlashToken || kind === SyntaxKind.SlashEqualsToken) && !VALUES.has(last)) {
      kind = scanner.reScanSlashToken();
    }
    before = kind;
    return kind;
  };
  const lineAt = (position: number) => source.slice(0, position).split('\n').length;

  /** One text, behind its first token. */
  function literal(kind: SyntaxKind): Literal {
    const found: Literal = {
      text: scanner.getTokenValue(),
      line: lineAt(scanner.getTokenStart()),
      at: scanner.getTokenStart(),
      inner: [],
    };
    if (kind !== SyntaxKind.TemplateHead) {
      return found;
    }
    for (let k = 0; ; k++) {
      found.inner.push(...until(SyntaxKind.CloseBraceToken));
      const part = scanner.reScanTemplateToken(false);
      found.text += `{${k}}${scanner.getTokenValue()}`;
      if (part === SyntaxKind.TemplateTail) {
        before = SyntaxKind.StringLiteral;
        return found;
      }
    }
  }

  /** The texts up to the bracket that closes this level, or the end. */
  function until(end: SyntaxKind): Literal[] {
    const found: Literal[] = [];
    let joins = false;
    for (let kind = next(); kind !== end && kind !== SyntaxKind.EndOfFile; kind = next()) {
      const isText =
        kind === SyntaxKind.StringLiteral ||
        kind === SyntaxKind.NoSubstitutionTemplateLiteral ||
        kind === SyntaxKind.TemplateHead;
      if (isText) {
        const one = literal(kind);
        const earlier = found.at(-1);
        if (joins && earlier) {
          join(earlier, one);
        } else {
          found.push(one);
        }
        const ahead = scanner.getTokenEnd();
        joins = /^\s*\+\s*['"`]/.test(source.slice(ahead));
      } else if (kind === SyntaxKind.OpenBraceToken) {
        found.push(...until(SyntaxKind.CloseBraceToken));
        joins = false;
      } else if (kind !== SyntaxKind.PlusToken) {
        joins = false;
      }
    }
    return found;
  }

  return until(SyntaxKind.EndOfFile);
}

function join(first: Literal, second: Literal): void {
  const shift = (first.text.match(/\{\d+\}/g) ?? []).length;
  first.text += second.text.replace(/\{(\d+)\}/g, (_, k: string) => `{${Number(k) + shift}}`);
  first.inner.push(...second.inner);
}
