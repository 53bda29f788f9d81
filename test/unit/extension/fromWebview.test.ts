import assert from 'node:assert/strict';
import { parseFromWebview, parsePanelState } from '../../../src/extension/panel/fromWebview.js';

describe('messages of the panel', () => {
  for (const message of [
    { type: 'ready' },
    { type: 'cancel' },
    { type: 'ask', id: 1, inspectionId: 3, question: 'probe', params: { x: 1, y: 2, sample: 0 } },
    { type: 'ask', id: 1, inspectionId: 3, question: 'layer', params: { layer: { id: 'label' }, sample: 0 } },
    {
      type: 'ask',
      id: 1,
      inspectionId: 3,
      question: 'whatIf',
      params: {
        settings: { gamma: 3, weights: { preset: 'uniform' }, terms: [{ loss: 'dice', lambda: 2 }] },
        ledger: null,
      },
    },
    { type: 'forget', id: 1 },
    { type: 'proposal', title: 'Cityscapes labelIds', what: 'apply' },
    { type: 'getPicture', inspectionId: 3 },
    { type: 'setReading', reading: { kind: 'logits', layout: 'auto' } },
    { type: 'setReading', reading: { kind: 'auto', layout: 'auto', sample: 3, predictionArray: 'logits' } },
    { type: 'save', name: 'crossing.loss.csv', data: new ArrayBuffer(2) },
    { type: 'save', name: 'crossing.loss.html', data: new ArrayBuffer(2) },
    { type: 'action', id: 'pickLabel' },
    { type: 'action', id: 'choose' },
    { type: 'finding', code: 'label-id-out-of-range', what: 'fix' },
    { type: 'finding', code: 'calibration', what: 'docs' },
  ]) {
    it(`are taken: ${JSON.stringify(message)}`, () => {
      assert.deepEqual(parseFromWebview(message), message);
    });
  }

  for (const message of [
    { type: 'proposal', title: 'x', what: 'other' },
    { type: 'proposal', title: 'x'.repeat(201), what: 'apply' },
    null,
    'ready',
    [],
    {},
    { type: 'open' },
    { type: 'ask', id: 1, inspectionId: '3', question: 'compare', params: {} },
    { type: 'ask', id: 1, inspectionId: 3, question: 'toString', params: {} },
    { type: 'ask', id: 1, inspectionId: 3, question: 'compare' },
    { type: 'ask', id: 1, inspectionId: 3, question: 'probe', params: { x: 1.5, y: 2, sample: 0 } },
    { type: 'ask', id: 1, inspectionId: 3, question: 'layer', params: { layer: { id: 'depth' }, sample: 0 } },
    { type: 'ask', id: 1, inspectionId: 3, question: 'layer', params: { layer: { id: 'loss' }, sample: 0 } },
    { type: 'ask', id: 1, inspectionId: 3, question: 'whatIf', params: { settings: { gamma: '3' }, ledger: null } },
    { type: 'ask', id: 1, inspectionId: 3, question: 'whatIf', params: { settings: { ignore: 'some' }, ledger: null } },
    { type: 'forget' },
    { type: 'getPicture' },
    { type: 'setReading', reading: { kind: 'logits' } },
    { type: 'setReading', reading: { kind: 'logits', layout: 'WHC' } },
    { type: 'save', name: '../crossing.csv', data: new ArrayBuffer(2) },
    { type: 'save', name: 'crossing.sh', data: new ArrayBuffer(2) },
    { type: 'save', name: 'crossing.html.sh', data: new ArrayBuffer(2) },
    { type: 'save', name: '.csv', data: new ArrayBuffer(2) },
    { type: 'save', name: 'crossing.csv', data: 'text' },
    { type: 'action', id: 'constructor' },
    { type: 'finding', code: '../settings', what: 'fix' },
    { type: 'finding', code: 'calibration', what: 'toString' },
  ]) {
    it(`are refused: ${JSON.stringify(message)}`, () => {
      assert.equal(parseFromWebview(message), null);
    });
  }
});

describe('the state a panel keeps over a reload', () => {
  const state = {
    version: 1,
    uris: {
      prediction: 'file:///d/predictions/x.npy',
      label: null,
      image: 'vscode-vfs://github/d/x.png',
      comparison: 'file:///d/predictions_b/x.npy',
    },
    reading: { kind: 'auto', layout: 'CHW' },
    ui: { layer: 'focal' },
  };

  it('is taken as it was', () => {
    assert.deepEqual(parsePanelState(structuredClone(state)), state);
  });

  it('may be from before there were comparisons', () => {
    const { comparison, ...uris } = state.uris;
    assert.equal(parsePanelState({ ...state, uris })?.uris.comparison, null);
    assert.equal(parsePanelState({ ...state, uris: { ...uris, comparison: 'nowhere' } }), null);
  });

  it('is refused when it is not ours', () => {
    const wrong = [undefined, {}, { ...state, version: 2 }, { ...state, uris: {} }, { ...state, reading: undefined }];
    for (const value of [...wrong, { ...state, uris: { ...state.uris, label: 3 } }]) {
      assert.equal(parsePanelState(value), null);
    }
  });
});
