import { parentPort } from 'node:worker_threads';
import { takeKernels } from '../core/kernels/registry.js';
import { blockJob } from '../core/statistics/blockJobs.js';
import { ACTIVE, workOn } from '../core/statistics/blocks.js';
import { fromPortable } from '../core/statistics/portableView.js';
import type { HelperAnswer, HelperTask } from './team.js';

/** Entry of a helper thread: takes chunks of a pass until there are none. */
const port = parentPort;
if (!port) {
  throw new Error('This file is a helper thread and is not run by itself.');
}

port.on('message', async ({ id, job, view, task, kernels }: HelperTask) => {
  // Counted before the first chunk is taken: who finds no chunk left knows whom to wait for.
  Atomics.add(task.state, ACTIVE, 1);
  if (kernels) {
    takeKernels(kernels);
  }
  const chunks = await workOn(blockJob(job), 'array' in view ? fromPortable(view) : view, task, async () => {});
  port.postMessage({ id, chunks } satisfies HelperAnswer);
});
