import { damaged, refused, tooLarge } from './errors.js';
import type { PickleReader } from './reader.js';
import { PyBlob, PyDict, PyGlobal, PyList, PyObject, PyTuple, type PyValue } from './values.js';

/** What a global name stands for: a function of the arguments, or null for names that only say which. */
export type Constructors = Readonly<Record<string, ((args: readonly PyValue[], machine: Machine) => PyValue) | null>>;

/** A file of ten thousand tensors takes about 400,000 operations. Shared by pickles within pickles. */
export class Budget {
  private left = 1 << 20;
  depth = 0;

  spend(name: string): void {
    if (--this.left < 0) {
      throw tooLarge(name, 'has over a million operations');
    }
  }
}

export interface MachineOptions {
  constructors: Constructors;
  /** What a persistent id stands for; torch's storages have one. */
  persistent?: (id: PyValue) => PyValue;
  budget?: Budget;
}

/**
 * The state of reading one pickle: Python's stack machine (pickletools.py) without Python. Names are looked up in a list
 * of our own constructors and everything else is refused, so no file can make it do anything but build plain data.
 */
export class Machine {
  stack: PyValue[] = [];
  private readonly marks: PyValue[][] = [];
  private readonly memo = new Map<number, PyValue>();
  readonly budget: Budget;

  constructor(
    readonly reader: PickleReader,
    readonly options: MachineOptions,
  ) {
    this.budget = options.budget ?? new Budget();
  }

  get name(): string {
    return this.reader.name;
  }

  push(value: PyValue): void {
    this.stack.push(value);
  }

  pop(): PyValue {
    if (this.stack.length === 0) {
      throw damaged(this.name, 'it takes more than it has');
    }
    return this.stack.pop() as PyValue;
  }

  peek(): PyValue {
    const value = this.pop();
    this.push(value);
    return value;
  }

  mark(): void {
    this.marks.push(this.stack);
    this.stack = [];
  }

  popMark(): PyValue[] {
    const items = this.stack;
    const below = this.marks.pop();
    if (!below) {
      throw damaged(this.name, 'it closes what it never opened');
    }
    this.stack = below;
    return items;
  }

  memoize(index = this.memo.size): void {
    this.memo.set(index, this.peek());
  }

  recall(index: number): void {
    const value = this.memo.get(index);
    if (value === undefined) {
      throw damaged(this.name, `it recalls ${index}, which it never kept`);
    }
    this.push(value);
  }

  /** Pushes an allowed name. Throws pickle-refused for any other, whether or not it would be called. */
  pushGlobal(module: string, name: string): void {
    const { constructors } = this.options;
    const full = `${module}.${name}`;
    if (!Object.hasOwn(constructors, full)) {
      throw refused(this.name, JSON.stringify(full.length > 120 ? `${full.slice(0, 120)}…` : full));
    }
    const make = constructors[full];
    this.push(new PyGlobal(full, make && (args => make(args, this))));
  }

  /** Calls an allowed constructor: REDUCE, NEWOBJ, OBJ and INST all come down to this. */
  call(callee: PyValue, args: PyValue): void {
    if (!(callee instanceof PyGlobal) || !(args instanceof PyTuple)) {
      throw damaged(this.name, 'it calls something that is no constructor');
    }
    if (!callee.call) {
      throw refused(this.name, `a call of ${JSON.stringify(callee.name)}`);
    }
    this.push(callee.call(args.items));
  }

  append(target: PyValue, items: readonly PyValue[]): void {
    if (!(target instanceof PyList)) {
      throw damaged(this.name, 'it appends to what is no list');
    }
    for (const item of items) {
      target.items.push(item);
    }
  }

  setItems(target: PyValue, items: readonly PyValue[]): void {
    if (!(target instanceof PyDict) || items.length % 2 !== 0) {
      throw damaged(this.name, 'it sets items of what is no dict');
    }
    for (let k = 0; k < items.length; k += 2) {
      target.pairs.push([items[k], items[k + 1]]);
    }
  }

  build(): void {
    const state = this.pop();
    const target = this.peek();
    if (target instanceof PyObject) {
      target.setState(state);
    }
  }

  persistent(id: PyValue): void {
    if (!this.options.persistent) {
      throw refused(this.name, 'an object kept outside the file');
    }
    this.push(this.options.persistent(id));
  }

  /** A string that must be a name. */
  text(value: PyValue): string {
    const text = value instanceof PyBlob ? value.text() : null;
    if (text === null) {
      throw damaged(this.name, 'it has something else where a name belongs');
    }
    return text;
  }
}
