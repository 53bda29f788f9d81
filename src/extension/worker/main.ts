import { parentPort } from 'node:worker_threads';
import type { ToWorker } from '../../shared/workerProtocol.js';
import { Inspector } from './inspector.js';

/** Entry of the worker thread: glue only. kernels.wasm lies beside the bundle. */
const port = parentPort;
if (!port) {
  throw new Error('This file is a worker thread and is not run by itself.');
}
const inspector = new Inspector(__dirname, (message, transfer) => port.postMessage(message, transfer));
port.on('message', (message: ToWorker) => void inspector.handle(message));
