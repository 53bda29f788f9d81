import { availableParallelism } from 'node:os';
import type { ArrayQuestion } from '../core/arrays/openArray.js';
import type { DigestedOutcome } from '../core/dataset/digest.js';
import type { PairQuestion } from '../core/dataset/pairQuestions.js';
import type { DatasetAnswer, DatasetQuestion } from '../core/dataset/questions.js';
import type { InspectionJob, InspectionResult } from '../core/inspection/job.js';
import type { Packed } from '../shared/packing.js';
import type { Question } from '../shared/workerProtocol.js';
import type { AskOptions, DatasetRecords, RunOptions, WorkerClient } from './workerClient.js';

/** Runs inspections and answers questions about them; what panels and scans need of the workers. */
export interface Inspections {
  run(job: InspectionJob, options?: RunOptions): Promise<InspectionResult>;
  ask(question: Question, options?: AskOptions): Promise<Packed>;
  /** The sums of a pair, for a whole dataset. */
  digest(job: InspectionJob, signal?: AbortSignal): Promise<DigestedOutcome>;
  /** What the records of a scan add up to. */
  askDataset<Q extends DatasetQuestion>(
    question: Q,
    records: DatasetRecords,
    signal?: AbortSignal,
  ): Promise<DatasetAnswer<Q>>;
  /** How many pairs are worth working on at the same time. */
  readonly size: number;
  /** Resolves when nobody waits for an inspection or an answer: scans let them go first. */
  free(): Promise<void>;
  /** What a file of arrays holds. */
  askArray(question: ArrayQuestion, signal?: AbortSignal): Promise<Packed>;
  /** What a report asks about a pair. */
  askPair(question: PairQuestion, signal?: AbortSignal): Promise<Packed>;
  close(key: string): void;
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
  /** Where each pair that is kept open lies. */
  private readonly homes = new Map<string, WorkerClient>();
  /** What somebody looks at and waits for. */
  private readonly urgent = new Set<Promise<void>>();

  constructor(size: number, makeClient: () => WorkerClient) {
    this.clients = Array.from({ length: size }, makeClient);
  }

  run(job: InspectionJob, options?: RunOptions): Promise<InspectionResult> {
    const client = this.freest();
    if (options?.keep !== undefined) {
      this.homes.set(options.keep, client);
    }
    return this.first(client.run(job, options));
  }

  /** Questions go to where their pair is open. */
  ask(question: Question, options?: AskOptions): Promise<Packed> {
    const client = this.homes.get(question.pair.key) ?? this.freest();
    this.homes.set(question.pair.key, client);
    if (question.other) {
      this.homes.set(question.other.key, client);
    }
    return this.first(client.ask(question, options));
  }

  async free(): Promise<void> {
    while (this.urgent.size > 0) {
      await Promise.allSettled(this.urgent);
    }
  }

  private first<T>(work: Promise<T>): Promise<T> {
    const settled = work.then(
      () => {},
      () => {},
    );
    this.urgent.add(settled);
    void settled.then(() => this.urgent.delete(settled));
    return work;
  }

  digest(job: InspectionJob, signal?: AbortSignal): Promise<DigestedOutcome> {
    return this.freest().digest(job, signal);
  }

  askDataset<Q extends DatasetQuestion>(
    question: Q,
    records: DatasetRecords,
    signal?: AbortSignal,
  ): Promise<DatasetAnswer<Q>> {
    return this.freest().askDataset(question, records, signal);
  }

  get size(): number {
    return this.clients.length;
  }

  askArray(question: ArrayQuestion, signal?: AbortSignal): Promise<Packed> {
    return this.freest().askArray(question, signal);
  }

  askPair(question: PairQuestion, signal?: AbortSignal): Promise<Packed> {
    return this.freest().askPair(question, signal);
  }

  close(key: string): void {
    this.homes.get(key)?.close(key);
    this.homes.delete(key);
  }

  private freest(): WorkerClient {
    // The first of equals, so that a second thread is only woken when the first has work.
    return this.clients.reduce((best, client) => (client.load < best.load ? client : best));
  }

  dispose(): void {
    for (const client of this.clients) {
      client.dispose();
    }
  }
}
