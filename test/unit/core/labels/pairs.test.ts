import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { parseInspect } from '../../../../src/cli/options.js';
import { transposed } from '../../../../src/core/formats/axes.js';
import { memoryArray, stridesOf } from '../../../../src/core/formats/ndarray.js';
import { readLabel } from '../../../../src/core/labels/readLabel.js';
import { surveyLabel } from '../../../../src/core/labels/survey.js';
import { npyOf } from '../../../support/npyFixture.js';
import { inspectBytes, labelOf, logitsOf } from '../../../support/pairFixture.js';

const logits = logitsOf(2, 4, 4, (c, y, x) => Math.sin(3 * c + y * x));
const mask = (height: number, width: number, at: (y: number, x: number) => number) =>
  npyOf(
    '|u1',
    [height, width],
    Array.from({ length: height * width }, (_, k) => at(Math.floor(k / width), k % width)),
  );
const png = (pixels: number[][]) =>
  encode({ width: pixels.length, height: 1, channels: 3, depth: 8, data: Uint8Array.from(pixels.flat()) });

describe('pairs and how their labels are read', () => {
  it('read a predicted mask of 0 and 255 like its label', async () => {
    const label = mask(4, 4, (y, x) => ((x + y) % 2 ? 255 : 0));
    const predicted = mask(4, 4, (y, x) => ((x + y) % 2 || y === 0 ? 255 : 0));
    const { report } = await inspectBytes(predicted, label);
    assert.deepEqual(report.confusion, [
      [6, 2],
      [0, 8],
    ]);
    assert.match(report.settings.reading.evidence.join(), /255 is class 1/);
    const ids = await inspectBytes(
      mask(4, 4, (y, x) => ((x + y) % 2 || y === 0 ? 1 : 0)),
      mask(4, 4, (y, x) => (x + y) % 2),
    );
    assert.deepEqual(report.totals, ids.report.totals);
    const said = await inspectBytes(predicted, label, { classes: { ignoreIndex: 255 } });
    assert.ok(said.report.findings.some(({ code }) => code === 'all-ignored' || code === 'prediction-id-out-of-range'));
  });

  it('read a colour-coded prediction by the class colours', async () => {
    const classes = { colors: ['#ff0000', '#00ff00'], numClasses: 2 };
    const prediction = {
      name: 'p.png',
      bytes: png([
        [255, 0, 0],
        [0, 255, 0],
        [0, 255, 0],
      ]),
    };
    const label = {
      name: 'l.png',
      bytes: png([
        [255, 0, 0],
        [0, 255, 0],
        [255, 0, 0],
      ]),
    };
    const { report } = await inspectBytes(prediction.bytes, label.bytes, { classes, prediction, label });
    assert.deepEqual(report.confusion, [
      [1, 1],
      [0, 1],
    ]);
    assert.equal(report.settings.reading.kind, 'mask');
    await assert.rejects(inspectBytes(prediction.bytes, label.bytes, { prediction, label }), {
      code: 'label-colours-unknown',
    });
  });

  it('report several ignore values, colours that moved, and what else the label may mean', async () => {
    const { report } = await inspectBytes(
      logits,
      labelOf(4, 4, (y, x) => (y === 0 ? 9 : x % 2)),
      {
        classes: { ignoreIndex: [9, 255] },
      },
    );
    assert.equal(report.settings.ignoreIndex, null);
    assert.deepEqual(report.settings.labelReading.ignoreValues, [9, 255]);
    assert.equal(report.pixels.ignored, 4);
    assert.deepEqual(report.labelProposals, []);
    const open = await inspectBytes(
      logits,
      labelOf(4, 4, (y, x) => (y + x) % 3),
    );
    assert.deepEqual(
      open.report.labelProposals.map(({ options }) => options),
      [{ reduceZeroLabel: true }, { ignoreIndex: [255, 2] }],
    );
    const label = {
      name: 'l.png',
      bytes: png([
        [250, 0, 0],
        [0, 255, 0],
        [255, 0, 0],
        [0, 255, 0],
      ]),
    };
    const row = logitsOf(2, 1, 4, (c, _, x) => c + x);
    const moved = await inspectBytes(row, label.bytes, {
      classes: { colors: ['#ff0000', '#00ff00'], nearestColour: true },
      label,
    });
    const finding = moved.report.findings.find(({ code }) => code === 'label-colours-moved');
    assert.match(finding?.message ?? '', /^1 pixel \(25 %\) of l\.png are in a colour of no class/);
  });

  it('work in slices, so that a large label can be cancelled', () => {
    const side = 2048;
    const shape = [side, side];
    const ids = memoryArray({ shape, strides: stridesOf(shape), dtype: 'uint8' }, new Uint8Array(side * side));
    const colours = memoryArray(
      { shape: [...shape, 3], strides: stridesOf([...shape, 3]), dtype: 'uint8', colour: 'rgb' },
      new Uint8Array(3 * side * side),
    );
    for (const array of [ids, transposed(ids, [1, 0]), colours]) {
      let slices = 0;
      const survey = surveyLabel(array, 'l.png');
      let step = survey.next();
      for (; !step.done; step = survey.next()) {
        assert.ok(step.value > 0 && step.value <= 1);
        slices++;
      }
      const options = { colors: ['#000000'] };
      for (const _ of readLabel(step.value, { options, numClasses: 1, path: 'l.png' })) {
        slices++;
      }
      assert.ok(slices >= 16, `${slices}`);
    }
  });
});

describe('flags about labels', () => {
  const options = (...args: string[]) => parseInspect(['p.npy', ...args]).settings(undefined).classes;

  it('become class options', () => {
    assert.deepEqual(options(), {});
    assert.deepEqual(options('--ignore-index', '-1'), { ignoreIndex: -1 });
    assert.deepEqual(options('--ignore-index', '-1,255', '--ignore-index', '7'), { ignoreIndex: [-1, 255, 7] });
    assert.deepEqual(options('--preset', 'CITYSCAPES-labelids', '--encoding', 'RGB', '--nearest-colour'), {
      preset: 'cityscapes-labelIds',
      encoding: 'rgb',
      nearestColour: true,
    });
    assert.deepEqual(options('--remap', '{"7": 0, "-1": null}'), { remap: { '7': 0, '-1': 'ignore' } });
  });

  it('read a remap from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'seg-loss-'));
    try {
      const file = join(folder, 'remap.json');
      writeFileSync(file, '{"0": "ignore", "1": 0}');
      assert.deepEqual(options('--remap', file), { remap: { '0': 'ignore', '1': 0 } });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('say what is wrong', () => {
    for (const [args, said] of [
      [['--preset', 'pascal'], /--preset is "pascal"/],
      [['--encoding', 'colour'], /--encoding is "colour"/],
      [['--ignore-index', 'void'], /--ignore-index is "void"/],
      [['--remap', '{"7": }'], /it is not JSON/],
      [['--remap', 'no/such/file.json'], /there is no such file/],
      [['--remap', '{"x": 1}'], /"x" is neither a whole number/],
    ] as const) {
      assert.throws(
        () => options(...args),
        (error: Error & { code: string }) => {
          assert.equal(error.code, 'usage');
          assert.match(error.message, said);
          return true;
        },
      );
    }
  });
});
