import assert from 'node:assert/strict';
import { parseMessage } from '../../../src/webview/messages.js';
import { readySnapshot } from './snapshots.js';

const reading = { kind: 'auto', layout: 'auto' };
const persist = { version: 1, uris: { prediction: 'file:///p', label: null, image: null }, reading };
const pair = { prediction: 'p.npy', label: null, image: null };
const good: unknown[] = [
  { type: 'snapshot', snapshot: { state: 'loading', pair, step: 'Reading', fraction: null }, persist },
  { type: 'snapshot', snapshot: readySnapshot(), persist },
  {
    type: 'snapshot',
    snapshot: {
      state: 'error',
      pair,
      problem: { code: 'a', message: 'b', hint: 'c' },
      actions: [{ id: 'retry', title: 'Retry' }],
    },
    persist,
  },
  { type: 'answer', id: 3, outcome: { ok: { json: { a: 1 }, buffers: [new ArrayBuffer(4)] } } },
  { type: 'answer', id: 3, outcome: { err: { code: 'a', message: 'b', hint: 'c' } } },
  { type: 'partial', id: 3, answer: { json: [], buffers: [] } },
  { type: 'picture', inspectionId: 1, data: new ArrayBuffer(0) },
  { type: 'unavailable', inspectionId: 1, what: 'picture' },
];

describe('messages to the panel', () => {
  it('pass when they have an agreed shape', () => {
    for (const message of good) {
      assert.equal(parseMessage(message), message);
    }
  });

  it('are dropped when they have none', () => {
    const bad: unknown[] = [
      null,
      'ready',
      {},
      { type: 'toString' },
      { type: 'answer', id: 3, outcome: { ok: { json: {}, buffers: [[1, 2]] } } },
      { type: 'answer', id: 3, outcome: { ok: { json: {}, buffers: [new Uint16Array(2)] } } },
      { type: 'answer', id: 3, outcome: { err: { code: 'a' } } },
      { type: 'answer', id: '3', outcome: { ok: { json: {}, buffers: [] } } },
      { type: 'partial', id: 3, answer: {} },
      { type: 'unavailable', inspectionId: 1, what: 'label' },
      { type: 'snapshot', snapshot: readySnapshot() },
      { type: 'snapshot', snapshot: { state: 'gone', pair }, persist },
    ];
    for (const message of bad) {
      assert.equal(parseMessage(message), null, JSON.stringify(message));
    }
  });

  it('are dropped when any number of the report is not one', () => {
    for (const wrong of ['1.2', undefined, {}]) {
      const snapshot = structuredClone(readySnapshot());
      Object.assign(snapshot.report.totals, { crossEntropy: wrong });
      assert.equal(parseMessage({ type: 'snapshot', snapshot, persist }), null);
    }
  });

  it('may carry fields this panel does not know', () => {
    const message = { type: 'snapshot', snapshot: { ...readySnapshot(), later: 1 }, persist };
    assert.equal(parseMessage(message), message);
  });
});
