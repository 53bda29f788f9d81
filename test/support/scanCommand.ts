import { join } from 'node:path';
import { mergeCommand } from '../../src/cli/mergeCommand.js';
import { scanCommand } from '../../src/cli/scanCommand.js';
import { ROOT } from './shared.js';

const WORKER = join(ROOT, 'out', 'src', 'extension', 'worker', 'main.js');

/** Runs `seg-loss scan` or `seg-loss merge` in this process; returns what it writes and its exit status. */
export async function scanOrMerge(
  command: 'scan' | 'merge',
  args: string[],
): Promise<{ status: number; text: string }> {
  let text = '';
  const output = {
    write: async (more: string) => {
      text += more;
    },
  };
  const status = command === 'scan' ? await scanCommand(args, WORKER, output) : await mergeCommand(args, output);
  return { status, text };
}
