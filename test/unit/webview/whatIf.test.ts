import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { WhatIfSettings } from '../../../src/core/analysis/settings.js';
import type { Compared, WhatIfAnswer } from '../../../src/core/analysis/whatIf.js';
import { definition } from '../../../src/webview/definitions.js';
import { changeText, turnedReport } from '../../../src/webview/turned.js';
import {
  fromSlider,
  KNOBS,
  lambdasOf,
  settingOf,
  toSlider,
  withLambda,
  withSetting,
  withWeight,
} from '../../../src/webview/views/whatIf/knobs.js';
import { report } from './snapshots.js';

const { settings } = report();

describe('settings that are turned', () => {
  it('are left out where they are as inspected, so that {} stays the base', () => {
    const turned = withSetting({ beta: 2 }, 'gamma', 3, 2);
    assert.deepEqual(turned, { beta: 2, gamma: 3 });
    assert.deepEqual(withSetting(turned, 'gamma', 2, 2), { beta: 2 });
    assert.deepEqual(withSetting({}, 'alpha', null, 0.5), { alpha: null });
  });

  it('show the value in use, none as none', () => {
    assert.equal(settingOf(settings, {}, 'alpha'), 0.5);
    assert.equal(settingOf(settings, { alpha: null }, 'alpha'), null);
    assert.equal(settingOf(settings, {}, 'labelSmoothing'), 0);
  });

  it('multiply each loss of the total, and never leave it without any', () => {
    assert.deepEqual(lambdasOf(settings, {}), { crossEntropy: 1, focal: 0, dice: 1, jaccard: 0 });
    const half = withLambda(settings, {}, 'dice', 0.5);
    assert.deepEqual(half.terms, [
      { loss: 'crossEntropy', lambda: 1 },
      { loss: 'dice', lambda: 0.5 },
    ]);
    assert.deepEqual(withLambda(settings, half, 'dice', 1), {});
    const only = withLambda(settings, {}, 'dice', 0);
    assert.deepEqual(withLambda(settings, only, 'crossEntropy', 0), only);
  });

  it('weigh one class over the weights in use', () => {
    assert.deepEqual(withWeight(null, report(), 1, 4), [1, 4, 1]);
    assert.deepEqual(withWeight([2, 3, 5], report(), 0, 0), [0, 3, 5]);
  });
});

describe('sliders', () => {
  it('come back to where they stand', () => {
    const knob = fc.constantFrom(...Object.values(KNOBS));
    fc.assert(
      fc.property(knob, fc.double({ min: 0, max: 1, noNaN: true }), (one, share) => {
        const at = one.min + share * (one.max - one.min);
        assert.ok(Math.abs(toSlider(one, fromSlider(one, at)) - at) < (one.log ? 0.01 : 1e-12));
      }),
      { seed: 5 },
    );
  });

  it('stay at their ends beyond them; the left end of a logarithmic one is 0', () => {
    assert.equal(toSlider(KNOBS.gamma, 50), KNOBS.gamma.max);
    assert.equal(fromSlider(KNOBS.smooth, KNOBS.smooth.min), 0);
    assert.equal(toSlider(KNOBS.smooth, 0), KNOBS.smooth.min);
  });
});

describe('numbers under other settings', () => {
  const compared = (base: number, value: number): Compared => ({ base, value, change: (value - base) / base });

  it('say their change', () => {
    assert.equal(changeText(compared(1.267, 0.912).change), '−28\u00a0%');
    assert.equal(changeText(0.0512), '+5.1\u00a0%');
    assert.equal(changeText(-1e-6), '−<\u00a00.1\u00a0%');
    assert.deepEqual(
      [0, null, 'nan', 'inf'].map(change => changeText(change as Compared['change'])),
      ['', '', '', ''],
    );
  });

  it('take the place of the inspected ones in the report, NaN and absent among them', () => {
    const number = compared(1, 2);
    const none: Compared = { base: null, value: null, change: null };
    const answer: WhatIfAnswer = {
      numbers: {
        total: number,
        crossEntropy: { ...number, value: 'nan' },
        focal: number,
        dice: number,
        fScore: number,
      },
      terms: [],
      classes: [
        {
          id: 1,
          crossEntropy: number,
          crossEntropyShare: number,
          focal: number,
          focalShare: number,
          dice: none,
          fScore: number,
        },
      ],
      weights: [1, 2, 3],
      says: [],
      ledger: null,
    };
    const base = report();
    const made = turnedReport(base, { gamma: 4 }, answer);
    assert.equal(made.totals.total, 2);
    assert.equal(made.totals.crossEntropy, 'nan');
    assert.equal(made.totals.meanIoU, base.totals.meanIoU);
    assert.equal(made.settings.gamma, 4);
    assert.equal(made.classes[1]!.crossEntropy, 2);
    assert.equal(made.classes[1]!.dice, null);
    assert.deepEqual(made.classes[0], base.classes[0]);
    assert.equal(turnedReport(base, { gamma: 4 }, answer), made);
    const of = (settings: WhatIfSettings) => definition('total', turnedReport(base, settings, { ...answer })).equation;
    assert.equal(of({ gamma: 4 }), definition('total', base).equation);
    assert.match(of({ dialect: 'monai.dice' }), /^monai\.dice/);
    assert.equal(
      of({
        terms: [
          { loss: 'focal', lambda: 0.5 },
          { loss: 'dice', lambda: 2 },
        ],
      }),
      '0.5000 · Focal + 2 · Dice',
    );
  });
});
