import assert from 'node:assert/strict';
import { bytesSource } from '../../../src/core/formats/byteSource.js';
import { readNpy } from '../../../src/core/formats/npy.js';
import { DEFAULT_LOSS } from '../../../src/core/inspection/job.js';
import { readPrediction } from '../../../src/core/inspection/reading.js';
import { BINS } from '../../../src/core/kernels/kernel.js';
import { loadKernels } from '../../../src/core/kernels/registry.js';
import { makeLabelMap } from '../../../src/core/labels/labelMap.js';
import { addHistograms, histogramPass, thresholdCurve } from '../../../src/core/statistics/curves.js';
import { runPass } from '../../../src/core/statistics/pass.js';
import { evaluateTerm } from '../../../src/core/statistics/whatIf.js';
import { readKernels } from '../../../src/node/kernels.js';
import { assertNear } from '../../support/near.js';
import { labelOf, logitsOf } from '../../support/pairFixture.js';
import { KERNEL_FOLDER } from '../../support/shared.js';

const [C, H, W] = [4, 90, 110];
const logits = logitsOf(C, H, W, (c, y, x) => Math.fround(3 * Math.sin(c * 1.7 + y * 0.31 + x * 0.17)));
const labels = labelOf(H, W, (y, x) => ((x * 7 + y) % 11 === 0 ? 255 : (Math.floor(x / 20) + Math.floor(y / 30)) % 3));

function pair() {
  const array = readNpy(bytesSource('p.npy', logits));
  const options = {
    kind: 'logits' as const,
    layout: 'CHW' as const,
    classCount: C,
    labelSize: [H, W] as [number, number],
  };
  const label = makeLabelMap(readNpy(bytesSource('l.npy', labels)), 'l.npy', {
    numClasses: C,
    ignoreIndex: 255,
    reduceZeroLabel: false,
  });
  return { view: readPrediction(array, 'p.npy', options), label };
}

const nothing = async () => {};
const terms = [
  { id: 'a', weights: null, factor: 1, gamma: 0 },
  { id: 'b', weights: [0.5, 2, 0, 1], factor: 0.25, gamma: 3.3 },
];

for (const [name, kernels] of [
  ['WebAssembly', readKernels(KERNEL_FOLDER)],
  ['TypeScript', null],
] as const) {
  describe(`what-if and curves (${name})`, () => {
    before(() => loadKernels(kernels));
    after(() => loadKernels(readKernels(KERNEL_FOLDER)));

    it('changes a pixel loss from the kept log-probabilities, to the very numbers of a new pass', async () => {
      const { view, label } = pair();
      const options = { threshold: DEFAULT_LOSS.threshold, extended: false };
      const kept = await runPass(view, label, { ...options, terms: [] }, nothing);
      const again = await runPass(view, label, { ...options, terms }, nothing);
      for (const term of terms) {
        const changed = await evaluateTerm(view, label, kept.logProbability, term, nothing);
        assert.deepEqual(changed.map, again.terms.get(term.id)?.map);
        changed.byClass.forEach((sum, c) => {
          assertNear(sum, again.terms.get(term.id)?.byClass[c] as number, 1e-12, `class ${c}`);
        });
      }
    });

    it('gives the F-score at every threshold k/1024 as if counted there', async () => {
      const { view, label } = pair();
      const histograms = await histogramPass(view, label, nothing);
      for (const k of [0, 1, 205, 307, 512, 700, 1023]) {
        const pass = await runPass(view, label, { threshold: k / BINS, extended: false, terms: [] }, nothing);
        const { hard, hardIgnored, hardIntersection, confusion } = pass.samples[0];
        for (let c = 0; c < C; c++) {
          const curve = thresholdCurve(histograms, c, 1, 1e-5);
          const label = confusion.subarray(c * C, (c + 1) * C).reduce((sum, count) => sum + count, 0);
          const [hits, above] = [hardIntersection[c], hard[c] + hardIgnored[c]];
          assert.ok(Object.is(curve.precision[k], hits / above), `precision of ${c} at ${k}`);
          assert.ok(Object.is(curve.recall[k], hits / label), `recall of ${c} at ${k}`);
          assertNear(curve.fScore[k], (2 * hits + 1e-5) / (above + label + 1e-5), 1e-12, `F-score of ${c} at ${k}`);
        }
      }
    });

    it('adds histograms of parts up to those of the whole', async () => {
      const { view, label } = pair();
      const once = await histogramPass(view, label, nothing);
      const twice = await histogramPass(view, label, nothing);
      addHistograms(twice, once);
      assert.deepEqual(
        twice.own,
        once.own.map(count => 2 * count),
      );
      assert.equal(
        once.valid.reduce((sum, count) => sum + count, 0) + once.ignored.reduce((s, n) => s + n, 0),
        C * H * W,
      );
    });
  });
}
