import { availableParallelism } from 'node:os';
import type { InspectionJob, InspectionResult } from '../core/inspection/job.js';
import type { RunOptions, WorkerClient } from './workerClient.js';

/** Runs inspections; what panels and scans need of the workers. */
export interface Inspections {
  run(job: InspectionJob, options?: RunOptions): Promise<InspectionResult>;
  dispose(): void;
}

/** One thread is left to the extension host and the user; more than four would fight for memory bandwidth. */
export function poolSize(cores = availableParallelism()): number {
  return Math.min(4, Math.max(2, cores - 1));
}

/**
 * A few workers, each started only when all before it are busy. A job goes to the one with the least to do, so that a
 * long inspection does not hold up a short one, and a crash takes down only its own neighbours in that queue.
 */
export class WorkerPool implements Inspections {
  private readonly clients: readonly WorkerClient[];

  constructor(size: number, makeClient: () => WorkerClient) {
    this.clients = Array.from({ length: size }, makeClient);
  }

  run(job: InspectionJob, options?: RunOptions): Promise<InspectionResult> {
    // The first of equals, so that a second thread is only woken when the first has work.
    const freest = this.clients.reduce((best, client) => (client.load < best.load ? client : best));
    return freest.run(job, options);
  }

  dispose(): void {
    for (const client of this.clients) {
      client.dispose();
    }
  }
}
