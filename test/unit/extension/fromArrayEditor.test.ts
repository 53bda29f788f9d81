import assert from 'node:assert/strict';
import { parseFromArrayEditor } from '../../../src/extension/arrayEditor/fromArrayEditor.js';

describe('messages of the array editor', () => {
  it('are taken when they are of the protocol', () => {
    const slice = { rows: 0, columns: 1, at: [0, 0, 3] };
    for (const message of [
      { type: 'ready' },
      { type: 'inspect' },
      { type: 'choose', array: 'x' },
      { type: 'slice', slice },
    ]) {
      assert.deepEqual(parseFromArrayEditor(message), message);
    }
  });

  it('are dropped otherwise', () => {
    for (const message of [
      null,
      'ready',
      { type: 'other' },
      { type: 'choose', array: 3 },
      { type: 'slice' },
      { type: 'slice', slice: { rows: -1, columns: 0, at: [] } },
      { type: 'slice', slice: { rows: 0, columns: 1, at: [0.5] } },
      { type: 'slice', slice: { rows: 0, columns: 1, at: new Array(65).fill(0) } },
    ]) {
      assert.equal(parseFromArrayEditor(message), null);
    }
  });
});
