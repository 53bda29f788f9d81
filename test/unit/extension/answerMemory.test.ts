import assert from 'node:assert/strict';
import { type Choice, numbered } from '../../../src/core/choice.js';
import { AnswerMemory } from '../../../src/extension/pairing/answerMemory.js';
import { memory } from '../../support/memory.js';

const pair = (x: string, folder = 'p') => ({
  prediction: `file:///d/${folder}/${x}.npz`,
  label: `file:///d/l/${x}.png`,
  image: null,
  classesFile: null,
});
const arrays = (...names: string[]): Choice => ({ about: 'predictionArray', answers: names.map(value => ({ value })) });

describe('answers about files of several things', () => {
  it('keep an array for all files of its folder and format, where they have it', async () => {
    const answers = new AnswerMemory(memory());
    assert.equal(answers.recall(arrays('a', 'b'), pair('x')), undefined);
    await answers.remember('predictionArray', pair('x'), 'b');
    assert.deepEqual(answers.recall(arrays('b', 'c'), pair('y')), { predictionArray: 'b' });
    assert.equal(answers.recall(arrays('a', 'c'), pair('y')), undefined);
    assert.equal(answers.recall(arrays('a', 'b'), pair('x', 'q')), undefined);
    assert.equal(answers.recall({ ...arrays('a', 'b'), about: 'labelArray' }, pair('x')), undefined);
  });

  it('keep a sample for one pair', async () => {
    const answers = new AnswerMemory(memory());
    await answers.remember('sample', pair('x'), 7);
    assert.deepEqual(answers.recall(numbered('sample', 9), pair('x')), { sample: 7 });
    assert.equal(answers.recall(numbered('sample', 7), pair('x')), undefined);
    assert.equal(answers.recall(numbered('slice', 9), pair('x')), undefined);
    assert.equal(answers.recall(numbered('sample', 9), pair('y')), undefined);
  });

  it('can be looked at and forgotten', async () => {
    const answers = new AnswerMemory(memory());
    await answers.remember('predictionArray', pair('x'), 'b');
    await answers.remember('slice', pair('x'), 0);
    const array = { about: 'predictionArray', value: 'b' };
    assert.deepEqual(answers.about(pair('x')), [array, { about: 'slice', value: 0 }]);
    assert.deepEqual(answers.about(pair('y')), [array]);
    await answers.forget(pair('x'));
    assert.deepEqual(answers.about(pair('x')), []);
  });
});
