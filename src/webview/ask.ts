import type { AnswerOf, ParamsOf, QuestionName } from '../core/analysis/questions.js';
import type { Problem } from '../core/errors.js';
import { type Packed, unpack } from '../shared/packing.js';
import type { Answered, Ask, FromWebview } from '../shared/protocol.js';
import { ANSWERS } from '../shared/questionShapes.js';
import { strings } from './strings.js';

export interface AskOptions<Answer> {
  /**
   * Questions of one slot follow each other as a slider does: of those that wait only the newest is asked, and a slow
   * one that it replaces is given up. The question's name unless said; null: asked beside all others.
   */
  slot?: string | null;
  /** What is known of the answer so far. */
  onPartial?: (answer: Answer) => void;
  /** Gives the question up: it settles as cancelled. */
  signal?: AbortSignal;
}

/** Why there is no answer. Moot ones need not be shown: something newer is on its way. */
export class AskError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
    this.name = 'AskError';
  }

  /** True where nobody waits for the answer any more. */
  get moot(): boolean {
    return ['cancelled', 'inspection-outdated'].includes(this.problem.code);
  }
}

interface Pending {
  message: Ask;
  slot: string | null;
  settled: (outcome: { ok: unknown } | { err: Problem }) => void;
  onPartial: ((answer: unknown) => void) | undefined;
}

/** A running question that a newer one of its slot waits for is given up after so long: until then it may well answer. */
const PATIENCE_MS = 150;

const SUPERSEDED: Problem = { code: 'cancelled', message: 'A newer question took its place.', hint: '' };

const GIVEN_UP: Problem = { code: 'cancelled', message: 'The answer is not wanted any more.', hint: '' };

/**
 * Asks the worker about the inspected pair and matches the answers. Every question settles exactly once; those about an
 * inspection that is not shown any more are rejected at once.
 */
export class Asker {
  private readonly running = new Map<number, Pending>();
  /** The newest question of a slot that waits for the running one. */
  private readonly waiting = new Map<string, Pending>();
  private inspectionId: number | null = null;
  private lastId = 0;

  constructor(private readonly send: (message: FromWebview) => void) {}

  readonly ask = <N extends QuestionName>(
    question: N,
    params: ParamsOf<N>,
    { slot = question, onPartial, signal }: AskOptions<AnswerOf<N>> = {},
  ): Promise<AnswerOf<N>> => {
    return new Promise((resolve, reject) => {
      const { inspectionId } = this;
      if (inspectionId === null) {
        reject(new AskError({ code: 'inspection-outdated', message: strings.noInspection, hint: '' }));
        return;
      }
      const id = ++this.lastId;
      signal?.addEventListener('abort', () => this.giveUp(id), { once: true });
      const message = { type: 'ask', id, inspectionId, question, params } as Ask;
      this.start({
        message,
        slot,
        settled: outcome => ('ok' in outcome ? resolve(outcome.ok as AnswerOf<N>) : reject(new AskError(outcome.err))),
        onPartial: onPartial as Pending['onPartial'],
      });
    });
  };

  /** A snapshot of this inspection is shown now: whoever asked about another one gets no answer. */
  begin(inspectionId: number | null): void {
    if (inspectionId === this.inspectionId) {
      return;
    }
    this.inspectionId = inspectionId;
    const all = [...this.running.values(), ...this.waiting.values()];
    for (const id of this.running.keys()) {
      this.send({ type: 'forget', id });
    }
    this.running.clear();
    this.waiting.clear();
    for (const { settled } of all) {
      settled({ err: { code: 'inspection-outdated', message: 'A newer inspection is shown.', hint: '' } });
    }
  }

  private giveUp(id: number): void {
    const pending = this.running.get(id);
    if (pending) {
      this.send({ type: 'forget', id });
      this.receiveAnswer(id, { err: GIVEN_UP });
      return;
    }
    for (const [slot, waiting] of this.waiting) {
      if (waiting.message.id === id) {
        this.waiting.delete(slot);
        waiting.settled({ err: GIVEN_UP });
      }
    }
  }

  receivePartial(id: number, answer: Packed): void {
    const pending = this.running.get(id);
    const found = pending?.onPartial && unpacked(pending.message.question, answer);
    if (found && 'ok' in found) {
      pending.onPartial?.(found.ok);
    }
  }

  receiveAnswer(id: number, outcome: Answered): void {
    const pending = this.running.get(id);
    if (!pending) {
      return;
    }
    this.running.delete(id);
    pending.settled('ok' in outcome ? unpacked(pending.message.question, outcome.ok) : outcome);
    const next = pending.slot === null ? undefined : this.waiting.get(pending.slot);
    if (next?.slot) {
      this.waiting.delete(next.slot);
      this.start(next);
    }
  }

  private start(pending: Pending): void {
    const { slot } = pending;
    const busy = slot === null ? undefined : [...this.running.values()].find(one => one.slot === slot);
    if (!busy || slot === null) {
      this.running.set(pending.message.id, pending);
      this.send(pending.message);
      return;
    }
    const replaced = this.waiting.get(slot);
    this.waiting.set(slot, pending);
    replaced?.settled({ err: SUPERSEDED });
    if (!replaced) {
      // Others may take the place of this one meanwhile; the running one is given up all the same.
      setTimeout(() => {
        if (this.running.has(busy.message.id) && this.waiting.has(slot)) {
          this.send({ type: 'forget', id: busy.message.id });
        }
      }, PATIENCE_MS);
    }
  }
}

function unpacked(question: QuestionName, packed: Packed): { ok: unknown } | { err: Problem } {
  try {
    const answer = unpack(packed);
    if (ANSWERS[question](answer)) {
      return { ok: answer };
    }
  } catch (error) {
    console.warn(`The answer to ${question} could not be read`, error);
  }
  return {
    err: {
      code: 'internal-error',
      message: strings.unknownAnswer(question),
      hint: strings.unknownAnswerHint,
    },
  };
}
