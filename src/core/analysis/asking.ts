import type { Checkpoint } from '../statistics/blocks.js';
import type { Analysed } from './analysed.js';
import type { AnswerOf, ParamsOf, QuestionName } from './questions.js';

/** What answering a question may use besides the pair. */
export interface Asking<Answer> {
  /** To be awaited every few tens of milliseconds: lets messages in, and throws CancelledError when cancelled. */
  checkpoint: Checkpoint;
  /** Says what is known so far; arrays in it are copied, so the answer may go on with them. */
  partial(answer: Answer): void;
  /** The pair of the prediction to compare with. Throws question-no-comparison where there is none. */
  other(): Promise<Analysed>;
}

/** Answers one question; the arrays of an answer are given away, so they are never those that the pair keeps. */
export type Answerer<N extends QuestionName> = (
  pair: Analysed,
  params: ParamsOf<N>,
  asking: Asking<AnswerOf<N>>,
) => Promise<AnswerOf<N>>;
