import type { AnswerOf, ParamsOf, QuestionName } from '../core/analysis/questions.js';
import type { Problem } from '../core/errors.js';
import { AskError, type AskOptions } from './ask.js';
import { ready, type State } from './state.js';

/** The `ask` of a context. */
type Ask = <N extends QuestionName>(
  question: N,
  params: ParamsOf<N>,
  options?: AskOptions<AnswerOf<N>>,
) => Promise<AnswerOf<N>>;

/** What is known of an answer. */
export interface Known<A> {
  /** The newest answer, also of an earlier run or setting, until the next one is here: nothing flickers. */
  answer: A | null;
  /** Why there is none. */
  problem: Problem | null;
  /** Something newer is on its way. */
  waiting: boolean;
}

/**
 * One question of a view, asked when the view is shown and again when what it asks about has changed: another
 * inspection, other parameters. `changed` hears of everything that is worth drawing.
 */
export class Asked<N extends QuestionName> {
  #known: Known<AnswerOf<N>> = { answer: null, problem: null, waiting: false };
  #key = '';
  #attempt = 0;

  constructor(
    private readonly ask: Ask,
    readonly question: N,
    private readonly changed: () => void,
    private readonly options: { slot?: string | null } = {},
  ) {}

  get known(): Known<AnswerOf<N>> {
    return this.#known;
  }

  /** To be called whenever the view is drawn. Nothing is asked while there is no inspection. */
  want(state: State, params: ParamsOf<N>): void {
    const snapshot = ready(state);
    const key = snapshot ? JSON.stringify([snapshot.inspectionId, params]) : '';
    if (key === this.#key) {
      return;
    }
    this.#key = key;
    if (key === '') {
      // A run is under way or has failed; what it will give has nothing to do with what is here.
      this.#set({ answer: null, problem: null, waiting: false });
    } else {
      void this.#start(params);
    }
  }

  /** Asks the same again at the next `want`. */
  again(): void {
    this.#key = '';
    this.changed();
  }

  async #start(params: ParamsOf<N>): Promise<void> {
    const attempt = ++this.#attempt;
    const current = () => attempt === this.#attempt;
    this.#set({ ...this.#known, problem: null, waiting: true });
    const onPartial = (answer: AnswerOf<N>) => {
      if (current()) {
        this.#set({ answer, problem: null, waiting: true });
      }
    };
    try {
      const answer = await this.ask(this.question, params, { ...this.options, onPartial });
      if (current()) {
        this.#set({ answer, problem: null, waiting: false });
      }
    } catch (error) {
      if (!current()) {
        return;
      }
      if (!(error instanceof AskError)) {
        throw error;
      }
      // Whoever made it moot asks again; if nobody does, the next `want` shall.
      if (error.moot) {
        this.#key = '';
        this.#known = { ...this.#known, waiting: false };
      } else {
        this.#set({ answer: null, problem: error.problem, waiting: false });
      }
    }
  }

  #set(known: Known<AnswerOf<N>>): void {
    const last = this.#known;
    this.#known = known;
    if (last.answer !== known.answer || last.problem !== known.problem || last.waiting !== known.waiting) {
      this.changed();
    }
  }
}
