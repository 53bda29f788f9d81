import type { Choice } from '../../core/choice.js';
import type { DigestedOutcome } from '../../core/dataset/digest.js';
import type { InspectionJob } from '../../core/inspection/job.js';
import type { ReadingOverride } from '../../shared/protocol.js';

/** An array of the prediction, one of the label, a sample, a kind: no pair needs more answers. */
const MOST_ANSWERS = 4;

/**
 * Evaluates a pair whose files may hold more than one thing, as the user has answered in an inspection. A scan asks
 * nothing: without an answer the question is what is wrong with the pair.
 */
export async function evaluateAnswered(
  job: InspectionJob,
  evaluate: (job: InspectionJob) => Promise<DigestedOutcome>,
  recall: (choice: Choice) => Partial<ReadingOverride> | undefined,
): Promise<DigestedOutcome> {
  let asked = job;
  for (let answers = 0; ; answers++) {
    const outcome = await evaluate(asked);
    const choice = 'problem' in outcome ? outcome.problem.choice : undefined;
    const answer = choice && answers < MOST_ANSWERS ? recall(choice) : undefined;
    if (!answer) {
      return answers > 0 ? { ...outcome, answered: true } : outcome;
    }
    asked = withAnswer(asked, answer);
  }
}

function withAnswer(job: InspectionJob, answer: Partial<ReadingOverride>): InspectionJob {
  const { kind, layout, sample, slice, predictionArray, labelArray } = answer;
  return {
    ...job,
    ...(predictionArray !== undefined && { prediction: { ...job.prediction, entry: predictionArray } }),
    ...(labelArray !== undefined && { label: { ...job.label, entry: labelArray } }),
    ...(kind !== undefined && { kind }),
    ...(layout !== undefined && { layout }),
    ...(sample !== undefined && { sample }),
    ...(slice !== undefined && { slice }),
  };
}
