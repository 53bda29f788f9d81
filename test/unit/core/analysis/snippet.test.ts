import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WhatIfSettings } from '../../../../src/core/analysis/settings.js';
import { DEFAULT_LOSS, type InspectionJob } from '../../../../src/core/inspection/job.js';
import { fromJsonNumber } from '../../../../src/core/inspection/jsonNumber.js';
import { analyse, analyseBytes, ask, jobOf } from '../../../support/analysedFixture.js';
import { assertNear } from '../../../support/near.js';
import { npyOf } from '../../../support/npyFixture.js';
import { labelOf } from '../../../support/pairFixture.js';
import { pythonWith, type Ran, runPython } from '../../../support/python.js';
import { TINY, tinyBytes, tinyPixels } from '../../../support/tinyPair.js';

const [C, H, W] = [TINY.classes, TINY.height, TINY.width];
const [logits, labels] = tinyBytes(TINY);
const pixels = tinyPixels(TINY);
const planar = (of: (p: number[], c: number) => number) =>
  Array.from({ length: C }, (_, c) => pixels.map(({ p }) => of(p, c))).flat();

interface Case {
  what: string;
  prediction: Uint8Array;
  label: Uint8Array;
  options?: Partial<InspectionJob>;
  settings?: WhatIfSettings;
}

const classes = { numClasses: C };
const CASES: Case[] = [
  { what: 'the report as it is', prediction: logits, label: labels },
  {
    what: 'weights, focal and beta of the inspection',
    prediction: logits,
    label: labels,
    options: { loss: { ...DEFAULT_LOSS, weights: [1, 2, 0.5, 3, 1], base: 'focal', gamma: 1.5, beta: 2 } },
  },
  {
    what: 'everything turned',
    prediction: logits,
    label: labels,
    settings: {
      labelSmoothing: 0.1,
      weights: { preset: 'inverseFrequency' },
      smooth: 1,
      ignore: 'drop',
      absent: 'leftOut',
      terms: [
        { loss: 'crossEntropy', lambda: 0.5 },
        { loss: 'focal', lambda: 2 },
        { loss: 'jaccard', lambda: 1.5 },
      ],
    },
  },
  {
    what: 'ignored pixels as background, absent classes perfect',
    prediction: logits,
    label: labels,
    settings: { ignore: 'background', absent: 'zero' },
  },
  {
    what: 'given probabilities, channels last',
    prediction: npyOf(
      '<f4',
      [H, W, C],
      pixels.flatMap(({ p }) => p),
    ),
    label: labels,
    options: { kind: 'probabilities', layout: 'HWC' },
  },
  {
    what: 'a resize, and a label whose values are lowered by one',
    prediction: npyOf(
      '<f4',
      [C, 7, 9],
      Array.from({ length: C * 63 }, (_, k) => 2 * Math.sin(k * 0.7)),
    ),
    label: labelOf(H, W, (y, x) => (TINY.label(y, x) ?? -1) + 1),
    options: { kind: 'logits', layout: 'CHW', classes: { ...classes, reduceZeroLabel: true } },
  },
  {
    what: 'a single logit',
    prediction: npyOf('<f4', [1, H, W], planar((p, c) => (c === 0 ? Math.log(p[1] / p[0]) : 0)).slice(0, H * W)),
    label: labelOf(H, W, (y, x) => (TINY.label(y, x) ?? 255) % 2),
    options: { kind: 'logits', layout: 'CHW', classes: {} },
  },
  {
    what: 'a batch',
    prediction: npyOf(
      '<f8',
      [2, C, 6, 5],
      Array.from({ length: 2 * C * 30 }, (_, k) => Math.sin(k * 1.3)),
    ),
    label: npyOf(
      '|u1',
      [2, 6, 5],
      Array.from({ length: 60 }, (_, k) => (k % 7 === 0 ? 255 : k % C)),
    ),
    options: { kind: 'logits', layout: 'CHW' },
  },
];

const python = pythonWith('torch', 'numpy');

describe(`the PyTorch script${python ? '' : ' (not run: there is no python3 with torch and numpy here)'}`, () => {
  const written: { code: string; notes: string[]; shown: number }[] = [];
  let ran: Ran[] | null = null;

  before(async function () {
    this.timeout(120_000);
    const folder = mkdtempSync(join(tmpdir(), 'seg-loss-snippet-'));
    try {
      for (const [k, { prediction, label, options, settings = {} }] of CASES.entries()) {
        const [p, l] = [`p${k}.npy`, `l${k}.npy`].map(name => ({ name, path: join(folder, name) }));
        writeFileSync(p.path, prediction);
        writeFileSync(l.path, label);
        const pair = await analyse(jobOf(p, l, { classes, ...options }));
        const { numbers } = await ask(pair, 'whatIf', { settings, ledger: null });
        const shown = fromJsonNumber(numbers.total.value) as number;
        written.push({ ...(await ask(pair, 'snippet', { settings })), shown });
      }
      const codes = written.map(({ code }) => code);
      const wrong = codes.map(code => code.replace('shown = ', 'shown = 1e-3 + '));
      ran = python === undefined ? null : runPython(python, [...codes, ...wrong]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  for (const [k, { what }] of CASES.entries()) {
    it(`reproduces the total: ${what}`, function () {
      const { code, notes, shown } = written[k];
      assert.ok(code.includes(`shown = ${shown}`));
      assert.equal(notes.length, what.includes('resize') ? 1 : 0);
      if (!ran) {
        // What torch says is known only where it is.
        this.skip();
      }
      const [right, wrong] = [ran[k], ran[CASES.length + k]];
      assert.ok('printed' in right, JSON.stringify(right));
      assertNear(Number(right.printed), shown, 1e-6, what);
      assert.ok('raised' in wrong && wrong.raised === 'AssertionError', 'another number is not asserted');
    });
  }

  it('is refused where it would not say the same', async () => {
    const pair = await analyseBytes(logits, labels, { classes });
    await assert.rejects(ask(pair, 'snippet', { settings: { dialect: 'monai.dice' } }), {
      code: 'snippet-unsupported',
    });
    const mask = labelOf(3, 3, () => 0);
    await assert.rejects(ask(await analyseBytes(mask, mask), 'snippet', {}), { code: 'question-needs-probabilities' });
  });
});
