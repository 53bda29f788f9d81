import assert from 'node:assert/strict';
import { CONFUSED, CORRECT, FALSE, IGNORED, MISSED } from '../../../src/core/inspection/errorTypes.js';
import { IGNORED_CODE, LOSS_CODE_INFINITE, LOSS_CODE_MAX, LOSS_CODE_NAN } from '../../../src/core/inspection/layers.js';
import {
  classTable,
  ERROR_COLORS,
  INFINITE_COLOR,
  lossColor,
  lossTable,
  NAN_COLOR,
  packed,
  UNKNOWN_COLOR,
} from '../../../src/webview/viewer/colors.js';
import { buildOverlay, type OverlaySource, PATTERNS, visibleKinds } from '../../../src/webview/viewer/overlay.js';

const I = IGNORED_CODE;
const source = (change: Partial<OverlaySource>): OverlaySource => ({
  layer: 'errors',
  width: 3,
  height: 2,
  codes: {
    label: Uint16Array.of(0, 1, 0, 1, 2, I),
    prediction: Uint16Array.of(0, 0, 1, 1, 1, 1),
    crossEntropy: Uint16Array.of(0, LOSS_CODE_MAX, 100, LOSS_CODE_NAN, LOSS_CODE_INFINITE, 0),
  },
  classes: [
    { id: 0, color: [1, 2, 3] },
    { id: 1, color: [4, 5, 6] },
    { id: 2, color: [7, 8, 9] },
  ],
  focus: -1,
  background: 0,
  ...change,
});
const pattern = (index: number) => PATTERNS[index];

describe('overlay', () => {
  it('packs colours as canvas image data holds them', () => {
    const [r, g, b, a] = new Uint8ClampedArray(Uint32Array.of(packed([10, 20, 30])).buffer);
    assert.deepEqual([r, g, b, a], [10, 20, 30, 255]);
  });

  it('colours error kinds and counts them', () => {
    const overlay = buildOverlay(source({}))!;
    const kinds = [CORRECT, MISSED, FALSE, CORRECT, CONFUSED, IGNORED];
    for (const [pixel, kind] of kinds.entries()) {
      const color = ERROR_COLORS[kind];
      assert.equal(overlay.rgba[pixel], color && kind !== IGNORED ? packed(color) : 0, `pixel ${pixel}`);
    }
    assert.deepEqual(overlay.errorCounts, [2, 1, 1, 1, 1]);
    assert.deepEqual([...overlay.patterns].map(pattern), ['none', 'none', 'dots', 'none', 'diagonals', 'hatch']);
  });

  it('gives every error kind its own look without colour', () => {
    const overlay = buildOverlay(source({}))!;
    const looks = [1, 2, 4, 5].map(pixel => pattern(overlay.patterns[pixel]!));
    assert.equal(new Set(looks).size, 4);
  });

  it('sees errors from the isolated class and dims what has nothing to do with it', () => {
    const overlay = buildOverlay(source({ focus: 2 }))!;
    assert.deepEqual([...overlay.patterns].map(pattern), ['dim', 'dim', 'dim', 'dim', 'none', 'dim']);
    assert.equal(overlay.rgba[4], packed(ERROR_COLORS[MISSED]!));
    assert.deepEqual(overlay.errorCounts, [0, 1, 0, 0, 0]);
  });

  it('keeps an ignored pixel predicted as the isolated class', () => {
    const overlay = buildOverlay(source({ focus: 1 }))!;
    assert.equal(pattern(overlay.patterns[5]!), 'hatch');
    assert.equal(overlay.errorCounts[IGNORED], 1);
  });

  it('maps loss codes and hatches ignored pixels instead of colouring a 0', () => {
    const overlay = buildOverlay(source({ layer: 'crossEntropy' }))!;
    assert.equal(overlay.rgba[0], packed(lossColor('crossEntropy', 0)));
    assert.equal(overlay.rgba[1], packed(lossColor('crossEntropy', 1)));
    assert.equal(overlay.rgba[3], packed(NAN_COLOR));
    assert.equal(overlay.rgba[4], packed(INFINITE_COLOR));
    assert.equal(overlay.rgba[5], 0);
    assert.equal(pattern(overlay.patterns[5]!), 'hatch');
  });

  it('paints classes in their colours, the prediction also where the label is ignored', () => {
    assert.equal(buildOverlay(source({ layer: 'label' }))!.rgba[4], packed([7, 8, 9]));
    const prediction = buildOverlay(source({ layer: 'prediction' }))!;
    assert.equal(prediction.rgba[5], packed([4, 5, 6]));
    assert.equal(pattern(prediction.patterns[5]!), 'none');
  });

  it('waits for its codes', () => {
    assert.equal(buildOverlay(source({ layer: 'focal' })), null);
    const { crossEntropy } = source({}).codes;
    assert.equal(buildOverlay(source({ codes: {} })), null);
    assert.equal(buildOverlay(source({ layer: 'crossEntropy', focus: 1, codes: { crossEntropy } })), null);
    assert.notEqual(buildOverlay(source({ layer: 'none', codes: {} })), null);
  });

  it('lists in the legend what can be there', () => {
    assert.deepEqual(visibleKinds([5, 0, 0, 3, 0], -1, -1), [CORRECT, CONFUSED]);
    assert.deepEqual(visibleKinds([5, 0, 0, 0, 0], 2, -1), [CORRECT, MISSED, FALSE]);
  });
});

describe('colour tables', () => {
  it('rise in brightness, as a perceptually uniform map does', () => {
    for (const layer of ['crossEntropy', 'focal'] as const) {
      const light = (t: number) =>
        lossColor(layer, t).reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i]!, 0);
      for (let step = 1; step <= 20; step++) {
        assert.ok(light(step / 20) > light((step - 1) / 20), `${layer} ${step}`);
      }
    }
  });

  it('cover every code', () => {
    assert.ok(lossTable('focal').every(color => color >>> 24 === 255));
    assert.equal(classTable([])[7], packed(UNKNOWN_COLOR));
  });
});
