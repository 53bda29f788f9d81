import assert from 'node:assert/strict';
import { datasetReports } from '../../../../src/core/dataset/datasetReport.js';
import { recordOf } from '../../../support/datasetFixture.js';
import { assertNear } from '../../../support/near.js';
import { npyOf } from '../../../support/npyFixture.js';

/** Two masks of three classes, counted by hand. Class 2 is only in the second, and never predicted. */
const MASKS = [
  { label: [0, 0, 0, 1, 1, 255], prediction: [0, 0, 1, 1, 1, 2] },
  { label: [0, 0, 2, 2, 2, 1], prediction: [0, 0, 0, 0, 1, 1] },
];

/** IoU and Dice by hand: class 0: tp 2+2, fp 0+2, fn 1+0; class 1: tp 2+1, fp 1+1, fn 0; class 2: tp 0, fn 3. */
const EXPECTED: Record<string, number> = {
  'origin.miou': (4 / 7 + 3 / 5 + 0 / 3) / 3,
  'mmseg.mIoU': (4 / 7 + 3 / 5 + 0 / 3) / 3,
  'mmseg.mDice': (8 / 11 + 6 / 8 + 0) / 3,
  'mmseg.mAcc': (4 / 5 + 3 / 3 + 0 / 3) / 3,
  'smp.iou.micro': 7 / (7 + 4 + 4),
  'smp.iou.macro': (4 / 7 + 3 / 5 + 0) / 3,
  'smp.iou.microImagewise': (4 / 6 + 3 / 9) / 2,
  // The first picture has no class 2: it counts as 1.
  'smp.iou.macroImagewise': (2 / 3 + 2 / 3 + 1 + 2 / 4 + 1 / 2 + 0) / 6,
  'monai.diceMetric': ((4 / 5 + 4 / 5) / 2 + (4 / 6 + 2 / 3 + 0) / 3) / 2,
  'nnunet.foregroundMean': ((4 / 5 + 2 / 3) / 2 + 0) / 2,
  'nnunet.pseudoDice': (6 / 8 + 0) / 2,
};

describe('epoch conventions', () => {
  it('give what counting by hand gives', async () => {
    const records = await Promise.all(
      MASKS.map(({ label, prediction }, n) =>
        recordOf(`m${n}`, npyOf('|u1', [2, 3], prediction), npyOf('|u1', [2, 3], label), {
          classes: { numClasses: 3, ignoreIndex: 255 },
        }),
      ),
    );
    const [{ conventions }] = datasetReports(records);
    assert.deepEqual(conventions.map(one => one.key).sort(), Object.keys(EXPECTED).sort());
    for (const { key, value } of conventions) {
      assertNear(value, EXPECTED[key], 1e-12, key);
    }
  });
});
