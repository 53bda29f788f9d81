import { filesIn, foldersIn, type ListFolder } from './listing.js';
import { joinPath } from './paths.js';
import { type Bindings, isLiteral, readName, type Segment, type Template, textOf } from './template.js';
import { SKIPPED, WALK_LIMITS, type WalkLimits } from './walk.js';

/** A file that fits a template, with what its variables may stand for. */
export interface Fit {
  path: string;
  readings: readonly Bindings[];
}

interface State {
  folder: string;
  segment: number;
  known: Bindings;
  /** Folders taken for {split} so far. */
  split: string;
  depth: number;
}

/**
 * All files that fit a template, found by looking only into folders that may lead to one; one that can be read in
 * several ways may come several times. The return value says whether all were seen, or the limits were met first.
 */
export async function* expand(
  template: Template,
  list: ListFolder,
  limits: WalkLimits = WALK_LIMITS,
): AsyncGenerator<Fit, { complete: boolean }> {
  const { segments } = template;
  const stack: State[] = [{ folder: '/', segment: 0, known: {}, split: '', depth: 0 }];
  const seen = new Set<string>();
  let [folders, count, complete] = [0, 0, true];
  while (stack.length > 0) {
    const state = stack.pop() as State;
    const { folder, segment, known, split, depth } = state;
    const id = [segment, folder, split, JSON.stringify(known)].join('\n');
    if (seen.has(id)) {
      continue;
    }
    seen.add(id);
    const wanted = segments[segment];
    const isLast = segment === segments.length - 1;
    if (!isLast && isLiteral(wanted)) {
      stack.push({ ...state, folder: joinPath(folder, textOf(wanted)), segment: segment + 1 });
      continue;
    }
    const entries = await list(folder);
    folders++;
    count += entries.length;
    if (folders > limits.folders || count > limits.files) {
      return { complete: false };
    }
    if (isLast) {
      yield* fitsIn(folder, filesIn(entries), wanted, known);
      continue;
    }
    if (depth >= limits.depth) {
      complete = false;
      continue;
    }
    const names = foldersIn(entries).sort().reverse();
    stack.push(...names.flatMap(name => below(state, wanted, name)));
    if (wanted.kind === 'folders') {
      stack.push({ ...state, segment: segment + 1 });
    }
  }
  return { complete };
}

/** Where a folder leads. */
function below(state: State, wanted: Segment, name: string): State[] {
  const { segment, known, depth } = state;
  const path = joinPath(state.folder, name);
  if (wanted.kind === 'name') {
    return readName(wanted.tokens, name, known).map(one => ({
      ...state,
      folder: path,
      segment: segment + 1,
      known: one,
    }));
  }
  if (SKIPPED.test(name)) {
    return [];
  }
  if (wanted.kind === 'folders') {
    return [{ ...state, folder: path, depth: depth + 1 }];
  }
  const split = state.split === '' ? name : `${state.split}/${name}`;
  const whole = known.split === undefined || known.split === split;
  const longer = known.split === undefined || known.split.startsWith(`${split}/`);
  return [
    ...(longer ? [{ ...state, folder: path, split, depth: depth + 1 }] : []),
    ...(whole ? [{ ...state, folder: path, segment: segment + 1, known: { ...known, split }, split: '' }] : []),
  ];
}

function* fitsIn(folder: string, names: readonly string[], wanted: Segment, known: Bindings): Generator<Fit> {
  for (const name of [...names].sort()) {
    const readings = readName(wanted.tokens, name, known);
    if (readings.length > 0) {
      yield { path: joinPath(folder, name), readings };
    }
  }
}
