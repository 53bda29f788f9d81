import { toProblem } from '../../core/errors.js';
import type { Packed } from '../../shared/packing.js';
import type { Ask, ToWebview } from '../../shared/protocol.js';
import type { AskOptions } from '../workerClient.js';

export interface QuestionsOptions {
  ask(asked: Ask, options: AskOptions): Promise<Packed>;
  post(message: ToWebview): void;
  /** A failure that is nobody's fault but ours. */
  failed(error: unknown): void;
}

/** The questions of one panel that wait for their answers; each is answered exactly once. */
export class PanelQuestions {
  private readonly waiting = new Map<number, AbortController>();

  constructor(private readonly options: QuestionsOptions) {}

  async ask(asked: Ask): Promise<void> {
    const { id } = asked;
    const { post } = this.options;
    const controller = new AbortController();
    this.waiting.set(id, controller);
    try {
      const onPartial = (answer: Packed): void => post({ type: 'partial', id, answer });
      const ok = await this.options.ask(asked, { signal: controller.signal, onPartial });
      post({ type: 'answer', id, outcome: { ok } });
    } catch (error) {
      const err = toProblem(error);
      if (err.code === 'internal-error') {
        this.options.failed(error);
      }
      post({ type: 'answer', id, outcome: { err } });
    } finally {
      this.waiting.delete(id);
    }
  }

  forget(id: number): void {
    this.waiting.get(id)?.abort();
  }

  /** The document that asked is gone. */
  forgetAll(): void {
    for (const controller of this.waiting.values()) {
      controller.abort();
    }
  }
}
