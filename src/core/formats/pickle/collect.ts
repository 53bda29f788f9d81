import type { LazyEntry, UnreadableEntry } from '../arrayFile.js';
import { PickledArray } from './arrays.js';
import { tooLarge } from './errors.js';
import { NumpyArray } from './numpy.js';
import { PyBlob, PyDict, PyList, PyTuple, type PyValue } from './values.js';

const MAX_ARRAYS = 10_000;
const MAX_VISITS = 200_000;
const MAX_DEPTH = 32;

/** The arrays of unpickled data. */
export interface FoundArrays {
  entries: LazyEntry[];
  unreadable: UnreadableEntry[];
}

/**
 * The arrays within dicts, lists and tuples of any depth, named by keys and indices ("validation/logits", "0"); a bare
 * array is named ''. Everything else (epochs, settings) is read over. Lists that contain themselves are entered once.
 */
export function collectArrays(root: PyValue, name: string): FoundArrays {
  const found = new Map<string, PickledArray>();
  const above = new Set<PyValue>();
  let visits = 0;
  const walk = (value: PyValue, path: readonly string[]): void => {
    if (++visits > MAX_VISITS || found.size > MAX_ARRAYS || path.length > MAX_DEPTH) {
      throw tooLarge(name, 'has more, or more deeply nested, entries');
    }
    if (value instanceof PickledArray && !(value instanceof NumpyArray && value.objects)) {
      found.set(path.join('/'), value);
      return;
    }
    const children = childrenOf(value);
    if (children.length === 0 || above.has(value)) {
      return;
    }
    above.add(value);
    for (const [key, child] of children) {
      walk(child, [...path, key]);
    }
    above.delete(value);
  };
  walk(root, []);
  return split(found);
}

function childrenOf(value: PyValue): [key: string, child: PyValue][] {
  if (value instanceof PyDict) {
    return value.pairs.map(([key, child]) => [nameOf(key), child]);
  }
  const inner = value instanceof NumpyArray ? value.objects : value;
  return inner instanceof PyList || inner instanceof PyTuple ? inner.items.map((child, k) => [String(k), child]) : [];
}

/** A dict's key as part of an array's name. */
function nameOf(key: PyValue): string {
  if (key instanceof PyBlob) {
    return key.text() ?? '(long name)';
  }
  return typeof key === 'object' && key !== null ? '(key)' : String(key);
}

function split(found: ReadonlyMap<string, PickledArray>): FoundArrays {
  const entries: LazyEntry[] = [];
  const unreadable: UnreadableEntry[] = [];
  for (const [name, array] of found) {
    const { dtype, shape } = array;
    if (typeof dtype === 'string') {
      entries.push({ name, shape, dtype, read: () => array.read() });
    } else {
      unreadable.push({ name, reason: dtype });
    }
  }
  return { entries, unreadable };
}
