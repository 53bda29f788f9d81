import assert from 'node:assert/strict';
import fc from 'fast-check';
import { viewOf } from '../../../src/webview/views/regions/thumbnail.js';

describe('the thumbnail of a region', () => {
  const picture = fc.record({ width: fc.integer({ min: 1, max: 3000 }), height: fc.integer({ min: 1, max: 3000 }) });

  it('shows all of it, in its own shape, within the picture where that is large enough', () => {
    fc.assert(
      fc.property(
        picture,
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (image, at) => {
          const [x0, x1] = [at[0]!, at[1]!].map(share => Math.floor(share * image.width)).sort((a, b) => a - b);
          const [y0, y1] = [at[2]!, at[3]!].map(share => Math.floor(share * image.height)).sort((a, b) => a - b);
          const view = viewOf({ left: x0!, right: x1!, top: y0!, bottom: y1! }, image);
          const tiny = 1e-6 * view.width;
          assert.ok(Math.abs(view.width / view.height - 4 / 3) < 1e-9);
          assert.ok(view.left <= x0! + tiny && view.left + view.width >= x1! + 1 - tiny);
          assert.ok(view.top <= y0! + tiny && view.top + view.height >= y1! + 1 - tiny);
          if (view.width < image.width) {
            assert.ok(view.left >= -tiny && view.left + view.width <= image.width + tiny);
          }
          if (view.height < image.height) {
            assert.ok(view.top >= -tiny && view.top + view.height <= image.height + tiny);
          }
        },
      ),
      { seed: 8 },
    );
  });
});
