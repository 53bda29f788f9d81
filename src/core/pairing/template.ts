import { joinPath } from './paths.js';

/** What the variables of a template stood for in one path. */
export interface Bindings {
  /** The scene, equal in image, label and prediction. */
  stem?: string;
  /** One or more folders ("val/frankfurt"), or part of a name, equal wherever a template has it. */
  split?: string;
  /** What tells the models of a dataset apart. */
  model?: string;
}

const VARIABLES = ['stem', 'split', 'model'] as const;

type Variable = (typeof VARIABLES)[number];
type Token = { text: string } | { variable: Variable } | 'any' | 'one';

/** One name of a path as a template writes it. */
export interface Segment {
  kind: 'name' | 'folders' | 'splitFolders';
  tokens: readonly Token[];
}

/** A glob with variables, made absolute: "/w/predictions_{model}/**" and "{stem}.npy" in it. */
export interface Template {
  /** As it was written. */
  text: string;
  segments: readonly Segment[];
  variables: ReadonlySet<Variable>;
}

/** Names are short and templates have few stars; more than this many readings of a path are not followed. */
const MAX_READINGS = 64;

/** So many steps are spent on one name: a template from a workspace must not stop anyone's editor. */
const MAX_STEPS = 50_000;

/**
 * Reads a template: `*` stands for any characters of a name, `?` for one, `**` for any folders, `{stem}`, `{split}` and
 * `{model}` for what their names say. A relative one starts at `root`; a folder stands for all files in it and below.
 * Throws a TypeError whose message says what is wrong with the text.
 */
export function parseTemplate(text: string, root: string): Template {
  const written = text.trim().replaceAll('\\', '/');
  const absolute = /^([a-z]:)?\//i.test(written);
  const start = absolute
    ? []
    : root
        .split('/')
        .filter(name => name !== '')
        .map(name => literal(name));
  const segments: Segment[] = [...start];
  const names = written.split('/').filter(name => name !== '' && name !== '.');
  if (names.length === 0) {
    throw new TypeError('is empty');
  }
  for (const name of names) {
    if (name === '..') {
      if (segments.pop()?.kind !== 'name') {
        throw new TypeError('leads out of a folder that is not known');
      }
    } else {
      segments.push(parseSegment(name));
    }
  }
  const last = segments.at(-1);
  const isFile = last?.kind === 'name' && !written.endsWith('/') && !(isLiteral(last) && !textOf(last).includes('.'));
  if (!isFile) {
    segments.push(...(last?.kind === 'folders' ? [] : [FOLDERS]), { kind: 'name', tokens: ['any'] });
  }
  const used = segments.flatMap(({ tokens }) =>
    tokens.filter(token => typeof token === 'object' && 'variable' in token),
  );
  return { text: written, segments, variables: new Set(used.map(token => (token as { variable: Variable }).variable)) };
}

const FOLDERS: Segment = { kind: 'folders', tokens: [] };

function literal(text: string): Segment {
  return { kind: 'name', tokens: [{ text }] };
}

export function isLiteral({ kind, tokens }: Segment): boolean {
  return kind === 'name' && tokens.every(token => typeof token === 'object' && 'text' in token);
}

function parseSegment(name: string): Segment {
  if (name === '**') {
    return FOLDERS;
  }
  const tokens: Token[] = [];
  for (const [part] of name.matchAll(/\{[^{}]*\}|[*?{}]|[^*?{}]+/g)) {
    tokens.push(tokenOf(part));
  }
  const variables = tokens.flatMap(token => (typeof token === 'object' && 'variable' in token ? [token.variable] : []));
  const twice = variables.find((variable, k) => variables.indexOf(variable) !== k);
  if (twice) {
    throw new TypeError(`has {${twice}} twice in the name "${name}"`);
  }
  return { kind: name === '{split}' ? 'splitFolders' : 'name', tokens };
}

function tokenOf(part: string): Token {
  if (part === '*' || part === '?') {
    return part === '*' ? 'any' : 'one';
  }
  if (!/[{}]/.test(part)) {
    return { text: part };
  }
  const variable = VARIABLES.find(one => part === `{${one}}`);
  if (!variable) {
    throw new TypeError(`has ${JSON.stringify(part)}; known are {stem}, {split} and {model}`);
  }
  return { variable };
}

/** What the variables may stand for so that a path fits; none: it does not fit. The longest scenes come first. */
export function readPath(template: Template, path: string): Bindings[] {
  const names = path.split('/').filter(name => name !== '');
  const found: Bindings[] = [];
  const seen = new Set<string>();
  const follow = (segment: number, from: number, known: Bindings): void => {
    const state = `${segment} ${from} ${JSON.stringify(known)}`;
    if (seen.has(state)) {
      return;
    }
    seen.add(state);
    const { kind, tokens } = template.segments[segment] ?? {};
    if (found.length >= MAX_READINGS || kind === undefined || tokens === undefined) {
      if (kind === undefined && from === names.length && found.length < MAX_READINGS) {
        found.push(known);
      }
      return;
    }
    if (kind === 'name') {
      const name = names[from];
      for (const bindings of name === undefined ? [] : readName(tokens, name, known)) {
        follow(segment + 1, from + 1, bindings);
      }
      return;
    }
    // Each later segment needs a name at least, so that a path of n names is tried at most n times here.
    const needed = template.segments.slice(segment + 1).filter(later => later.kind !== 'folders').length;
    for (let end = from + (kind === 'folders' ? 0 : 1); end <= names.length - needed; end++) {
      const split = names.slice(from, end).join('/');
      if (kind === 'folders') {
        follow(segment + 1, end, known);
      } else if (known.split === undefined || known.split === split) {
        follow(segment + 1, end, { ...known, split });
      }
    }
  };
  follow(0, 0, {});
  return found;
}

/** All ways to read one name. Failures are remembered, so that no text takes longer than its length squared. */
export function readName(tokens: readonly Token[], name: string, known: Bindings): Bindings[] {
  const found = new Map<string, Bindings>();
  const failed = new Set<number>();
  const isUnknown = (one: Token): boolean =>
    typeof one === 'object' && 'variable' in one && known[one.variable] === undefined;
  const lastUnknown = tokens.map(isUnknown).lastIndexOf(true);
  let steps = 0;
  const follow = (index: number, at: number, bindings: Bindings): boolean => {
    if (index === tokens.length) {
      return at === name.length && found.set(JSON.stringify(bindings), bindings).size > 0;
    }
    const place = index * (name.length + 1) + at;
    if (failed.has(place) || found.size >= MAX_READINGS || ++steps > MAX_STEPS) {
      return false;
    }
    const token = tokens[index];
    let fits = false;
    if (token === 'one') {
      fits = at < name.length && follow(index + 1, at + 1, bindings);
    } else if (token === 'any' || ('variable' in token && bindings[token.variable] === undefined)) {
      for (let end = name.length; end >= at + (token === 'any' ? 0 : 1); end--) {
        const taken = token === 'any' ? bindings : { ...bindings, [token.variable]: name.slice(at, end) };
        fits = follow(index + 1, end, taken) || fits;
        if (fits && index > lastUnknown) {
          // No variable is left: one way to fit is as good as any other.
          break;
        }
      }
    } else {
      const text = 'text' in token ? token.text : (bindings[token.variable] ?? '');
      fits = name.startsWith(text, at) && follow(index + 1, at + text.length, bindings);
    }
    if (!fits) {
      failed.add(place);
    }
    return fits;
  };
  follow(0, 0, known);
  return [...found.values()];
}

/** The template with what is known put in: what is left of it are stars and unknown variables. */
export function bind(template: Template, { stem, split, model }: Bindings): Template {
  const known: Record<Variable, string | undefined> = { stem, split, model };
  const segments = template.segments.flatMap((segment): Segment[] => {
    if (segment.kind === 'splitFolders') {
      return split === undefined ? [segment] : split.split('/').map(literal);
    }
    const tokens = segment.tokens.map((token): Token => {
      const text = typeof token === 'object' && 'variable' in token ? known[token.variable] : undefined;
      return text === undefined ? token : { text };
    });
    return [{ ...segment, tokens }];
  });
  return { ...template, segments, variables: new Set([...template.variables].filter(one => known[one] === undefined)) };
}

/** The folder below which all files of a template lie. */
export function fixedFolder({ segments }: Template): string {
  const fixed: string[] = [];
  for (const segment of segments.slice(0, -1)) {
    if (!isLiteral(segment)) {
      break;
    }
    fixed.push(textOf(segment));
  }
  return joinPath('/', ...fixed);
}

export function textOf({ tokens }: Segment): string {
  return tokens.map(token => (typeof token === 'object' && 'text' in token ? token.text : '')).join('');
}
