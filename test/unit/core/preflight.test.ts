import assert from 'node:assert/strict';
import type { InspectionJob } from '../../../src/core/inspection/job.js';
import { write as writeNifti } from '../../support/formats/nifti.js';
import { npyOf } from '../../support/npyFixture.js';
import { inspectBytes, labelOf, logitsOf } from '../../support/pairFixture.js';

const [C, H, W] = [5, 40, 56];
/** A scene without any symmetry: sky, a slanted road, a tree, a house, and a car in a corner. */
function scene(y: number, x: number, height = H, width = W): number {
  const [v, u] = [y / height, x / width];
  if (v > 0.8 && u > 0.7) {
    return 4;
  }
  if ((u - 0.2) ** 2 + (v - 0.4) ** 2 < 0.03) {
    return 3;
  }
  if (u > 0.55 && v > 0.2 && v < 0.6) {
    return 2;
  }
  return v > 0.5 + 0.3 * u ? 1 : 0;
}
/** Logits of a fair model: mostly right, never sure. */
const logit = (at: (y: number, x: number) => number) => (c: number, y: number, x: number) =>
  (at(y, x) === c ? 2 : 0) + 1.3 * Math.sin(c * 12.9898 + y * 78.233 + x * 37.719);
const logits = logitsOf(C, H, W, logit(scene));
const label = labelOf(H, W, scene);
const run = async (prediction: Uint8Array, of: Uint8Array, options: Partial<InspectionJob> = {}) =>
  (await inspectBytes(prediction, of, options)).report.findings;
const found = async (code: string, ...args: Parameters<typeof run>) => {
  const all = await run(...args);
  const one = all.find(finding => finding.code === code);
  assert.ok(one, `${code} is not among ${all.map(finding => finding.code).join(', ') || 'no findings'}`);
  assert.match(one.message, /^\S.*\.$/s);
  assert.match(one.hint, /^[A-Z].*\.$/s);
  return one;
};

describe('preflight findings', () => {
  it('has nothing to say of a fair pair, as logits, probabilities and mask', async () => {
    assert.deepEqual(await run(logits, label), []);
    const softmax = (c: number, y: number, x: number) => {
      const all = Array.from({ length: C }, (_, k) => Math.exp(logit(scene)(k, y, x)));
      return all[c] / all.reduce((sum, one) => sum + one, 0);
    };
    assert.deepEqual(await run(logitsOf(C, H, W, softmax), label), []);
    assert.deepEqual(
      (await run(label, label)).map(({ code }) => code),
      ['mask-only'],
    );
  });

  const turned: [transform: string, of: (y: number, x: number) => number, square: boolean][] = [
    ['left-right', (y, x) => scene(y, W - 1 - x), false],
    ['up-down', (y, x) => scene(H - 1 - y, x), false],
    ['half-turn', (y, x) => scene(H - 1 - y, W - 1 - x), false],
    ['transposed', (y, x) => scene(x, y, 48, 48), true],
    ['quarter-right', (y, x) => scene(47 - x, y, 48, 48), true],
    ['quarter-left', (y, x) => scene(x, 47 - y, 48, 48), true],
    ['anti-transposed', (y, x) => scene(47 - x, 47 - y, 48, 48), true],
  ];
  for (const [transform, of, square] of turned) {
    it(`names a label that is ${transform}, and the same of a mask`, async () => {
      const [h, w] = square ? [48, 48] : [H, W];
      const straight = (y: number, x: number) => scene(y, x, h, w);
      const prediction = logitsOf(C, h, w, logit(straight));
      const finding = await found('label-flipped', prediction, labelOf(h, w, of), { layout: 'CHW' });
      assert.equal(finding.evidence?.transform, transform);
      await found('label-flipped', labelOf(h, w, straight), labelOf(h, w, of));
      const fair = (await run(prediction, labelOf(h, w, straight), { layout: 'CHW' })).map(({ code }) => code);
      assert.deepEqual(fair, []);
    });
  }

  it('names a label with rows and columns swapped where the sizes are swapped too', async () => {
    const finding = await found(
      'label-flipped',
      logits,
      labelOf(W, H, (y, x) => scene(x, y)),
      { layout: 'CHW' },
    );
    assert.equal(finding.evidence?.transform, 'transposed');
  });

  it('names a layout that was set wrongly, and one that was reshaped instead of transposed', async () => {
    const values = Array.from({ length: C * 48 * 48 }, (_, k) => {
      const pixel = Math.floor(k / C);
      return logit((y, x) => scene(y, x, 48, 48))(k % C, Math.floor(pixel / 48), pixel % 48);
    });
    const square = labelOf(48, 48, (y, x) => scene(y, x, 48, 48));
    const set = await found('layout-swapped', npyOf('<f4', [48, 48, C], values), square, { layout: 'CHW' });
    assert.deepEqual(set.fix, { setting: 'segmentationLoss.prediction.layout', value: 'HWC' });
    const reshaped = await found('layout-swapped', npyOf('<f4', [C, 48, 48], values), square);
    assert.equal(reshaped.fix, undefined);
    assert.match(reshaped.hint, /moveaxis/);
  });

  it('names ids that are one off, either way, and the setting that mends it', async () => {
    const above = await found(
      'label-off-by-one',
      logits,
      labelOf(H, W, (y, x) => scene(y, x) + 1),
    );
    assert.deepEqual(above.fix, { setting: 'segmentationLoss.reduceZeroLabel', value: true });
    const reduced = await found('label-off-by-one', logits, label, { classes: { reduceZeroLabel: true } });
    assert.deepEqual(reduced.fix, { setting: 'segmentationLoss.reduceZeroLabel', value: false });
    const codes = (
      await run(
        logits,
        labelOf(H, W, (y, x) => scene(y, x) + 1),
        { classes: { reduceZeroLabel: true } },
      )
    ).map(({ code }) => code);
    assert.deepEqual(codes, []);
  });

  it('proves that softmax is applied twice by the floor it cannot pass', async () => {
    const sure = (c: number, y: number, x: number) => (scene(y, x) === c ? 0.96 : 0.01);
    const finding = await found('probabilities-as-logits', logitsOf(C, H, W, sure), label, { kind: 'logits' });
    const floor = Math.log(Math.E + C - 1) - 1;
    assert.equal(finding.evidence?.floor, floor);
    assert.deepEqual(finding.fix, { setting: 'segmentationLoss.prediction.kind', value: 'probabilities' });
    const { report } = await inspectBytes(logitsOf(C, H, W, sure), label, { kind: 'logits' });
    assert.ok((report.totals.crossEntropy as number) >= floor);
    const { evidence } = (await inspectBytes(logitsOf(C, H, W, sure), label)).report.settings.reading;
    assert.match(evidence.join('; '), /cannot fall below 0\.9048/);
  });

  it('names a collapsed prediction, but not a label that has hardly anything else', async () => {
    const collapsed = logitsOf(C, H, W, (c, y, x) => (c === 1 ? 4 : 0) + Math.sin(c + y * 7 + x * 3));
    const finding = await found('prediction-collapsed', collapsed, label);
    assert.equal(finding.evidence?.class, 1);
    const plain = await run(
      collapsed,
      labelOf(H, W, (y, x) => (y + x === 0 ? 0 : 1)),
    );
    assert.ok(!plain.some(({ code }) => code === 'prediction-collapsed'));
  });

  it('names channels that are the same everywhere, but not a probability that underflowed', async () => {
    const dead = logitsOf(C, H, W, (c, y, x) => (c === 3 ? 0.125 : logit(scene)(c, y, x)));
    const finding = await found('channel-constant', dead, label, { classes: { names: ['a', 'b', 'c', 'tree', 'e'] } });
    assert.match(finding.message, /channel of tree \(3 is 0\.125\)/);
    const p = logitsOf(C + 1, H, W, (c, y, x) =>
      c === C ? 0 : scene(y, x) === c ? 0.9 - x / 1e3 : (0.1 + x / 1e3) / 4,
    );
    assert.ok(!(await run(p, label)).some(({ code }) => code === 'channel-constant'));
  });

  it('names scores sorted by rank', async () => {
    const sorted = logitsOf(3, H, W, (k, y, x) => 0.5 / (k + 1) + 0.01 * Math.sin(y + x));
    await found('scores-sorted', sorted, label);
    const told = await run(
      sorted,
      labelOf(H, W, (y, x) => scene(y, x) % 3),
      { classes: { numClasses: 3 } },
    );
    assert.ok(!told.some(({ code }) => code === 'scores-sorted'));
  });

  it('names 16-bit labels that hold the class in their upper byte', async () => {
    const wide = (of: (y: number, x: number) => number) =>
      npyOf(
        '<u2',
        [H, W],
        Array.from({ length: H * W }, (_, k) => of(Math.floor(k / W), k % W)),
      );
    const shifted = await found(
      'label-sixteen-bit',
      logits,
      wide((y, x) => scene(y, x) << 8),
    );
    assert.equal(shifted.evidence?.divisor, 256);
    assert.deepEqual(shifted.fix, { setting: 'segmentationLoss.label.encoding', value: 'instance256' });
    const classes = { encoding: 'instance256' } as const;
    const mended = await run(
      logits,
      wide((y, x) => scene(y, x) * 257),
      { classes },
    );
    assert.deepEqual(mended, await run(logits, wide(scene)));
    const scaled = await found(
      'label-sixteen-bit',
      logits,
      wide((y, x) => scene(y, x) * 257),
    );
    assert.equal(scaled.evidence?.divisor, 257);
    const instances = await found(
      'label-sixteen-bit',
      logits,
      wide((y, x) => ((scene(y, x) + 0) << 8) + (scene(y, x) && x % 7)),
    );
    assert.match(instances.message, /class × 256 \+ instance/);
    const plain = await run(logits, wide(scene));
    assert.deepEqual(plain, []);
  });

  it('names a palette picture that was saved as grey, and not a mask in grey levels', async () => {
    // The brightness of VOC's first colours, as Pillow computes it.
    const grey = [0, 38, 75, 113, 15];
    const ids = labelOf(H, W, (y, x) => grey[scene(y, x)]);
    const finding = await found('label-palette-as-ids', logits, ids, { classes: { names: ['a', 'b', 'c', 'd', 'e'] } });
    assert.equal(finding.evidence?.reduction, 'brightness');
    const colors: [number, number, number][] = [9, 40, 80, 120, 200].map(k => [k, 255 - k, 7]);
    const red = labelOf(H, W, (y, x) => colors[scene(y, x)][0]);
    const channel = await found('label-palette-as-ids', logits, red, { classes: { colors } });
    assert.equal(channel.evidence?.reduction, 'red');
    const levels = await run(
      logits,
      labelOf(H, W, (y, x) => scene(y, x) * 50),
    );
    assert.ok(!levels.some(({ code }) => code === 'label-palette-as-ids'));
  });

  it('names a 0/255 mask where 255 is not counted, and reads it where that is the only sense', async () => {
    const two = logitsOf(
      2,
      H,
      W,
      logit((y, x) => Math.min(1, scene(y, x))),
    );
    const mask = labelOf(H, W, (y, x) => (scene(y, x) > 0 ? 255 : 0));
    assert.deepEqual(await run(two, mask), []);
    const told = await found('label-other-reading', two, mask, { classes: { ignoreIndex: 255 } });
    assert.deepEqual(told.fix, { setting: 'segmentationLoss.label.encoding', value: 'binary255' });
    const many = await found('label-binary-255', logits, mask);
    assert.equal(many.fix, undefined);
    const masks = (of: (y: number, x: number) => number) => labelOf(H, W, (y, x) => (of(y, x) > 0 ? 255 : 0));
    await found(
      'label-flipped',
      masks(scene),
      masks((y, x) => scene(H - 1 - y, x)),
    );
    const void_ = await run(
      logits,
      labelOf(H, W, (y, x) => (x === 0 ? 255 : scene(y, x))),
    );
    assert.deepEqual(void_, []);
  });

  it('names a class that is called void, and says which setting leaves it out', async () => {
    const names = ['sky', 'road', 'house', 'tree', 'unlabeled'];
    const finding = await found('void-as-class', logits, label, { classes: { names } });
    assert.deepEqual(finding.evidence?.class, 4);
    const ignored = await run(logits, label, { classes: { names, ignoreIndex: 4 } });
    assert.ok(!ignored.some(({ code }) => code === 'void-as-class'));
  });

  it('names a prediction that is older than its label, by minutes and not by seconds', async () => {
    const at = (seconds: number): Partial<InspectionJob> => ({
      prediction: { name: 'p.npy', bytes: logits, modified: 1_000_000 },
      label: { name: 'l.npy', bytes: label, modified: 1_000_000 + 1000 * seconds },
    });
    const finding = await found('prediction-stale', logits, label, at(2 * 86_400));
    assert.match(finding.message, /written 2 days before l\.npy/);
    assert.deepEqual(await run(logits, label, at(20)), []);
    assert.deepEqual(await run(logits, label, at(-86_400)), []);
  });
});

describe('volumes in their space', () => {
  const [D, h, w] = [4, 12, 16];
  const at = (k: number) => scene(Math.floor(k / w) % h, k % w, h, w) % 2;
  const data = Array.from({ length: D * h * w }, (_, k) => at(k));
  const straight = [0.8, 0, 0, -10, 0, 0.8, 0, -20, 0, 0, 2, 5];
  const changed = (values: Record<number, number>) => straight.map((value, k) => values[k] ?? value);
  const volume = (srow: number[]) => writeNifti([D, h, w], 'uint8', data, { volume: true, srow });
  const check = async (srow: number[]) =>
    (
      await inspectBytes(volume(srow), volume(straight), {
        prediction: { name: 'p.nii', bytes: volume(srow) },
        label: { name: 'l.nii', bytes: volume(straight) },
      })
    ).report.findings.filter(({ code }) => code === 'affine-mismatch');

  it('accepts equal affines and what rounding leaves of them', async () => {
    assert.deepEqual(await check(straight), []);
    assert.deepEqual(await check(straight.map(value => value * (1 + 1e-7))), []);
  });

  it('names another origin, other voxels and other directions', async () => {
    const moved = changed({ 3: -9 });
    assert.match((await check(moved))[0].message, /their origins are 1 mm apart/);
    const spaced = changed({ 10: 2.5 });
    assert.match((await check(spaced))[0].message, /their voxels are 0\.8×0\.8×2\.5 and 0\.8×0\.8×2 mm/);
    const mirrored = changed({ 0: -0.8, 3: 2 });
    assert.match((await check(mirrored))[0].message, /axes point in different directions/);
  });
});
