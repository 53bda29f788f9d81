import assert from 'node:assert/strict';
import {
  type Action,
  availableLayers,
  DEFAULT_UI,
  initialState,
  overlaySources,
  reduce,
  restoreUi,
  type State,
  shownLayer,
  wanted,
} from '../../../src/webview/state.js';
import { classRow, readySnapshot, report } from './snapshots.js';

const reading = { kind: 'auto', layout: 'auto' } as const;
const run = (state: State, ...actions: Action[]) => actions.reduce(reduce, state);
const opened = (snapshot = readySnapshot()) => run(initialState(), { type: 'snapshot', snapshot, reading });

describe('panel state', () => {
  it('asks only for what the shown layer needs', () => {
    assert.deepEqual(wanted(opened()).sort(), ['label', 'picture', 'prediction']);
    const state = run(opened(), { type: 'layer', layer: 'focal' });
    assert.deepEqual(overlaySources(state), ['focal', 'label']);
  });

  it('does not ask twice, and asks for all layers once a pixel is probed', () => {
    const asked = run(opened(), { type: 'fetched', what: 'label', as: 'asked' });
    assert.deepEqual(wanted(asked).sort(), ['picture', 'prediction']);
    const probed = run(opened(), { type: 'probe', pixel: { x: 1, y: 1 } }, { type: 'probe', pixel: null });
    assert.deepEqual(wanted(probed).sort(), ['crossEntropy', 'focal', 'label', 'picture', 'prediction']);
  });

  it('asks again after another run, not after the same run sent again', () => {
    const here = run(opened(), { type: 'fetched', what: 'label', as: 'here' });
    const again = run(here, { type: 'snapshot', snapshot: readySnapshot({ stale: true }), reading });
    assert.equal(again.fetched.label, 'here');
    const rerun = run(here, { type: 'snapshot', snapshot: readySnapshot({ inspectionId: 2 }), reading });
    assert.equal(rerun.fetched.label, undefined);
  });

  it('falls back where a layer is missing and keeps the choice', () => {
    const layers = readySnapshot().layers.slice(0, 2);
    const mask = run(opened(readySnapshot({ layers })), { type: 'layer', layer: 'crossEntropy' });
    assert.deepEqual(availableLayers(mask), ['errors', 'prediction', 'label', 'none']);
    assert.equal(shownLayer(mask), 'errors');
    assert.equal(mask.ui.layer, 'crossEntropy');
    const lost = run(opened(), { type: 'fetched', what: 'prediction', as: 'missing' });
    assert.equal(shownLayer(lost), 'crossEntropy');
    assert.equal(shownLayer(opened(readySnapshot({ layers: [] }))), 'none');
  });

  it('cycles through the available layers in both directions', () => {
    const back = run(opened(), { type: 'cycleLayer', step: -1 });
    assert.equal(back.ui.layer, 'none');
    assert.equal(run(back, { type: 'cycleLayer', step: 1 }).ui.layer, 'errors');
  });

  it('isolates, and a second time clears', () => {
    const one = run(opened(), { type: 'isolate', id: 1 });
    assert.equal(one.ui.isolated, 1);
    assert.equal(run(one, { type: 'isolate', id: 1 }).ui.isolated, null);
    assert.deepEqual(overlaySources(run(one, { type: 'layer', layer: 'crossEntropy' })).sort(), [
      'crossEntropy',
      'label',
      'prediction',
    ]);
  });

  it('drops an isolated class that no longer exists, but not while loading', () => {
    const one = run(opened(), { type: 'isolate', id: 1 });
    const loading = run(one, {
      type: 'snapshot',
      snapshot: { state: 'loading', pair: readySnapshot().pair, step: 'x', fraction: null },
      reading,
    });
    assert.equal(loading.ui.isolated, 1);
    const other = readySnapshot({ inspectionId: 2, report: report({ classes: [classRow(0)] }) });
    assert.equal(run(loading, { type: 'snapshot', snapshot: other, reading }).ui.isolated, null);
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
  });

  it('keeps the opacity between 0 and 1', () => {
    assert.equal(run(opened(), { type: 'opacity', opacity: 7 }).ui.opacity, 1);
  });
});

describe('restored choices', () => {
  it('come back as they were', () => {
    const ui = { ...DEFAULT_UI, layer: 'focal', opacity: 0.3, isolated: 4, tab: 'findings' } as const;
    assert.deepEqual(restoreUi(JSON.parse(JSON.stringify(ui))), ui);
  });

  it('are replaced one by one where they make no sense', () => {
    for (const broken of [undefined, null, 3, 'x', {}, { sort: 1, opacity: 'a', layer: 'depth', isolated: 1.5 }]) {
      assert.deepEqual(restoreUi(broken), DEFAULT_UI);
    }
    assert.equal(restoreUi({ layer: 'label', opacity: -1 }).layer, 'label');
  });
});
