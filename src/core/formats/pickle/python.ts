import { damaged } from './errors.js';
import type { Constructors, Machine } from './machine.js';
import { PyDict, PyList, PyTuple, type PyValue } from './values.js';

/** A dict from nothing or from a list of pairs. */
function dict([pairs]: readonly PyValue[], machine: Machine): PyDict {
  const made = new PyDict();
  const items = pairs instanceof PyList || pairs instanceof PyTuple ? pairs.items : [];
  for (const pair of items) {
    const values = pair instanceof PyTuple || pair instanceof PyList ? pair.items : [];
    if (values.length !== 2) {
      throw damaged(machine.name, 'a dict is not made of pairs');
    }
    made.pairs.push([values[0], values[1]]);
  }
  return made;
}

/** A list or set from nothing or from a list. */
function list([items]: readonly PyValue[]): PyList {
  const made = new PyList();
  if (items instanceof PyList || items instanceof PyTuple) {
    for (const item of items.items) {
      made.items.push(item);
    }
  }
  return made;
}

/** The containers of Python itself, as Python 2 and 3 name them. */
export const PYTHON_CONSTRUCTORS: Constructors = {
  'collections.OrderedDict': dict,
  'builtins.dict': dict,
  '__builtin__.dict': dict,
  'builtins.set': list,
  '__builtin__.set': list,
  'builtins.frozenset': list,
  '__builtin__.frozenset': list,
  'builtins.list': list,
  '__builtin__.list': list,
  'builtins.bytearray': ([bytes]) => bytes ?? null,
  '__builtin__.bytearray': ([bytes]) => bytes ?? null,
  'builtins.bytes': () => null,
  '__builtin__.bytes': () => null,
};
