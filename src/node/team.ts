import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { compiledKernels } from '../core/kernels/registry.js';
import { type BlockTask, type Chunk, TeamError } from '../core/statistics/blocks.js';
import type { PortableView } from '../core/statistics/portableView.js';
import type { Team } from '../core/statistics/team.js';

/** What a helper is sent, and what it answers. */
export interface HelperTask {
  id: number;
  job: string;
  view: PortableView | { numClasses: number };
  task: BlockTask<unknown>;
  kernels: ReturnType<typeof compiledKernels>;
}
export interface HelperAnswer {
  id: number;
  chunks: Chunk<unknown>[];
}

/** More threads than this fight for memory bandwidth. */
const MOST_HELPERS = 3;
/** Helpers without work are ended after so long. */
const IDLE_MS = 30_000;

/** File name of the helpers' entry beside the bundles. */
const HELPER_FILE = 'helper.js';

/**
 * Threads that take chunks of large passes: started with the first, ended when idle. They hold no process open.
 *
 * @param entry the helpers' script, `teamWorker.ts` as built
 */
export class ThreadTeam implements Team {
  private helpers: Helper[] = [];
  private idleTimer: NodeJS.Timeout | undefined;
  private lastId = 0;

  constructor(
    private readonly entry: string,
    private readonly size = Math.min(MOST_HELPERS, availableParallelism() - 1),
  ) {}

  async start<R>(
    job: string,
    view: PortableView | { numClasses: number },
    task: BlockTask<unknown>,
  ): Promise<Chunk<R>[]> {
    clearTimeout(this.idleTimer);
    while (this.helpers.length < this.size) {
      this.helpers.push(new Helper(this.entry, helper => this.lost(helper)));
    }
    const message: HelperTask = { id: ++this.lastId, job, view, task, kernels: compiledKernels() };
    const answers = await Promise.all(this.helpers.map(helper => helper.ask(message)));
    this.idleTimer = setTimeout(() => this.dispose(), IDLE_MS).unref();
    return answers.flat() as Chunk<R>[];
  }

  dispose(): void {
    clearTimeout(this.idleTimer);
    for (const helper of this.helpers.splice(0)) {
      helper.end();
    }
  }

  private lost(helper: Helper): void {
    this.helpers = this.helpers.filter(other => other !== helper);
  }
}

/** A team whose entry lies beside the bundles in `folder`. */
export function bundledTeam(folder: string): ThreadTeam {
  return new ThreadTeam(join(folder, HELPER_FILE));
}

class Helper {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, { resolve(chunks: Chunk<unknown>[]): void; reject(why: Error): void }>();

  constructor(entry: string, lost: (helper: Helper) => void) {
    this.worker = new Worker(entry);
    this.worker.unref();
    this.worker.on('message', ({ id, chunks }: HelperAnswer) => {
      this.waiting.get(id)?.resolve(chunks);
      this.waiting.delete(id);
      if (this.waiting.size === 0) {
        this.worker.unref();
      }
    });
    const fail = (why: string) => {
      lost(this);
      for (const { reject } of this.waiting.values()) {
        reject(new TeamError(why));
      }
      this.waiting.clear();
    };
    this.worker.on('error', error => fail(`A helper thread failed (${error.message}).`));
    this.worker.on('exit', code => fail(`A helper thread ended (${code}).`));
  }

  ask(message: HelperTask): Promise<Chunk<unknown>[]> {
    return new Promise((resolve, reject) => {
      this.waiting.set(message.id, { resolve, reject });
      this.worker.ref();
      this.worker.postMessage(message);
    });
  }

  end(): void {
    void this.worker.terminate();
  }
}
