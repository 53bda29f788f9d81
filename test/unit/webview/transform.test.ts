import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fitted, keepVisible, MAX_SCALE, pan, pixelAt, zoomAt } from '../../../src/webview/viewer/transform.js';
import { Viewport } from '../../../src/webview/viewer/viewport.js';

const image = { width: 480, height: 360 };
const view = { width: 700, height: 500 };

describe('view transform', () => {
  it('fits the whole image, centred', () => {
    const { scale, x, y } = fitted(image, view);
    assert.equal(scale, Math.min(700 / 480, 500 / 360));
    assert.ok(Math.abs(x - (700 - 480 * scale) / 2) <= 0.5);
    assert.ok(Math.abs(y) <= 0.5);
  });

  it('magnifies a 1 x 1 image only so far', () => {
    assert.equal(fitted({ width: 1, height: 1 }, view).scale, MAX_SCALE);
  });

  it('maps every image pixel onto itself', () => {
    const size = fc.integer({ min: 1, max: 3000 });
    const scale = fc.double({ min: 0.05, max: MAX_SCALE, noNaN: true });
    const offset = fc.integer({ min: -2000, max: 2000 });
    fc.assert(
      fc.property(size, size, scale, offset, offset, fc.nat(), fc.nat(), (width, height, s, x, y, column, row) => {
        const pixel = { x: column % width, y: row % height };
        const transform = { scale: s, x, y };
        const found = pixelAt(transform, { width, height }, x + (pixel.x + 0.5) * s, y + (pixel.y + 0.5) * s);
        assert.deepEqual(found, pixel);
      }),
    );
  });

  it('has no pixel outside the image', () => {
    const transform = { scale: 2, x: 10, y: 10 };
    assert.equal(pixelAt(transform, image, 9.9, 20), null);
    assert.equal(pixelAt(transform, image, 10 + 960, 20), null);
    assert.deepEqual(pixelAt(transform, image, 10 + 959.9, 20), { x: 479, y: 5 });
  });

  it('keeps the point under the pointer while zooming', () => {
    const before = { scale: 1.5, x: 20, y: -30 };
    const after = zoomAt(before, 1.7, 300, 200, 0.1);
    assert.ok(Math.abs((300 - before.x) / before.scale - (300 - after.x) / after.scale) < 1e-9);
    assert.equal(zoomAt(before, 1000, 0, 0, 0.1).scale, MAX_SCALE);
    assert.equal(zoomAt(before, 1e-6, 0, 0, 0.1).scale, 0.1);
  });

  it('never loses the image', () => {
    const lost = keepVisible(pan({ scale: 1, x: 0, y: 0 }, 1e6, -1e6), image, view);
    assert.ok(lost.x < view.width && lost.y + image.height > 0);
  });
});

describe('viewport', () => {
  const viewport = () => {
    const port = new Viewport();
    port.resize(view, 1);
    port.setImage(image);
    return port;
  };

  it('stays fitted while resized, until moved', () => {
    const port = viewport();
    port.resize({ width: 300, height: 500 }, 1);
    assert.equal(port.transform.scale, fitted(image, { width: 300, height: 500 }, 8).scale);
    port.zoom(2);
    const { scale } = port.transform;
    port.resize(view, 1);
    assert.equal(port.transform.scale, scale);
    port.fit();
    assert.equal(port.transform.scale, fitted(image, view, 8).scale);
  });

  it('shows natural size in whole device pixels', () => {
    const port = viewport();
    port.resize(view, 1.25);
    port.oneToOne();
    assert.equal(port.transform.scale, 1);
    // Every screen pixel shows the middle of an image pixel.
    const found = [0, 1, 2].map(step => port.pixelAt(300.5 + step, 200.5)!.x);
    assert.deepEqual(found, [found[0], found[0]! + 1, found[0]! + 2]);
  });

  it('does not drift while zooming in many small steps', () => {
    const port = viewport();
    const start = port.pixelAt(301, 203);
    for (let step = 0; step < 30; step++) {
      port.zoom(1.1, 301.4, 203.4);
    }
    assert.deepEqual(port.pixelAt(301.4, 203.4), start);
  });

  it('does not move when a re-run brings an image of the same size', () => {
    const port = viewport();
    port.zoom(3, 10, 10);
    const before = port.transform;
    port.setImage({ ...image });
    assert.deepEqual(port.transform, before);
    port.setImage({ width: 10, height: 10 });
    assert.notDeepEqual(port.transform, before);
  });
});
