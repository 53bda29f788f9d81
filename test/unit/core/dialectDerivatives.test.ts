import assert from 'node:assert/strict';
import { DialectContext } from '../../../src/core/dialects/context.js';
import { evaluateDialect } from '../../../src/core/dialects/evaluate.js';
import { gradient } from '../../../src/core/dialects/gradient.js';
import type { Overrides } from '../../../src/core/dialects/overrides.js';
import { isRaised } from '../../../src/core/dialects/types.js';
import { bytesSource } from '../../../src/core/formats/byteSource.js';
import { readNpy } from '../../../src/core/formats/npy.js';
import { IGNORED_CODE } from '../../../src/core/inspection/layers.js';
import { readPrediction } from '../../../src/core/inspection/reading.js';
import { loadKernels } from '../../../src/core/kernels/registry.js';
import type { LabelMap } from '../../../src/core/labels/labelMap.js';
import { gradientArray } from '../../support/gradientArray.js';
import { npyOf } from '../../support/npyFixture.js';

type Size = [height: number, width: number];
const [SAMPLES, LABEL_SIZE]: [number, Size] = [2, [6, 7]];

/** The same numbers every time: a linear congruential generator in [0, 1). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function labelOf(classes: number): LabelMap {
  const random = seeded(7);
  const [height, width] = LABEL_SIZE;
  const codes = Uint16Array.from({ length: SAMPLES * height * width }, () =>
    random() < 0.15 ? IGNORED_CODE : Math.floor(random() * classes),
  );
  return { samples: SAMPLES, height, width, codes, outOfRange: new Map() };
}

function contextOf(shape: number[], values: number[], layout: 'CHW' | 'HWC', classes: number): DialectContext {
  const array = readNpy(bytesSource('logits.npy', npyOf('<f8', shape, values)));
  const view = readPrediction(array, 'logits.npy', { kind: 'logits', layout, classCount: null, labelSize: LABEL_SIZE });
  return new DialectContext({ view, label: labelOf(classes), weights: [0.5, 2, 1.5, 0.8].slice(0, classes) });
}

interface Check {
  key: string;
  size?: Size;
  channels?: number;
  layout?: 'CHW' | 'HWC';
  overrides?: Overrides;
}

const SMALL: Size = [3, 4];
const CHECKS: Check[] = [
  // What no table has a gradient of, at the label's size.
  ...[
    'torch.crossEntropy.labelSmoothing0_1.weighted',
    'mmseg.ohemCrossEntropy.minKept10.weighted',
    'nnunet.dcAndTopK10',
    'monai.diceFocal.weighted',
    'monai.generalizedDice',
    'monai.dice.squared',
    'monai.maskedDice',
    'smp.focal.multiclass.normalized',
    'smp.tversky.multiclass.alpha0_3beta0_7gamma0_75',
    'smp.dice.multiclass.log',
    'smp.lovasz.multiclass.perImage',
    'boundaryLoss.hausdorff',
    'boundaryLoss.focal',
    'paper.focalTversky',
    'paper.logCoshDice',
    'paper.unifiedFocal',
  ].map(key => ({ key })),
  // Resized: the adjoint of both rules, by rows and by planes, and a prediction larger than its label.
  ...[SMALL, [11, 9] as Size, [6, 3] as Size].flatMap(size =>
    ['textbook.diceIgnoredMasked', 'hf.segformer.crossEntropy', 'mmseg.focal', 'boundaryLoss.surface'].map(key => ({
      key,
      size,
    })),
  ),
  { key: 'origin.crossEntropyPlusDice', size: SMALL },
  { key: 'mmseg.lovasz', size: SMALL },
  { key: 'monai.diceCe', layout: 'HWC', size: SMALL },
  { key: 'smp.lovasz.multiclass', layout: 'HWC' },
  { key: 'smp.mcc.binary', channels: 1 },
  { key: 'nnunet.dcAndBce', channels: 1, size: SMALL },
  { key: 'smp.softBce.posWeight2', channels: 2 },
  { key: 'smp.softBce.smooth0_1', channels: 1 },
  { key: 'smp.tversky.binary.alpha0_3beta0_7gamma0_75', channels: 2 },
  { key: 'smp.lovasz.binary.perImage', channels: 2 },
  { key: 'monai.dice.squared', overrides: { activation: 'sigmoid' } },
  { key: 'origin.dice', overrides: { activation: 'sigmoid' }, size: SMALL },
  { key: 'origin.crossEntropy', overrides: { labelSmoothing: 0.2 }, size: SMALL },
];

describe('dialects: gradients against finite differences', () => {
  before(() => loadKernels(null));
  for (const { key, size = LABEL_SIZE, channels = 4, layout = 'CHW', overrides = {} } of CHECKS) {
    const also = Object.keys(overrides).length > 0 ? ` with ${JSON.stringify(overrides)}` : '';
    it(`${key}${also}, ${channels} channels of ${size.join('x')} ${layout}`, async () => {
      const shape = layout === 'CHW' ? [SAMPLES, channels, ...size] : [SAMPLES, ...size, channels];
      const random = seeded(3);
      const values = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 4 * random() - 2);
      const classes = Math.max(2, channels);
      const evaluated = async (at: number[]) => {
        const found = await evaluateDialect(key, contextOf(shape, at, layout, classes), overrides);
        assert.ok(found && !isRaised(found), JSON.stringify(found));
        return found.value;
      };
      const context = contextOf(shape, values, layout, classes);
      const { values: found, consume } = gradientArray(context.view);
      assert.ok(!isRaised(await gradient(key, context, consume, overrides)));
      const largest = found.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
      assert.ok(largest > 0);
      // The kernel rounds logits to float32, so the step is a compromise.
      const step = 2e-3;
      for (let k = 0; k < values.length; k += 3) {
        const moved = (by: number) => values.map((value, index) => (index === k ? value + by : value));
        const slope = ((await evaluated(moved(step))) - (await evaluated(moved(-step)))) / (2 * step);
        assert.ok(Math.abs(slope - found[k]) <= 2e-3 * largest, `at ${k}: ${found[k]}, differences give ${slope}`);
      }
    });
  }
});
