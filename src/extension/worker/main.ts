import { parentPort } from 'node:worker_threads';
import { useTeam } from '../../core/statistics/team.js';
import { bundledTeam } from '../../node/team.js';
import type { ToWorker } from '../../shared/workerProtocol.js';
import { Inspector } from './inspector.js';

/** Entry of the worker thread: glue only. kernels.wasm and the helper threads' script lie beside the bundle. */
const port = parentPort;
if (!port) {
  throw new Error('This file is a worker thread and is not run by itself.');
}
// Started with the first pass that is large enough.
useTeam(bundledTeam(__dirname));
const inspector = new Inspector(__dirname, (message, transfer) => port.postMessage(message, transfer));
port.on('message', (message: ToWorker) => void inspector.handle(message));
