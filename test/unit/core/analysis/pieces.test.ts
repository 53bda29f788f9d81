import assert from 'node:assert/strict';
import type { Analysed } from '../../../../src/core/analysis/analysed.js';
import type { LedgerPiece } from '../../../../src/core/analysis/ledger.js';
import { ask } from '../../../support/analysedFixture.js';
import { analyseTiny, TINY } from '../../../support/tinyPair.js';

describe('pieces of the ledger', () => {
  let pair: Analysed;
  before(async () => {
    pair = await analyseTiny(TINY, { classes: { numClasses: TINY.classes, background: 0 } });
  });
  const count = async (piece: LedgerPiece) => {
    const { codes, info } = await ask(pair, 'layer', { layer: { id: 'piece', piece }, sample: 0 });
    assert.equal(info.encoding, 'id');
    return codes.filter(code => code === 1).length;
  };

  it('are the pixels the ledger counts', async () => {
    const { ledger } = await ask(pair, 'ledger', { boundaryWidth: 2 });
    assert.ok(ledger);
    for (const { label, prediction, pixels } of ledger.byPair) {
      assert.equal(await count({ label, prediction }), pixels);
    }
    for (const { kind, band, pixels } of ledger.byError) {
      assert.equal(await count({ kind, band, boundaryWidth: 2 }), pixels, `${kind} ${band}`);
    }
    for (const { id } of ledger.byClass) {
      assert.equal(await count({ label: id }), pair.stats.label[id]);
    }
    assert.equal(await count({ kind: 'ignored' }), pair.report.pixels.ignored);
  });
});
