import type { Analysed } from '../../core/analysis/analysed.js';
import { answer } from '../../core/analysis/registry.js';
import { askArray } from '../../core/arrays/openArray.js';
import { digestedOutcome } from '../../core/dataset/digest.js';
import { evaluatePair } from '../../core/dataset/evaluatePair.js';
import { askPair } from '../../core/dataset/pairQuestions.js';
import { askDatasets } from '../../core/dataset/questions.js';
import { CancelledError, InspectionError, toProblem } from '../../core/errors.js';
import { type InspectionHost, pause } from '../../core/inspection/host.js';
import type { InspectionResult } from '../../core/inspection/job.js';
import { readKernels } from '../../node/kernels.js';
import { openFile } from '../../node/openFile.js';
import { decodePicture, decodeSmall } from '../../node/picture.js';
import { pack } from '../../shared/packing.js';
import type { FromWorker, PairRef, ToWorker } from '../../shared/workerProtocol.js';
import { Keeper } from './keeper.js';

type Request<T extends ToWorker['type']> = Extract<ToWorker, { type: T }>;

/** Answers the extension host's requests; every request gets exactly one `done`, `answer` or `failed`. */
export class Inspector {
  private readonly running = new Map<number, AbortController>();
  private readonly keeper = new Keeper();
  /** Records that came ahead of their question. */
  private readonly records = new Map<number, string[]>();

  constructor(
    private readonly bundleFolder: string,
    private readonly post: (message: FromWorker, transfer: ArrayBuffer[]) => void,
  ) {}

  async handle(message: ToWorker): Promise<void> {
    switch (message.type) {
      case 'cancel':
        this.running.get(message.id)?.abort();
        this.records.delete(message.id);
        return;
      case 'close':
        this.keeper.close(message.key);
        return;
      case 'inspect':
        await this.settle(message.id, host => this.inspect(message, host));
        return;
      case 'sum': {
        const { id, job } = message;
        await this.settle(id, async host =>
          this.post({ type: 'summed', id, outcome: await evaluatePair(job, host) }, []),
        );
        return;
      }
      case 'digest': {
        const { id, job } = message;
        await this.settle(id, async host =>
          this.post({ type: 'digested', id, outcome: digestedOutcome(await evaluatePair(job, host)) }, []),
        );
        return;
      }
      case 'records':
        this.records.set(message.id, [...(this.records.get(message.id) ?? []), ...message.texts]);
        return;
      case 'dataset': {
        const texts = this.records.get(message.id) ?? [];
        this.records.delete(message.id);
        await this.settle(message.id, async () => this.answerDataset(message, texts));
        return;
      }
      case 'pair': {
        const { id, question } = message;
        await this.settle(id, async host => {
          const packed = pack(await askPair(question, host, decodeSmall));
          this.post({ type: 'answer', id, answer: packed }, packed.buffers);
        });
        return;
      }
      case 'array': {
        const { id, question } = message;
        await this.settle(id, async host => {
          const packed = pack(await askArray(question, host));
          this.post({ type: 'answer', id, answer: packed }, packed.buffers);
        });
        return;
      }
      case 'ask':
        await this.settle(message.id, host => this.answer(message, host));
        return;
    }
  }

  private async settle(id: number, work: (host: InspectionHost) => Promise<void>): Promise<void> {
    const controller = new AbortController();
    this.running.set(id, controller);
    const host: InspectionHost = {
      open: openFile,
      kernels: readKernels(this.bundleFolder),
      progress: progress => this.post({ type: 'progress', id, progress }, []),
      signal: controller.signal,
    };
    try {
      // Messages that wait already come first: a cancel among them spares the work.
      await new Promise(setImmediate);
      if (controller.signal.aborted) {
        throw new CancelledError();
      }
      await work(host);
    } catch (error) {
      const stack = error instanceof Error ? error.stack : undefined;
      this.post({ type: 'failed', id, problem: toProblem(error), stack }, []);
    } finally {
      this.running.delete(id);
    }
  }

  private async inspect({ id, job, keep }: Request<'inspect'>, host: InspectionHost): Promise<void> {
    const inspection = await this.keeper.inspect(job, keep, { ...host, decodePicture });
    const { report, layers, picture, background } = inspection;
    const result: InspectionResult = { report, layers, picture, background };
    this.post({ type: 'done', id, result }, picture ? [picture.data.buffer as ArrayBuffer] : []);
  }

  private async answer({ id, pair, other, question, params }: Request<'ask'>, host: InspectionHost): Promise<void> {
    const quiet: InspectionHost = { ...host, progress: () => {} };
    const found = await this.keeper.use(pair, host, analysed => {
      const ask = (second: Analysed | null) =>
        answer(analysed, question, params, {
          checkpoint: () => pause(quiet, { step: 'Evaluating', fraction: null }),
          // Copied, not moved: the whole answer goes on with its arrays.
          partial: known => this.post({ type: 'partial', id, answer: pack(known) }, []),
          other: async () => second ?? Promise.reject(noComparison()),
        });
      return other ? this.useOther(other, host, ask) : ask(null);
    });
    const packed = pack(found);
    this.post({ type: 'answer', id, answer: packed }, packed.buffers);
  }

  private answerDataset(
    { id, question, count, unmatched, complete, params }: Request<'dataset'>,
    texts: string[],
  ): void {
    if (texts.length !== count) {
      throw recordsLost(texts.length, count);
    }
    const answer = askDatasets(question, texts, { unmatched, complete, ...params });
    this.post({ type: 'dataset-answer', id, text: JSON.stringify(answer) }, []);
  }

  /** The second pair, whose being closed is told apart from the first one's. */
  private async useOther<T>(ref: PairRef, host: InspectionHost, work: (pair: Analysed) => Promise<T>): Promise<T> {
    if (!ref.job && !this.keeper.open.includes(ref.key)) {
      throw comparisonClosed();
    }
    return this.keeper.use(ref, host, work);
  }
}

function comparisonClosed(): InspectionError {
  return new InspectionError('comparison-closed', 'The prediction to compare with is not open.', 'Ask again.');
}

function recordsLost(found: number, count: number): InspectionError {
  return new InspectionError('worker-crashed', `Of ${count} records of the scan ${found} arrived.`, 'Ask again.');
}

function noComparison(): InspectionError {
  return new InspectionError(
    'question-no-comparison',
    'There is no second prediction to compare with.',
    'Choose one with Compare.',
  );
}
