import assert from 'node:assert/strict';
import type { LayerParams } from '../../../src/core/analysis/layer.js';
import { codesKey } from '../../../src/webview/layers.js';
import { rememberedChoice, rememberedNumber } from '../../../src/webview/remembered.js';
import {
  classesLookedAt,
  isPieceSelected,
  pairSelection,
  pieceSelection,
  regionSelection,
} from '../../../src/webview/selection.js';
import {
  type Action,
  availableLayers,
  initialState,
  reduce,
  type State,
  sceneSources,
  shownLayer,
  sliceCount,
  splitLayer,
  wantedCodes,
  wantsPicture,
} from '../../../src/webview/state.js';
import { DEFAULT_UI, restoreUi } from '../../../src/webview/ui.js';
import { classRow, readySnapshot, report } from './snapshots.js';

const reading = { kind: 'auto', layout: 'auto' } as const;
const run = (state: State, ...actions: Action[]) => actions.reduce(reduce, state);
const opened = (snapshot = readySnapshot()) => run(initialState(), { type: 'snapshot', snapshot, reading });
const names = (all: LayerParams[]) => all.map(({ layer }) => (layer.id === 'loss' ? layer.term : layer.id)).sort();
const keyOf = (state: State, name: string) => {
  const params = wantedCodes(state).find(({ layer }) => name === (layer.id === 'loss' ? layer.term : layer.id));
  return codesKey(params!);
};
const settled = (state: State, name: string, as: 'here' | 'missing'): Action => ({
  type: 'fetched',
  what: keyOf(state, name),
  as,
});

function volume(samples: number) {
  const of = report();
  of.settings.reading.samples = samples;
  return readySnapshot({ report: of });
}

describe('panel state', () => {
  it('asks only for what the shown layer needs', () => {
    assert.deepEqual(names(wantedCodes(opened())), ['label', 'prediction']);
    assert.ok(wantsPicture(opened()));
    const state = run(opened(), { type: 'layer', layer: 'focal' });
    assert.deepEqual(names(sceneSources(state)), ['focal', 'label']);
    assert.deepEqual(names(sceneSources(run(state, { type: 'layer', layer: 'entropy' }))), ['entropy']);
  });

  it('asks for both sides of a split, for outlines, and for what is picked out', () => {
    const split = run(
      opened(),
      { type: 'layer', layer: 'entropy' },
      { type: 'swipe', change: { on: true, layer: 'focal' } },
    );
    assert.deepEqual(names(sceneSources(split)), ['entropy', 'focal', 'label']);
    const outlined = run(
      opened(),
      { type: 'layer', layer: 'margin' },
      { type: 'choose', change: { outlines: 'prediction' } },
    );
    assert.deepEqual(names(sceneSources(outlined)), ['margin', 'prediction']);
    const selection = pieceSelection('missed', { kind: 'missed' });
    const picked = run(opened(), { type: 'layer', layer: 'none' }, { type: 'select', selection });
    assert.deepEqual(names(sceneSources(picked)), ['piece']);
  });

  it('does not ask twice, and asks for what a probe reads once a pixel is probed', () => {
    const asked = run(opened(), { type: 'fetched', what: keyOf(opened(), 'label'), as: 'asked' });
    assert.deepEqual(names(wantedCodes(asked)), ['prediction']);
    const probed = run(opened(), { type: 'probe', pixel: { x: 1, y: 1 } }, { type: 'probe', pixel: null });
    assert.deepEqual([...new Set(names(wantedCodes(probed)))], ['crossEntropy', 'focal', 'label', 'prediction']);
  });

  it('asks again after another run, not after the same run sent again', () => {
    const here = run(opened(), settled(opened(), 'label', 'here'));
    const again = run(here, { type: 'snapshot', snapshot: readySnapshot({ stale: true }), reading });
    assert.deepEqual(again.fetched, here.fetched);
    const rerun = run(here, { type: 'snapshot', snapshot: readySnapshot({ inspectionId: 2 }), reading });
    assert.deepEqual(rerun.fetched, {});
  });

  it('falls back where a layer is missing and keeps the choice', () => {
    const mask = run(opened(readySnapshot({ report: report({ kind: 'mask' }) })), {
      type: 'layer',
      layer: 'crossEntropy',
    });
    assert.deepEqual(availableLayers(mask), ['errors', 'prediction', 'label', 'boundaryDistance', 'none']);
    assert.equal(shownLayer(mask), 'errors');
    assert.equal(mask.ui.layer, 'crossEntropy');
    const lost = run(opened(), settled(opened(), 'prediction', 'missing'));
    assert.equal(shownLayer(lost), 'crossEntropy');
    assert.equal(shownLayer(opened(readySnapshot({ layers: [] }))), 'none');
  });

  it('takes one variant of a layer as missing without giving up the others', () => {
    const chosen = run(opened(), { type: 'layer', layer: 'gradient:total:7' });
    const lost = run(chosen, settled(chosen, 'gradient', 'missing'));
    assert.equal(shownLayer(lost), 'errors');
    assert.equal(shownLayer(run(lost, { type: 'layer', layer: 'gradient:total:1' })), 'gradient:total:1');
  });

  it('cycles through the available layers in both directions', () => {
    const back = run(opened(), { type: 'cycleLayer', step: -1 });
    assert.equal(back.ui.layer, 'none');
    assert.equal(run(back, { type: 'cycleLayer', step: 1 }).ui.layer, 'errors');
    const gradient = run(opened(), { type: 'layer', layer: 'total' }, { type: 'cycleLayer', step: 1 });
    assert.equal(gradient.ui.layer, 'gradient:total:magnitude');
  });

  it('splits, with nothing right of the divider where that layer is missing', () => {
    assert.equal(splitLayer(opened()), null);
    const split = run(opened(), { type: 'swipe', change: { on: true } });
    assert.equal(splitLayer(split), 'crossEntropy');
    assert.equal(splitLayer(run(split, { type: 'swipe', change: { layer: 'difference' } })), 'none');
  });

  it('isolates, and a second time clears', () => {
    const one = run(opened(), { type: 'isolate', id: 1 });
    assert.deepEqual(one.ui.isolated, [1]);
    assert.deepEqual(run(one, { type: 'isolate', id: 1 }).ui.isolated, []);
    assert.deepEqual(names(sceneSources(run(one, { type: 'layer', layer: 'crossEntropy' }))), [
      'crossEntropy',
      'label',
      'prediction',
    ]);
  });

  it('isolates several, one added or taken out at a time', () => {
    const two = run(opened(), { type: 'isolate', id: 1 }, { type: 'isolate', id: 0, add: true });
    assert.deepEqual(two.ui.isolated, [1, 0]);
    assert.deepEqual(run(two, { type: 'isolate', id: 1, add: true }).ui.isolated, [0]);
    assert.deepEqual(run(two, { type: 'isolate', id: 1 }).ui.isolated, [1]);
    assert.deepEqual(run(two, { type: 'isolate', id: null }).ui.isolated, []);
  });

  it('drops an isolated class that no longer exists, but not while loading', () => {
    const one = run(opened(), { type: 'isolate', id: 1 });
    const loading = run(one, {
      type: 'snapshot',
      snapshot: { state: 'loading', pair: readySnapshot().pair, step: 'x', fraction: null },
      reading,
    });
    assert.deepEqual(loading.ui.isolated, [1]);
    const other = readySnapshot({ inspectionId: 2, report: report({ classes: [classRow(0)] }) });
    assert.deepEqual(run(loading, { type: 'snapshot', snapshot: other, reading }).ui.isolated, []);
  });

  it('forgets what was picked out of an older run', () => {
    const selection = regionSelection('region 3', { term: 'total' }, 3, 1);
    const picked = run(opened(), { type: 'select', selection });
    const again = run(picked, { type: 'snapshot', snapshot: readySnapshot({ stale: true }), reading });
    assert.equal(again.selection, selection);
    assert.equal(
      run(again, { type: 'snapshot', snapshot: readySnapshot({ inspectionId: 2 }), reading }).selection,
      null,
    );
  });

  it('stays within the slices there are', () => {
    const state = run(opened(volume(5)), { type: 'slice', sample: 3 });
    assert.equal(state.ui.sample, 3);
    assert.equal(run(state, { type: 'slice', sample: 99 }).ui.sample, 4);
    assert.equal(run(state, { type: 'slice', sample: -1 }).ui.sample, 0);
    assert.equal(run(state, { type: 'snapshot', snapshot: volume(2), reading }).ui.sample, 1);
    assert.ok(wantedCodes(state).every(params => params.sample === 3));
    const across = run(state, { type: 'slice', sample: 2, axis: 'row' });
    assert.equal(sliceCount(across), 3);
    assert.ok(wantedCodes(across).every(params => params.axis === 'row' && params.sample === 2));
  });

  it('asks for losses as turned, and for all else as it is', () => {
    const turned = run(opened(), { type: 'settings', settings: { gamma: 3 } }, { type: 'layer', layer: 'focal' });
    const [label, focal] = ['label', 'focal'].map(name => keyOf(turned, name));
    assert.match(focal!, /"gamma":3/);
    assert.doesNotMatch(label!, /gamma/);
  });

  it('turns the order on a second click; names start ascending', () => {
    const sorted = run(opened(), { type: 'sort', key: 'iou' });
    assert.deepEqual(sorted.ui.sort, { key: 'iou', descending: true });
    assert.deepEqual(run(sorted, { type: 'sort', key: 'iou' }).ui.sort, { key: 'iou', descending: false });
    assert.deepEqual(run(sorted, { type: 'sort', key: 'name' }).ui.sort, { key: 'name', descending: false });
  });

  it('returns the same state when nothing changes', () => {
    const state = run(opened(), { type: 'probe', pixel: { x: 1, y: 2 } });
    assert.equal(reduce(state, { type: 'probe', pixel: { x: 1, y: 2 } }), state);
    assert.equal(reduce(state, { type: 'isolate', id: null }), state);
    assert.equal(reduce(state, { type: 'slice', sample: 0 }), state);
  });
});

describe('restored choices', () => {
  it('come back as they were', () => {
    const ui = {
      ...DEFAULT_UI,
      layer: 'gradient:dice:3',
      swipe: { on: true, layer: 'probability:2', at: 0.25 },
      opacity: 0.3,
      map: 'magma',
      scaling: 'percentile',
      outlines: 'both',
      sample: 7,
      isolated: [4, 0],
      tab: 'findings',
    } as const;
    assert.deepEqual(restoreUi(JSON.parse(JSON.stringify(ui))), ui);
  });

  it('are replaced one by one where they make no sense', () => {
    const nonsense = { sort: 1, opacity: 'a', layer: 'depth', isolated: 1.5, swipe: { at: 2 }, sample: -1, axis: 'z' };
    for (const broken of [undefined, null, 3, 'x', {}, nonsense]) {
      assert.deepEqual(restoreUi(broken), DEFAULT_UI);
    }
    assert.equal(restoreUi({ layer: 'label', opacity: -1 }).layer, 'label');
    assert.equal(restoreUi({ layer: 'gradient:nothing:x' }).layer, 'gradient:total:magnitude');
  });
});

describe('what is picked out', () => {
  const pair = pairSelection('pole → building', 1, 0);

  it('is one thing at a time: pixels, or classes', () => {
    const picked = run(opened(), { type: 'isolate', id: 0 }, { type: 'select', selection: pair });
    assert.deepEqual([picked.ui.isolated, picked.selection], [[], pair]);
    const isolated = run(picked, { type: 'isolate', id: 1 });
    assert.deepEqual([isolated.ui.isolated, isolated.selection], [[1], null]);
    const cleared = run(picked, { type: 'isolate', id: null });
    assert.equal(cleared.selection, pair, 'no class is let go, so nothing changes');
  });

  it('is the same under another name, and marks the classes it is about', () => {
    const picked = run(opened(), { type: 'select', selection: pair });
    assert.ok(isPieceSelected(picked, { label: 1, prediction: 0 }));
    assert.ok(!isPieceSelected(picked, { label: 0, prediction: 1 }));
    assert.deepEqual(classesLookedAt(picked), [1]);
    assert.deepEqual(classesLookedAt(run(picked, { type: 'isolate', id: 0 })), [0]);
  });
});

describe('what views remember', () => {
  it('is kept by name, and checked when it is read', () => {
    const state = run(
      opened(),
      { type: 'remember', name: 'a', value: 'bars' },
      { type: 'remember', name: 'n', value: 7 },
    );
    assert.equal(rememberedChoice(state, 'a', ['treemap', 'bars']), 'bars');
    assert.equal(rememberedChoice(state, 'a', ['x', 'y']), 'x');
    assert.equal(rememberedNumber(state, 'n', 3, 1, 9), 7);
    assert.equal(rememberedNumber(state, 'n', 3, 1, 6), 3);
    assert.deepEqual(restoreUi(JSON.parse(JSON.stringify(state.ui))).remembered, { a: 'bars', n: 7 });
    assert.deepEqual(restoreUi({ remembered: { a: { b: 1 }, c: 'd' } }).remembered, { c: 'd' });
  });
});
