import { damaged } from './errors.js';
import { Machine, type MachineOptions } from './machine.js';
import { OPERATIONS } from './opcodes.js';
import type { PickleReader } from './reader.js';
import type { PyValue } from './values.js';

const STOP = 0x2e;

/**
 * Reads one pickle (protocols 0 to 5) into plain data and leaves the reader behind it. No Python, and nothing the file
 * brings along, is ever run: constructors come from `options.constructors` alone.
 * Throws pickle-refused, pickle-damaged and pickle-limits.
 */
export function unpickle(reader: PickleReader, options: MachineOptions): PyValue {
  const machine = new Machine(reader, options);
  for (;;) {
    const at = reader.position;
    const code = reader.byte();
    if (code === STOP) {
      return machine.pop();
    }
    const operation = OPERATIONS[code];
    if (!operation) {
      throw damaged(reader.name, `byte ${at} is no operation`);
    }
    machine.budget.spend(reader.name);
    operation(machine);
  }
}
