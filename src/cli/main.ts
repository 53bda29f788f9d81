import { join } from 'node:path';
import { toProblem } from '../core/errors.js';
import { inspectCommand } from './inspectCommand.js';
import { mergeCommand } from './mergeCommand.js';
import { scanCommand } from './scanCommand.js';
import { USAGE } from './usage.js';
import { usage } from './values.js';
import { version } from './version.js';

/** A pipe takes large texts bit by bit. */
const output = {
  write: (text: string) =>
    new Promise<void>((resolve, reject) => {
      process.stdout.write(text, error => (error ? reject(error) : resolve()));
    }),
};

/** Entry of the seg-loss command line; kernels.wasm lies beside the bundle. */
async function main(args: string[]): Promise<number> {
  const [command, ...rest] = args;
  if (args.includes('--help') || args.includes('-h') || command === 'help' || command === undefined) {
    process.stdout.write(USAGE);
    return command === undefined ? 2 : 0;
  }
  if (command === '--version') {
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  if (command === 'inspect') {
    return await inspectCommand(rest, __dirname, process.stdout);
  }
  if (command === 'scan') {
    return await scanCommand(rest, join(__dirname, 'worker.js'), output);
  }
  if (command === 'merge') {
    return await mergeCommand(rest, output);
  }
  throw usage(`There is no command "${command}".`, 'seg-loss inspect PREDICTION [--label F]');
}

main(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
  },
  error => {
    const { code, message, hint } = toProblem(error);
    process.stderr.write(`${code}: ${message} (${hint})\n`);
    if (code === 'internal-error' && error instanceof Error) {
      process.stderr.write(`${error.stack}\n`);
    }
    process.exitCode = 2;
  },
);
