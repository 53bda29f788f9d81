import type { Choice } from './choice.js';
import type { LabelProposal } from './labels/inference/types.js';

/** A failure the user can act on. Every error that leaves the core is one of these. */
export interface Problem {
  /** Stable, kebab-case; documented in docs/findings.md. */
  readonly code: string;
  /** One sentence: what was found and what was expected. */
  readonly message: string;
  /** One action. */
  readonly hint: string;
  /** Readings of the label that would mend it, for one click. */
  readonly proposals?: readonly LabelProposal[];
  /** The question that has to be answered first. */
  readonly choice?: Choice;
}

export class InspectionError extends Error implements Problem {
  readonly code: string;
  readonly hint: string;
  readonly proposals?: readonly LabelProposal[];
  readonly choice?: Choice;

  constructor(
    code: string,
    message: string,
    hint: string,
    options?: { cause?: unknown; proposals?: readonly LabelProposal[]; choice?: Choice },
  ) {
    super(message, options);
    this.name = 'InspectionError';
    this.code = code;
    this.hint = hint;
    this.proposals = options?.proposals;
    this.choice = options?.choice;
  }

  /** Narrows also across bundles and structured clones, where `instanceof` would not. */
  static is(error: unknown): error is InspectionError {
    return error instanceof Error && error.name === 'InspectionError' && 'code' in error && 'hint' in error;
  }
}

/** The inspection was cancelled by the user or replaced by a newer one; never shown as a failure. */
export class CancelledError extends Error {
  constructor() {
    super('The inspection was cancelled.');
    this.name = 'CancelledError';
  }
}

/** Any thrown value as a Problem, so that every failure can be answered, shown and logged. */
export function toProblem(error: unknown): Problem {
  if (InspectionError.is(error)) {
    const { code, message, hint, proposals, choice } = error;
    return { code, message, hint, ...(proposals && { proposals }), ...(choice && { choice }) };
  }
  if (error instanceof Error && error.name === 'CancelledError') {
    return { code: 'cancelled', message: error.message, hint: 'Run the inspection again.' };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal-error',
    message: `Unexpected failure: ${message}`,
    hint: 'See the "Segmentation Loss" log for details and report it.',
  };
}
