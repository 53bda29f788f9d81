import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EMPTY_SCENE, type Frame } from '../../../src/webview/viewer/scene.js';
import { deviceSpan, MAX_SCALE, pixelAt, snapped } from '../../../src/webview/viewer/transform.js';
import { tilesOf } from '../../../src/webview/viewer/webgl/tiles.js';
import { frameUniforms, sceneUniforms, tileUniforms } from '../../../src/webview/viewer/webgl/uniforms.js';

const sides = fc.integer({ min: 1, max: 3000 });
const limits = fc.integer({ min: 40, max: 1200 });

describe('tiles', () => {
  it('cover every pixel once, within the limit', () => {
    fc.assert(
      fc.property(sides, sides, limits, (width, height, limit) => {
        const tiles = tilesOf({ width, height }, limit);
        const area = tiles.reduce((sum, { core }) => sum + core.width * core.height, 0);
        assert.equal(area, width * height);
        for (const { core, held } of tiles) {
          assert.ok(held.width <= limit && held.height <= limit);
          assert.ok(core.x >= held.x && core.x + core.width <= held.x + held.width);
          assert.ok(held.x >= 0 && held.y >= 0 && held.x + held.width <= width && held.y + held.height <= height);
        }
        const corners = new Set(tiles.map(({ core }) => `${core.x} ${core.y}`));
        assert.equal(corners.size, tiles.length);
      }),
    );
  });

  it('are one where the image fits into a texture', () => {
    assert.equal(tilesOf({ width: 2048, height: 1024 }, 2048).length, 1);
  });

  it('hold neighbours across every inner edge', () => {
    const [first, second] = tilesOf({ width: 100, height: 10 }, 64);
    assert.equal(first!.core.x + first!.core.width, second!.core.x);
    assert.ok(first!.held.width > first!.core.width);
    assert.ok(second!.held.x < second!.core.x);
  });
});

describe('uniforms', () => {
  /** The shader's arithmetic, in its 32 bits. */
  function texel(start: number, base: number, step: number, steps: number): number {
    const point = Math.fround(Math.fround(start) + Math.fround(steps * Math.fround(step)));
    return base + Math.floor(point);
  }

  it('let the shader find the hovered pixel in 32 bits, on images of any size', () => {
    const widths = fc.integer({ min: 1, max: 60000 });
    const offsets = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(widths, offsets, fc.constantFrom(1, 2, 3, 8, 40, MAX_SCALE), (width, offset, scale) => {
        const view = 3000;
        const transform = snapped({ scale, x: offset * width * scale, y: 0 });
        const frame: Frame = { transform, opacity: 1, ratio: 1, divider: 0, draft: false };
        for (const tile of tilesOf({ width, height: 1 }, 8192)) {
          const { x, width: length } = tile.core;
          const [left, right] = deviceSpan(transform.x, scale, x, x + length, view);
          const rect = { x: left, y: 0, width: right - left, height: 1 };
          const uniforms = tileUniforms(tile, rect, frame, tile.held);
          const { u_step } = frameUniforms(frame, { width: view, height: 1 }, 6);
          for (let device = left; device < right; device += 1 + Math.floor((right - left) / 50)) {
            const [start] = uniforms.u_start as number[];
            const [base] = uniforms.u_base as number[];
            const found = texel(start!, base!, u_step as number, device - left) + tile.held.x;
            assert.equal(found, pixelAt(transform, { width, height: 1 }, device + 0.5, 0.5)!.x);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('say what there is', () => {
    const codes = new Uint16Array(4);
    const table = new Uint32Array(0x10000);
    const scene = {
      ...EMPTY_SCENE,
      size: { width: 2, height: 2 },
      label: codes,
      left: { kind: 'codes', codes, table, hatched: true } as const,
      right: { kind: 'errors' } as const,
      outlines: { label: true, prediction: true },
    };
    const uniforms = sceneUniforms(scene);
    assert.equal(uniforms.u_hasLabel, 1);
    assert.equal(uniforms.u_hasPrediction, 0);
    assert.equal(uniforms.u_split, 1);
    assert.equal(uniforms['u_left.kind'], 2);
    assert.equal(uniforms['u_left.hatched'], 1);
    assert.equal(uniforms['u_right.kind'], 1);
    assert.equal(uniforms.u_outlineLabel, 1);
    // There is nothing to outline.
    assert.equal(uniforms.u_outlinePrediction, 0);
    assert.equal(uniforms.u_hasBackground, 0);
  });

  it('choose the level of the picture by how small it is shown', () => {
    const [tile] = tilesOf({ width: 100, height: 100 }, 1000);
    const level = (scale: number, side: number) => {
      const frame: Frame = { transform: { scale, x: 0, y: 0 }, opacity: 1, ratio: 1, divider: 0, draft: false };
      return tileUniforms(tile!, { x: 0, y: 0, width: 1, height: 1 }, frame, { width: side, height: side })
        .u_pictureLevel;
    };
    assert.equal(level(1, 100), 0);
    assert.equal(level(0.25, 100), 2);
    assert.equal(level(1, 400), 2);
    assert.ok((level(4, 100) as number) < 0);
  });
});
