import assert from 'node:assert/strict';
import fc from 'fast-check';
import { packed } from '../../../src/webview/viewer/colors.js';
import { PATTERNS, type PatternTiles } from '../../../src/webview/viewer/patterns.js';
import { imageRect, raster } from '../../../src/webview/viewer/raster.js';
import { EMPTY_SCENE, type Frame, type Scene, samplesPerSide } from '../../../src/webview/viewer/scene.js';
import { deviceSpan, pixelAt, snapped } from '../../../src/webview/viewer/transform.js';

const RED = packed([200, 0, 0]);
const BLUE = packed([0, 0, 200]);
/** Code 0: nothing, 1: red, 2: blue. */
const TABLE = Uint32Array.from({ length: 0x10000 }, (_, code) => [0, RED, BLUE][code] ?? 0);
const tiles: PatternTiles = { size: 4, data: new Uint8ClampedArray(4 * 4 * 4 * PATTERNS.length) };

function scene(width: number, codes: number[], change: Partial<Scene> = {}): Scene {
  const data = Uint16Array.from(codes);
  return {
    ...EMPTY_SCENE,
    size: { width, height: codes.length / width },
    left: { kind: 'codes', codes: data, table: TABLE, hatched: false },
    ...change,
  };
}
const frame = (scale: number, change: Partial<Frame> = {}): Frame => ({
  transform: { scale, x: 0, y: 0 },
  opacity: 1,
  ratio: 1,
  divider: 0,
  draft: false,
  ...change,
});

/** RGBA of each device pixel of the image's place on a large view. */
function drawn(what: Scene, where: Frame): number[][] {
  const view = { width: 400, height: 400 };
  const out = raster(what, where, tiles, imageRect(what, where, view));
  return Array.from({ length: out.length / 4 }, (_, i) => [...out.subarray(4 * i, 4 * i + 4)]);
}

describe('raster', () => {
  it('repeats each pixel above 1:1, unmixed', () => {
    const pixels = drawn(scene(2, [1, 2]), frame(3));
    const row = [RED, RED, RED, BLUE, BLUE, BLUE].map(color => [color & 0xff, 0, (color >>> 16) & 0xff, 255]);
    assert.deepEqual(pixels, [...row, ...row, ...row]);
  });

  it('averages what lies below a device pixel under 1:1, nothing included', () => {
    assert.deepEqual(drawn(scene(2, [1, 2, 0, 0]), frame(0.5)), [[100, 0, 100, 127.5].map(Math.round)]);
    assert.equal(samplesPerSide(frame(0.5)), 2);
    assert.equal(samplesPerSide(frame(0.5, { draft: true })), 1);
    assert.equal(samplesPerSide(frame(0.001)), 4);
  });

  it('keeps the two sides of a split apart', () => {
    const right: Scene['right'] = { kind: 'codes', codes: Uint16Array.of(2, 2), table: TABLE, hatched: false };
    const pixels = drawn(scene(2, [1, 1], { right }), frame(2, { divider: 3 })).slice(0, 4);
    assert.deepEqual(
      pixels.map(([r]) => r),
      [200, 200, 200, 0],
    );
  });

  it('outlines a label on both sides of its border, and nowhere else', () => {
    const label = Uint16Array.of(0, 0, 1, 1);
    const outlined = scene(4, [0, 0, 0, 0], { label, outlines: { label: true, prediction: false } });
    const alphas = drawn(outlined, frame(10))
      .slice(0, 40)
      .map(([r, , , a]) => (a === 0 ? '.' : r === 255 ? '#' : 'o'));
    assert.equal(alphas.join(''), `${'.'.repeat(18)}o##o${'.'.repeat(18)}`);
  });

  it('covers the device pixels that pixelAt() finds on the image', () => {
    const number = fc.double({ min: -50, max: 60, noNaN: true });
    const scales = fc.double({ min: 0.05, max: 20, noNaN: true });
    fc.assert(
      fc.property(number, scales, fc.integer({ min: 1, max: 90 }), (x, scale, width) => {
        const [from, to] = deviceSpan(x, scale, 0, width, 100);
        for (let device = 0; device < 100; device++) {
          const on = pixelAt({ scale, x, y: 0 }, { width, height: 1 }, device + 0.5, 0) !== null;
          assert.equal(device >= from && device < to, on, `device pixel ${device}`);
        }
      }),
    );
  });

  it('shows at each device pixel the image pixel that is hovered there', () => {
    const width = 23;
    const codes = Array.from({ length: width * 5 }, (_, index) => index);
    const table = Uint32Array.from({ length: 0x10000 }, (_, code) => (0xff000000 | code) >>> 0);
    const what = scene(width, codes);
    const painted = { ...what, left: { ...what.left, table } as Scene['left'] };
    const numbers = fc.double({ min: -30, max: 30, noNaN: true });
    fc.assert(
      fc.property(numbers, numbers, fc.double({ min: 1, max: 9, noNaN: true }), (x, y, scale) => {
        const where = frame(scale, { transform: snapped({ scale, x, y }) });
        const rect = imageRect(painted, where, { width: 60, height: 40 });
        const out = raster(painted, where, tiles, rect);
        for (let i = 0; i < rect.width * rect.height; i++) {
          const px = rect.x + (i % rect.width) + 0.5;
          const py = rect.y + Math.floor(i / rect.width) + 0.5;
          const pixel = pixelAt(where.transform, what.size, px, py)!;
          assert.equal(out[4 * i], pixel.y * width + pixel.x);
        }
      }),
      { numRuns: 40 },
    );
  });
});
