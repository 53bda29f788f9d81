import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DEFAULT_LOSS } from '../../../src/core/inspection/job.js';
import type { Ledger } from '../../../src/core/ledger/ledger.js';
import { value } from '../../support/cli.js';
import { inspectBytes, labelOf, logitsOf } from '../../support/pairFixture.js';

const sum = (parts: { value: number }[]) => parts.reduce((total, part) => total + part.value, 0);

function assertSplits(ledger: Ledger | null, total: number): void {
  assert.ok(ledger);
  const near = (what: string, actual: number) =>
    assert.ok(Math.abs(actual - total) <= 1e-9 * Math.max(Math.abs(total), 1e-3), `${what}: ${actual}, total ${total}`);
  near('total', ledger.total);
  near('by class', sum(ledger.byClass) + ledger.ignored);
  near('by pair', sum(ledger.byPair) + ledger.ignored);
  near('by error', sum(ledger.byError) + ledger.ignored);
}

describe('the ledger', () => {
  it('splits every total exactly, whatever it is made of (seeded)', async () => {
    const pairs = fc.record({
      seed: fc.integer({ min: 1, max: 1e6 }),
      classes: fc.integer({ min: 2, max: 6 }),
      size: fc.integer({ min: 2, max: 30 }),
      base: fc.constantFrom('crossEntropy' as const, 'focal' as const),
      includeDice: fc.boolean(),
      beta: fc.constantFrom(1, 2, 0.5),
      weighted: fc.boolean(),
      boundaryWidth: fc.constantFrom(0, 1, 2.5, 100),
    });
    await fc.assert(
      fc.asyncProperty(pairs, async ({ seed, classes, size, base, includeDice, beta, weighted, boundaryWidth }) => {
        const noise = (k: number) => Math.sin(seed * 12.9898 + k * 78.233) * 4;
        const logits = logitsOf(classes, size, size, (c, y, x) => noise(c * 997 + y * 31 + x));
        const label = labelOf(size, size, (y, x) => (noise(y * 7 + x) > 3 ? 255 : (y + x + seed) % classes));
        const weights = weighted ? Array.from({ length: classes }, (_, c) => c + 0.5) : null;
        const loss = { ...DEFAULT_LOSS, base, includeDice, beta, weights };
        const { report } = await inspectBytes(logits, label, { loss, boundaryWidth });
        if (report.pixels.valid > 0) {
          assertSplits(report.ledger, value(report.totals.total) as number);
          const pixels = report.ledger?.byError.reduce((all, cell) => all + cell.pixels, 0);
          assert.equal(pixels, report.pixels.valid);
        }
      }),
      { seed: 20261123, numRuns: 60 },
    );
  });

  it('knows boundary from interior and who was taken for whom', async () => {
    // Two halves; the first two columns of the right half are predicted as the left one.
    const label = labelOf(4, 8, (_, x) => (x < 4 ? 0 : 1));
    const logits = logitsOf(2, 4, 8, (c, _, x) => ((x < 6 ? 0 : 1) === c ? 5 : 0));
    const { report } = await inspectBytes(logits, label, { boundaryWidth: 1, classes: { background: 0 } });
    const cell = (kind: string, band: string) =>
      report.ledger?.byError.find(found => found.kind === kind && found.band === band)?.pixels;
    assert.deepEqual([cell('correct', 'boundary'), cell('correct', 'interior')], [4, 20]);
    assert.deepEqual([cell('missed', 'boundary'), cell('missed', 'interior')], [4, 4]);
    const first = report.ledger?.byPair[0];
    assert.deepEqual([first?.label, first?.prediction, first?.pixels], [1, 0, 8]);
  });

  it('is null for a mask and for a total that is not finite', async () => {
    const label = labelOf(3, 3, () => 1);
    assert.equal((await inspectBytes(label, label)).report.ledger, null);
    const ignored = labelOf(3, 3, () => 255);
    assert.equal(
      (
        await inspectBytes(
          logitsOf(2, 3, 3, c => c),
          ignored,
        )
      ).report.ledger,
      null,
    );
  });
});
