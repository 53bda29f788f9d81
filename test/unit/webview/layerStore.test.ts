import assert from 'node:assert/strict';
import type { LayerAnswer, LayerParams, LayerRequest } from '../../../src/core/analysis/layer.js';
import { LayerStore } from '../../../src/webview/layerStore.js';
import { codesKey, LAYER_NAMES, layerText, parseLayer, requestOf } from '../../../src/webview/layers.js';
import { readySnapshot } from './snapshots.js';

const of = (layer: LayerRequest, sample = 0): LayerParams => ({ layer, sample });
const LABEL = of({ id: 'label' });
const FOCAL = of({ id: 'loss', term: 'focal' });

function answer(codes: Uint16Array, width = 4): LayerAnswer {
  const info = {
    id: 'label',
    width,
    height: codes.length / width,
    encoding: 'class',
    range: null,
    unit: null,
  } as const;
  return { info, codes, scale: null };
}

function opened(): LayerStore {
  const store = new LayerStore();
  store.begin(readySnapshot());
  return store;
}
const noEviction = () => assert.fail('nothing has to go');
const set = (store: LayerStore, params: LayerParams, codes: Uint16Array) =>
  store.set(params, answer(codes), new Set(), noEviction);

describe('layer store', () => {
  it('refuses data of another size and forgets another inspection', () => {
    const store = opened();
    const wrong = { ...answer(new Uint16Array(12)), codes: new Uint16Array(11) };
    assert.equal(store.set(LABEL, wrong, new Set(), noEviction), false);
    assert.equal(set(store, LABEL, new Uint16Array(12).fill(3)), true);
    assert.equal(store.codes(LABEL)?.[11], 3);
    store.begin(readySnapshot({ stale: true }));
    assert.equal(store.codes({ ...LABEL, axis: 'sample', settings: {} })?.[11], 3);
    store.begin(readySnapshot({ inspectionId: 2 }));
    assert.equal(store.codes(LABEL), undefined);
    assert.equal(store.isCurrent(1), false);
  });

  it('keeps slices and settings apart', () => {
    const store = opened();
    set(store, of({ id: 'label' }, 0), new Uint16Array(4).fill(1));
    set(store, of({ id: 'label' }, 1), new Uint16Array(4).fill(2));
    set(store, { ...of({ id: 'label' }), axis: 'row' }, new Uint16Array(4).fill(3));
    set(store, { ...of({ id: 'label' }), settings: { gamma: 1 } }, new Uint16Array(4).fill(4));
    assert.equal(store.codes(of({ id: 'label' }, 0))?.[0], 1);
    assert.equal(store.codes(of({ id: 'label' }, 1))?.[0], 2);
  });

  it('sums loss codes unless one is not finite', () => {
    const store = opened();
    set(store, FOCAL, new Uint16Array(12).fill(2));
    set(store, LABEL, new Uint16Array(12).fill(0xffff));
    assert.equal(store.codeSum(FOCAL), 24);
    assert.equal(store.codeSum(LABEL), null);
  });

  it('drops what was not used for longest when memory is short, never what is shown', () => {
    const store = opened();
    const size = 30 * 1024 * 1024;
    const evicted: string[] = [];
    for (let sample = 0; sample < 5; sample++) {
      const shown = new Set([codesKey(of({ id: 'label' }, 0)), codesKey(of({ id: 'label' }, sample))]);
      store.set(of({ id: 'label' }, sample), answer(new Uint16Array(size)), shown, key => evicted.push(key));
    }
    assert.deepEqual(
      evicted,
      [1, 2].map(sample => codesKey(of({ id: 'label' }, sample))),
    );
    assert.ok(store.codes(of({ id: 'label' }, 0)));
    assert.equal(store.codes(of({ id: 'label' }, 1)), undefined);
  });
});

describe('layers', () => {
  it('come back from their text', () => {
    for (const name of LAYER_NAMES) {
      const text = layerText(parseLayer(name));
      assert.equal(layerText(parseLayer(text)), text);
    }
    assert.deepEqual(parseLayer('gradient:dice:12'), { name: 'gradient', term: 'dice', channel: 12 });
    assert.deepEqual(requestOf('probability:3'), { id: 'probability', class: 3 });
    assert.deepEqual(requestOf('gradient:focal:magnitude'), { id: 'gradient', term: 'focal', channel: 'magnitude' });
    assert.equal(requestOf('errors'), null);
  });
});
