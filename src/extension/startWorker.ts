import { Worker } from 'node:worker_threads';
import type { Log } from './util/log.js';
import type { WorkerLike } from './workerClient.js';

/** The real thread. Its console (tfjs greets there) goes to the log and never to the extension host's own output. */
export function startWorker(file: string, log: Log): WorkerLike {
  // An own execArgv: the host's debugger flags would make the thread wait for its port.
  const worker = new Worker(file, { stdout: true, stderr: true, execArgv: [] });
  worker.stdout.setEncoding('utf8').on('data', (text: string) => log.debug(text.trimEnd()));
  worker.stderr.setEncoding('utf8').on('data', (text: string) => log.warn(text.trimEnd()));
  return worker;
}
