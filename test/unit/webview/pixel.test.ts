import assert from 'node:assert/strict';
import { OUTSIDE_CODE } from '../../../src/core/analysis/names.js';
import type { ProbeAnswer, ProbeSteps } from '../../../src/core/analysis/probe.js';
import { IGNORED_CODE } from '../../../src/core/inspection/layers.js';
import { initialState, pixelOf, reduce, voxelOf } from '../../../src/webview/state.js';
import { DEFAULT_UI } from '../../../src/webview/ui.js';
import {
  arrowOf,
  classesOf,
  nameOfCode,
  pixelText,
  reportNumber,
  stepsOf,
} from '../../../src/webview/views/pixel/pixelModel.js';
import { report } from './snapshots.js';

const STEPS: ProbeSteps = {
  ...{ logit: 1, logSumExp: 2, probability: Math.exp(-1), negativeLog: 1, weight: 1, weighted: 1 },
  ...{ pt: Math.exp(-1), modulation: 0.4, alpha: 0.5, focal: 0.2, gamma: 2 },
};

const ANSWER: ProbeAnswer = {
  ...{ x: 3, y: 1, sample: 0, label: 2, prediction: 0 },
  source: { x: 3, y: 1, resized: false },
  logits: Float64Array.of(3, 2, Number.NEGATIVE_INFINITY),
  probabilities: Float64Array.of(0.73, 0.27, 0),
  top: [0, 1],
  steps: STEPS,
  parts: [{ term: 'crossEntropy', adds: 0.1, value: 0.5, share: 0.2 }],
  gradient: Float64Array.of(0.25, -0.25, Number.NaN),
  neighbours: { radius: 0, label: Uint16Array.of(2), prediction: Uint16Array.of(0), loss: Float32Array.of(1) },
};

describe('a pixel taken apart', () => {
  it('shows the weight only where it changes anything', () => {
    const keys = (steps: ProbeSteps) => stepsOf(steps, 'pole').map(({ key }) => key);
    assert.ok(!keys(STEPS).includes('weight'));
    assert.ok(keys({ ...STEPS, weight: 2, weighted: 2 }).includes('weighted'));
  });

  it('lists the label beside the most probable classes', () => {
    assert.deepEqual(classesOf(ANSWER), [0, 1, 2]);
    assert.deepEqual(classesOf({ ...ANSWER, label: 1 }), [0, 1]);
    assert.deepEqual(classesOf({ ...ANSWER, label: null }), [0, 1]);
  });

  it('points where gradient descent goes, and nowhere without a gradient', () => {
    assert.deepEqual([1e-9, -1e-9, 0, Number.NaN].map(arrowOf), ['↓', '↑', '', '']);
  });

  it('names ids, ignored pixels and what lies beyond the edge', () => {
    assert.equal(nameOfCode(report(), 1), 'class 1');
    assert.equal(nameOfCode(report(), IGNORED_CODE), 'ignored');
    assert.equal(nameOfCode(report(), OUTSIDE_CODE), '');
    assert.deepEqual([1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(reportNumber), [
      ...[1, 'nan', 'inf', '-inf'],
    ]);
  });

  it('is copied in full precision, NaN as such', () => {
    const text = pixelText(ANSWER, report());
    assert.match(text, /p\.npy Pixel \(3, 1\)\n/);
    assert.match(text, /softmax p\t0\.36787944117144233\n/);
    assert.match(text, /Cross entropy\t0\.1\t0\.5\t0\.2\n/);
    assert.match(text, /class 2\t-inf\t0\tnan$/);
  });
});

describe('a pin', () => {
  it('means the same voxel however the volume is cut', () => {
    for (const axis of ['sample', 'row', 'column'] as const) {
      const state = initialState({ ...DEFAULT_UI, axis, sample: 7 });
      const pixel = { x: 2, y: 5 };
      assert.deepEqual(pixelOf(state, voxelOf(state, pixel)), pixel, axis);
      const elsewhere = { ...state, ui: { ...state.ui, sample: 6 } };
      assert.equal(pixelOf(elsewhere, voxelOf(state, pixel)), null, axis);
    }
    const across = initialState({ ...DEFAULT_UI, axis: 'row', sample: 7 });
    assert.deepEqual(voxelOf(across, { x: 2, y: 5 }), { x: 2, y: 7, sample: 5 });
  });

  it('shows its tab', () => {
    const state = reduce(initialState(), { type: 'pin', pixel: { x: 1, y: 2 } });
    assert.deepEqual([state.pinned, state.ui.tab], [{ x: 1, y: 2, sample: 0 }, 'pixel']);
    assert.equal(reduce(state, { type: 'pin', pixel: null }).pinned, null);
  });
});
