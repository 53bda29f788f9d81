import assert from 'node:assert/strict';
import type { Analysed } from '../../../../src/core/analysis/analysed.js';
import { fromJsonNumber } from '../../../../src/core/inspection/jsonNumber.js';
import { analyseBytes, ask } from '../../../support/analysedFixture.js';
import { assertNear } from '../../../support/near.js';
import { npyOf } from '../../../support/npyFixture.js';

const [N, C, H, W] = [4, 3, 5, 6];
const z = (n: number, c: number, y: number, x: number) => Math.fround(2 * Math.sin(n * 1.7 + c * 2.3 + y * 0.9 + x));
const label = (n: number, y: number, x: number) => (n === 2 ? 255 : (n + y + x) % C);

describe('slices', () => {
  const each: { n: number; y: number; x: number; loss: number; wrong: boolean }[] = [];
  let pair: Analysed;
  before(async () => {
    const logits: number[] = [];
    const labels: number[] = [];
    for (let n = 0; n < N; n++) {
      for (let c = 0; c < C; c++) {
        for (let k = 0; k < H * W; k++) {
          logits.push(z(n, c, Math.floor(k / W), k % W));
        }
      }
      for (let k = 0; k < H * W; k++) {
        const [y, x] = [Math.floor(k / W), k % W];
        labels.push(label(n, y, x));
        if (label(n, y, x) !== 255) {
          const e = Array.from({ length: C }, (_, c) => Math.exp(z(n, c, y, x)));
          const loss = Math.log(e[0] + e[1] + e[2]) - z(n, label(n, y, x), y, x);
          each.push({ n, y, x, loss, wrong: e.indexOf(Math.max(...e)) !== label(n, y, x) });
        }
      }
    }
    pair = await analyseBytes(npyOf('<f4', [N, C, H, W], logits), npyOf('|u1', [N, H, W], labels), {
      layout: 'CHW',
      kind: 'logits',
    });
  });

  for (const [axis, key, count, size] of [
    ['sample', 'n', N, [W, H]],
    ['row', 'y', H, [W, N]],
    ['column', 'x', W, [H, N]],
  ] as const) {
    it(`along ${axis} sum to the report`, async () => {
      const found = await ask(pair, 'slices', { axis });
      assert.equal(found.count, count);
      assert.deepEqual([found.width, found.height], size);
      for (let k = 0; k < count; k++) {
        const own = each.filter(pixel => pixel[key] === k);
        assert.equal(found.pixels[k], own.length);
        assert.equal(found.errors[k], own.filter(({ wrong }) => wrong).length);
        const mean = own.reduce((sum, { loss }) => sum + loss, 0) / own.length;
        assertNear(found.crossEntropy?.[k], mean, 1e-6, `slice ${k}`);
      }
      const { total, worst } = found;
      assert.ok(total);
      const sum = total.reduce((all, one) => all + one, 0);
      assertNear(sum, fromJsonNumber(pair.report.totals.total) as number, 1e-9, 'total');
      assert.equal(total[worst[0]], Math.max(...total));
    });
  }
});
