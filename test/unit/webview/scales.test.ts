import assert from 'node:assert/strict';
import {
  LOSS_CODE_INFINITE,
  LOSS_CODE_MAX,
  LOSS_CODE_NAN,
  SIGNED_NEGATIVE_INFINITE,
  SIGNED_ZERO,
} from '../../../src/core/inspection/layers.js';
import { DIVERGING_MAPS, SCALINGS, SEQUENTIAL_MAPS } from '../../../src/webview/ui.js';
import { type ColorMap, mapColor, numberTable } from '../../../src/webview/viewer/colorMaps.js';
import { classTable, INFINITE_COLOR, NAN_COLOR, packed, UNKNOWN_COLOR } from '../../../src/webview/viewer/colors.js';
import { countCodes, lastCode, makeScale } from '../../../src/webview/viewer/scales.js';

const none = new Uint32Array(0x10000);
const lightness = (map: ColorMap, t: number) =>
  mapColor(map, t).reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i]!, 0);
const near = (found: number, wanted: number, by = 1e-4) =>
  assert.ok(Math.abs(found - wanted) <= by, `${found} in place of ${wanted}`);

describe('colour maps', () => {
  it('rise in brightness, as perceptually uniform maps do', () => {
    for (const map of SEQUENTIAL_MAPS) {
      for (let step = 1; step <= 20; step++) {
        assert.ok(lightness(map, step / 20) > lightness(map, (step - 1) / 20), `${map} ${step}`);
      }
    }
  });

  it('are bright in the middle and dark at both ends where they diverge, warm above 0', () => {
    for (const map of DIVERGING_MAPS) {
      assert.ok(lightness(map, 0.5) > 230, map);
      assert.ok(lightness(map, 0) < 90 && lightness(map, 1) < 90, map);
      const [r, , b] = mapColor(map, 0.8);
      assert.ok(r > b, map);
    }
  });

  it('colour every code, and special ones apart', () => {
    for (const scaling of SCALINGS) {
      const loss = numberTable('loss', 'cividis', makeScale('loss', scaling, none));
      const signed = numberTable('signed', 'redBlue', makeScale('signed', scaling, none));
      assert.ok([loss, signed].every(table => table.every(color => color >>> 24 === 255)));
      assert.equal(loss[LOSS_CODE_INFINITE], packed(INFINITE_COLOR));
      assert.equal(loss[LOSS_CODE_NAN], packed(NAN_COLOR));
      assert.equal(signed[SIGNED_NEGATIVE_INFINITE], packed(INFINITE_COLOR));
    }
    assert.equal(classTable([])[7], packed(UNKNOWN_COLOR));
  });
});

describe('scales', () => {
  it('place numbers linearly', () => {
    const { positions, shareAt } = makeScale('loss', 'linear', none);
    near(positions[LOSS_CODE_MAX]!, 1);
    near(positions[0]!, 0);
    near(positions[Math.round(LOSS_CODE_MAX / 4)]!, 0.25);
    near(shareAt(0.25), 0.25);
  });

  it('place numbers by their logarithm, over four powers of ten', () => {
    const { positions, shareAt } = makeScale('loss', 'log', none);
    near(positions[LOSS_CODE_MAX]!, 1);
    near(positions[Math.round(LOSS_CODE_MAX / 10)]!, 0.75);
    near(positions[Math.round(LOSS_CODE_MAX / 100)]!, 0.5, 1e-3);
    assert.equal(positions[0], 0);
    near(shareAt(0.5), 0.01);
    near(shareAt(1), 1);
  });

  it('place numbers by how many are smaller', () => {
    const codes = Uint16Array.of(0, 10, 10, 20, 30, 30, 30, 65535);
    const label = Uint16Array.of(1, 1, 1, 1, 1, 1, 1, 65535);
    const { positions, shareAt } = makeScale('loss', 'percentile', countCodes(codes, label, 65535));
    assert.deepEqual(
      [0, 10, 20, 30].map(code => positions[code]),
      [0, 0.25, 0.75, 1],
    );
    // Back to a number of the layer.
    near(shareAt(0.25) * LOSS_CODE_MAX, 10);
    near(shareAt(1) * LOSS_CODE_MAX, 30);
  });

  it('are symmetric around 0 where numbers have signs', () => {
    const codes = Uint16Array.from([-9, -4, -4, 0, 1, 4], offset => SIGNED_ZERO + offset);
    const counts = countCodes(codes, null, 65535);
    for (const scaling of SCALINGS) {
      const { positions, shareAt } = makeScale('signed', scaling, counts);
      assert.equal(positions[SIGNED_ZERO], 0.5);
      for (const offset of [1, 4, 9, 300, SIGNED_ZERO]) {
        near(positions[SIGNED_ZERO + offset]! + positions[SIGNED_ZERO - offset]!, 1, 1e-6);
      }
      near(shareAt(0.9) + shareAt(0.1), 0, 1e-9);
    }
    const { positions } = makeScale('signed', 'percentile', counts);
    near(positions[SIGNED_ZERO - 9]!, 0, 1e-6);
  });

  it('never fall, and invert what they do', () => {
    const codes = Uint16Array.from({ length: 5000 }, (_, k) => (k * k) % LOSS_CODE_MAX);
    for (const encoding of ['loss', 'signed'] as const) {
      for (const scaling of SCALINGS) {
        const { positions, shareAt } = makeScale(encoding, scaling, countCodes(codes, null, 65535));
        for (let code = 1; code <= lastCode(encoding); code++) {
          assert.ok(positions[code]! >= positions[code - 1]!, `${encoding} ${scaling} ${code}`);
        }
        for (let step = 1; step < 10; step++) {
          assert.ok(shareAt(step / 10) >= shareAt((step - 1) / 10), `${encoding} ${scaling} ${step}`);
        }
      }
    }
  });
});
