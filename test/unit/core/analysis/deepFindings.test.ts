import assert from 'node:assert/strict';
import type { Analysed } from '../../../../src/core/analysis/analysed.js';
import type { DeepFinding } from '../../../../src/core/analysis/deepFindings.js';
import { DEFAULT_LOSS } from '../../../../src/core/inspection/job.js';
import { analyseBytes, ask } from '../../../support/analysedFixture.js';
import { assertNear } from '../../../support/near.js';
import { labelOf, logitsOf } from '../../../support/pairFixture.js';

const SIZE = 40;
type At<T> = (y: number, x: number) => T;

/** A pair of 40 × 40 pixels, from the label and the logits of a pixel. */
function pairOf(classes: number, label: At<number>, z: At<number[]>, options = {}): Promise<Analysed> {
  return analyseBytes(
    logitsOf(classes, SIZE, SIZE, (c, y, x) => z(y, x)[c]),
    labelOf(SIZE, SIZE, label),
    { classes: { numClasses: classes, names: ['road', 'car', 'pole'].slice(0, classes) }, kind: 'logits', ...options },
  );
}

async function findingsOf(pair: Analysed): Promise<Map<string, DeepFinding>> {
  const { findings } = await ask(pair, 'deepFindings', {});
  return new Map(findings.map(finding => [finding.code, finding]));
}

const half: At<number> = (_y, x) => (x < SIZE / 2 ? 0 : 1);
const right = (label: number, by = 2.2): number[] => (label === 0 ? [by, 0] : [0, by]);
const number = (finding: DeepFinding | undefined, name: string) => finding?.evidence?.[name] as number;

describe('findings from the numbers', () => {
  it('are none where there is nothing to say', async () => {
    // Right nine times out of ten with a probability of nine tenths.
    const wrong: At<boolean> = (y, x) => (x * 7 + y * 3) % 10 === 0;
    const pair = await pairOf(2, half, (y, x) => right(wrong(y, x) ? 1 - half(y, x) : half(y, x)));
    assert.deepEqual(
      [...(await findingsOf(pair)).keys()].filter(code => code !== 'confusion-share'),
      [],
    );
  });

  it('name the class that pays much for few pixels, and what it is taken for', async () => {
    const pole: At<boolean> = (_y, x) => x === 3;
    const pair = await pairOf(
      3,
      (y, x) => (pole(y, x) ? 2 : half(y, x)),
      (y, x) => (half(y, x) === 0 ? [6, 0, 0] : [0, 6, 0]),
    );
    const found = await findingsOf(pair);
    const imbalance = found.get('loss-imbalance');
    assert.match(imbalance?.message ?? '', /^pole has 2\.5 % of the counted pixels and .+ % of the cross entropy\.$/);
    assertNear(number(imbalance, 'pixelShare'), 1 / SIZE, 1e-9, 'pixels');
    assertNear(number(imbalance, 'lossShare'), pair.report.classes[2].crossEntropyShare as number, 1e-9, 'loss');
    assert.deepEqual(imbalance?.show?.classes, [2]);
    const confusion = found.get('confusion-share');
    assert.deepEqual(confusion?.show?.pair, { label: 2, prediction: 0 });
    assertNear(number(confusion, 'share'), pair.report.classes[2].crossEntropyShare as number, 1e-6, 'share');
  });

  it('say what ignored pixels add to Dice', async () => {
    const label: At<number> = (y, x) => (y < 10 ? 255 : half(y, x));
    const pair = await pairOf(2, label, (y, x) => right(half(y, x)));
    const ignored = (await findingsOf(pair)).get('ignored-mass');
    assert.equal(ignored?.severity, 'warning');
    assertNear(number(ignored, 'share'), 0.25, 1e-9, 'share');
    const { numbers } = await ask(pair, 'whatIf', { settings: { ignore: 'drop' }, ledger: null });
    assert.equal(number(ignored, 'diceWithout'), numbers.dice.value);
  });

  it('say where most of the loss lies', async () => {
    const near: At<boolean> = (_y, x) => Math.abs(x - SIZE / 2 + 0.5) < 2;
    const pair = await pairOf(2, half, (y, x) => right(near(y, x) ? 1 - half(y, x) : half(y, x), 6));
    const boundary = (await findingsOf(pair)).get('boundary-share');
    assertNear(number(boundary, 'pixelShare'), 4 / SIZE, 1e-9, 'pixels');
    assert.ok(number(boundary, 'lossShare') > 0.9);
  });

  it('say when focal forgets a class', async () => {
    // The left is right and sure, the right is wrong.
    const pair = await pairOf(2, half, (y, x) => (half(y, x) === 0 ? [2, 0] : [1, 0]), {
      loss: { ...DEFAULT_LOSS, base: 'focal', gamma: 4 },
    });
    const starved = (await findingsOf(pair)).get('focal-starves');
    assert.match(starved?.message ?? '', /^Focal with gamma 4 leaves road /);
    assert.equal(number(starved, 'focalShare'), pair.report.classes[0].focalShare);
  });

  it('say when logits are beyond float32, counting the pixels', async () => {
    const pair = await pairOf(2, half, (y, x) => (y === 0 && x < 4 ? [0, 50] : right(half(y, x))));
    const saturated = (await findingsOf(pair)).get('logits-saturated');
    assert.equal(number(saturated, 'pixels'), 4);
    assertNear(number(saturated, 'largest'), 50, 1e-6, 'largest');
  });

  it('hold confidence against accuracy', async () => {
    const pair = await pairOf(2, half, (y, x) => right((x + y) % 4 === 0 ? 1 - half(y, x) : half(y, x), 8));
    const calibration = (await findingsOf(pair)).get('calibration');
    assert.match(calibration?.message ?? '', /over-confident/);
    assert.equal(calibration?.severity, 'warning');
    assertNear(number(calibration, 'expectedError'), 1 / (1 + Math.exp(-8)) - 0.75, 1e-6, 'error');
  });

  it('point at regions whose label looks wrong', async () => {
    const block: At<boolean> = (y, x) => y >= 10 && y < 20 && x >= 4 && x < 16;
    const pair = await pairOf(
      2,
      (y, x) => (block(y, x) ? 1 : half(y, x)),
      (y, x) => right(half(y, x), 5),
    );
    const suspicious = (await findingsOf(pair)).get('label-suspicious');
    assert.equal(suspicious?.severity, 'warning');
    assert.equal(number(suspicious, 'pixels'), 120);
    assert.deepEqual(suspicious?.show?.region, { sample: 0, rank: 1 });
    assert.match(
      suspicious?.message ?? '',
      /^One region looks like a label error; .+ 120 pixels labelled car, is predicted as road/,
    );
  });

  it('know a better threshold', async () => {
    const pair = await pairOf(2, half, (y, x) => right(half(y, x)), { loss: { ...DEFAULT_LOSS, threshold: 0.95 } });
    const threshold = (await findingsOf(pair)).get('threshold-off');
    assertNear(number(threshold, 'bestFScore'), 1, 1e-6, 'best');
    assert.ok(number(threshold, 'best') < 0.9);
  });

  it('are told one after the other, and of a mask there are none', async () => {
    const parts: number[] = [];
    const block: At<boolean> = (y, x) => y >= 10 && y < 20 && x >= 4 && x < 16;
    const pair = await pairOf(
      2,
      (y, x) => (block(y, x) ? 1 : half(y, x)),
      (y, x) => right(half(y, x), 9),
    );
    const partial = ({ findings }: { findings: DeepFinding[] }) => parts.push(findings.length);
    const { findings } = await ask(pair, 'deepFindings', {}, { partial });
    assert.deepEqual(
      parts,
      findings.map((_, k) => k + 1),
    );
    assert.ok(
      findings.every(({ severity }, k) => k === 0 || severity !== 'warning' || findings[k - 1].severity === 'warning'),
    );
    const mask = labelOf(4, 4, () => 1);
    assert.deepEqual((await ask(await analyseBytes(mask, mask), 'deepFindings', {})).findings, []);
  });

  it('survive a label that is ignored throughout, and NaN', async () => {
    await findingsOf(
      await pairOf(
        2,
        () => 255,
        () => [1, 0],
      ),
    );
    await findingsOf(await pairOf(2, half, (y, x) => (x === 0 ? [Number.NaN, 0] : right(half(y, x)))));
    await findingsOf(await pairOf(2, half, (y, x) => (x === 0 ? [Number.POSITIVE_INFINITY, 0] : right(half(y, x)))));
  });
});
