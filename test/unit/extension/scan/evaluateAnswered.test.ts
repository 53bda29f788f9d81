import assert from 'node:assert/strict';
import type { Choice } from '../../../../src/core/choice.js';
import type { DigestedOutcome } from '../../../../src/core/dataset/digest.js';
import type { InspectionJob } from '../../../../src/core/inspection/job.js';
import { evaluateAnswered } from '../../../../src/extension/scan/evaluateAnswered.js';
import { isPassing } from '../../../../src/extension/scan/outcomeCache.js';
import { digested, failed } from '../../../support/scansFixture.js';

const job = { prediction: { name: 'p.npz' }, label: { name: 'l.npz' }, kind: 'auto' } as InspectionJob;

function question(about: Choice['about']): DigestedOutcome {
  const outcome = failed('entry-ambiguous');
  const choice = { about, answers: [] } as unknown as Choice;
  return 'problem' in outcome ? { ...outcome, problem: { ...outcome.problem, choice } } : outcome;
}

/** A worker that asks for the array of the prediction, then for that of the label, then knows. */
async function evaluate({ prediction, label }: InspectionJob): Promise<DigestedOutcome> {
  return prediction.entry !== 'logits'
    ? question('predictionArray')
    : label.entry
      ? digested()
      : question('labelArray');
}

describe('a pair of files that hold more than one thing', () => {
  it('is evaluated as the user has answered, and not kept, since answers may change', async () => {
    const outcome = await evaluateAnswered(job, evaluate, ({ about }) =>
      about === 'predictionArray' ? { predictionArray: 'logits' } : { labelArray: 'label' },
    );
    assert.ok('ok' in outcome && isPassing(outcome));
  });

  it('is a question that nobody is asked without an answer, to be tried again', async () => {
    const outcome = await evaluateAnswered(job, evaluate, () => undefined);
    assert.ok('problem' in outcome && outcome.problem.code === 'entry-ambiguous');
    assert.ok(isPassing(outcome));
  });

  it('is not asked for ever when an answer does not help', async () => {
    let tries = 0;
    const again = async () => {
      tries++;
      return question('kind');
    };
    assert.ok('problem' in (await evaluateAnswered(job, again, () => ({ kind: 'mask' }))));
    assert.ok(tries < 10);
    assert.ok(!isPassing(digested()) && !isPassing(failed('npy-magic')));
  });
});
