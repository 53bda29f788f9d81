import assert from 'node:assert/strict';
import type { CompareAnswer } from '../../../src/core/analysis/compare.js';
import { outcomeSelection } from '../../../src/webview/selection.js';
import { initialState, reduce, type State, shownLayer, slice } from '../../../src/webview/state.js';
import { compareRows, differenceOf } from '../../../src/webview/views/compare/compareRows.js';
import { readySnapshot } from './snapshots.js';

const compared = (base: number | null, value: number | null) => ({ base, value, change: null });
const numbers = (id: number, ce: number | null, iou: number | null) => ({
  id,
  pixels: 10,
  crossEntropy: compared(1, ce),
  focal: compared(1, ce),
  dice: compared(0.5, iou),
  iou: compared(0.5, iou),
});

describe('comparison of two predictions', () => {
  const { classes } = readySnapshot().report;
  const answer = {
    classes: [numbers(0, 1.5, 0.4), numbers(1, 2, 0.7), numbers(2, null, null)],
    gains: [
      { id: 0, fixed: 2, broken: 7 },
      { id: 1, fixed: 9, broken: 1 },
      { id: 2, fixed: 0, broken: 0 },
    ],
  } as unknown as CompareAnswer;
  const rows = classes.slice(0, 3).map(row => ({ ...row, absent: false }));
  const order = (by: Parameters<typeof compareRows>[2]) => compareRows(answer, rows, by).map(({ row }) => row.id);

  it('sorts classes by the worst regression, those without a number last', () => {
    assert.deepEqual(order('crossEntropy'), [1, 0, 2]);
    assert.deepEqual(order('iou'), [0, 1, 2]);
    assert.deepEqual(order('pixels'), [0, 2, 1]);
  });

  it('has no difference where one side has no number, and 0 where both are infinite', () => {
    assert.equal(differenceOf(compared(1, null)), null);
    assert.equal(differenceOf({ base: 'inf', value: 'inf', change: 0 }), 0);
    assert.equal(differenceOf({ base: 1, value: 'inf', change: null }), Number.POSITIVE_INFINITY);
  });

  const start = () =>
    reduce(initialState(), {
      type: 'snapshot',
      snapshot: readySnapshot(),
      reading: { kind: 'auto', layout: 'auto' },
    });
  const compare = (state: State, comparison: { id: string; prediction: string } | null) =>
    reduce(state, {
      type: 'snapshot',
      snapshot: { ...readySnapshot(), comparison },
      reading: { kind: 'auto', layout: 'auto' },
    });

  it('is looked at when it begins; a reload leaves the chosen tab alone', () => {
    const begun = compare(start(), { id: 'pair 2', prediction: 'b.npy' });
    assert.deepEqual([begun.ui.tab, shownLayer(begun)], ['compare', 'outcome']);
    const elsewhere = reduce(begun, { type: 'tab', tab: 'ledger' });
    const reloaded = compare(initialState(elsewhere.ui), { id: 'pair 7', prediction: 'b.npy' });
    assert.equal(reloaded.ui.tab, 'ledger');
    assert.equal(compare(elsewhere, { id: 'pair 3', prediction: 'c.npy' }).ui.tab, 'compare');
  });

  it('asks for its layers anew when the other prediction is another one, and lets go of what was picked', () => {
    const first = compare(start(), { id: 'pair 2', prediction: 'b.npy' });
    const picked = reduce(first, { type: 'select', selection: outcomeSelection('Fixed', 2) });
    const second = compare(picked, { id: 'pair 3', prediction: 'c.npy' });
    assert.equal(second.selection, null);
    assert.notDeepEqual(slice(first, { id: 'outcome' }), slice(second, { id: 'outcome' }));
    assert.deepEqual(slice(first, { id: 'entropy' }), slice(second, { id: 'entropy' }));
  });

  it('ends with its layers', () => {
    const ended = compare(compare(start(), { id: 'pair 2', prediction: 'b.npy' }), null);
    assert.notEqual(shownLayer(ended), 'outcome');
    assert.equal(ended.ui.tab, 'compare');
  });
});
