import assert from 'node:assert/strict';
import type { DeepFinding, ShowTarget } from '../../../src/core/analysis/deepFindings.js';
import type { Finding } from '../../../src/core/inspection/report.js';
import { LAYER_NAMES, layerOf, layerText, parseLayer, requestOf } from '../../../src/webview/layers.js';
import { RegionWalk } from '../../../src/webview/regionWalk.js';
import { isPieceSelected } from '../../../src/webview/selection.js';
import { type Action, initialState, reduce, type State } from '../../../src/webview/state.js';
import type { Context } from '../../../src/webview/view.js';
import { ranked, unsaid } from '../../../src/webview/views/findings/findingList.js';
import { show } from '../../../src/webview/views/findings/showTarget.js';
import { readySnapshot } from './snapshots.js';

const finding = (code: string, severity: Finding['severity']): Finding => ({
  ...{ code, severity, message: code, hint: '', role: 'label' },
});
const deep = (code: string, severity: Finding['severity']): DeepFinding => ({ ...finding(code, severity), show: null });

describe('findings', () => {
  it('of files and numbers are one list, the worst first, none twice', () => {
    const report = [finding('a', 'info'), finding('b', 'warning'), finding('both', 'error')];
    assert.deepEqual(
      ranked(report, [deep('c', 'warning'), deep('both', 'info')]).map(({ code }) => code),
      ['b', 'c', 'a', 'both'],
    );
  });

  it('take the place of an offered reading that the same setting makes', () => {
    const fix = { setting: 'segmentationLoss.label.encoding', value: 'binary255' };
    const other = { setting: 'segmentationLoss.classes.preset', value: 'voc' };
    const offered = [[fix], [other], [other, fix]].map(fixes => ({
      ...{ options: {}, title: '', evidence: [], certain: false, fixes },
    }));
    assert.deepEqual(unsaid(offered, [{ ...finding('a', 'error'), fix }]), offered.slice(1));
    assert.deepEqual(unsaid(offered, [finding('a', 'error')]), offered);
  });
});

describe('"show me"', () => {
  /** A context with a real store, and regions that are known at once. */
  function shown(target: ShowTarget): State {
    const reading = { kind: 'auto', layout: 'auto' } as const;
    let state = reduce(initialState(), { type: 'snapshot', snapshot: readySnapshot(), reading });
    const gone: number[] = [];
    const context = {
      state: () => state,
      dispatch: (action: Action) => {
        state = reduce(state, action);
      },
      regions: { goToRank: (rank: number) => gone.push(rank) },
    } as unknown as Context;
    show(target, context);
    assert.deepEqual(gone, target.region ? [target.region.rank] : []);
    return state;
  }

  it('sets layer and tab', () => {
    const state = shown({ layer: { id: 'gradient', term: 'dice', channel: 1 }, tab: 'classes' });
    assert.equal(state.ui.layer, 'gradient:dice:1');
    assert.equal(state.ui.tab, 'classes');
  });

  it('isolates classes, or picks out a pair', () => {
    assert.deepEqual(shown({ classes: [1, 0] }).ui.isolated, [1, 0]);
    const pair = shown({
      layer: { id: 'piece', piece: { label: 1, prediction: 0 } },
      pair: { label: 1, prediction: 0 },
      tab: 'ledger',
    });
    assert.ok(isPieceSelected(pair, { label: 1, prediction: 0 }));
    assert.equal(pair.selection!.title, 'class 1 → class 0');
    assert.deepEqual([pair.ui.tab, pair.ui.remembered['ledger.split']], ['ledger', 'pair']);
    assert.equal(pair.ui.layer, 'errors', 'a piece is no layer');
  });

  it('finds the curve that belongs to the layer, and the rule of a region', () => {
    assert.equal(shown({ layer: { id: 'confidence' }, tab: 'curves' }).ui.remembered['curves.kind'], 'reliability');
    assert.equal(shown({ tab: 'curves' }).ui.remembered['curves.kind'], 'thresholds');
    const layer = { id: 'regions', rule: { term: 'crossEntropy', mass: 0.25 } } as const;
    const { remembered, tab } = shown({ layer, region: { sample: 0, rank: 3 }, tab: 'regions' }).ui;
    assert.deepEqual([tab, remembered['regions.term'], remembered['regions.mass']], ['regions', 'crossEntropy', 25]);
  });

  it('does not go to a tab that does not exist', () => {
    assert.equal(shown({ tab: 'yetToCome' as 'whatIf' }).ui.tab, 'classes');
  });

  it('knows the layer of every request', () => {
    for (const name of LAYER_NAMES) {
      const layer = layerText({ ...parseLayer(name), term: 'focal', channel: 2 });
      const request = requestOf(layer);
      if (request) {
        assert.equal(layerOf(request), layer);
      }
    }
    assert.equal(layerOf({ id: 'loss', term: 'jaccard' }), null);
    assert.equal(layerOf({ id: 'piece', piece: { label: 1 } }), null);
  });
});

describe('going from region to region', () => {
  const region = (rank: number, sample = 0) => ({
    ...{ rank, sample, left: rank, top: 0, right: rank + 1, bottom: 1, label: 1, prediction: 0 },
    suspicious: rank === 2,
  });

  function walking() {
    const reading = { kind: 'auto', layout: 'auto' } as const;
    let state = reduce(initialState(), { type: 'snapshot', snapshot: readySnapshot(), reading });
    let answer: (value: unknown) => void = () => {};
    let asked = 0;
    const ask = () => {
      asked++;
      return new Promise(resolve => {
        answer = resolve;
      });
    };
    const walk = new RegionWalk(
      ask as never,
      action => {
        state = reduce(state, action);
      },
      () => state,
    );
    return {
      walk,
      state: () => state,
      asked: () => asked,
      rank: () => state.selection?.code ?? null,
      answer: async () => {
        answer({ regions: [region(1), region(2), region(3)] });
        await new Promise(resolve => setImmediate(resolve));
      },
      dispatch: (action: Parameters<typeof reduce>[1]) => {
        state = reduce(state, action);
      },
    };
  }

  it('waits for the answer, then goes on and round', async () => {
    const { walk, rank, answer, asked, state } = walking();
    walk.step(1);
    assert.equal(rank(), null);
    await answer();
    assert.equal(rank(), 1);
    assert.deepEqual(state().lookAt, { left: 1, top: 0, right: 2, bottom: 1 });
    assert.equal(state().selection!.title, 'Region 1: class 1 → class 0');
    walk.step(1);
    assert.equal(rank(), 2);
    walk.step(-1);
    walk.step(-1);
    assert.equal(rank(), 3);
    walk.step(1);
    assert.deepEqual([rank(), asked()], [1, 1]);
  });

  it('starts at the last one backwards, and can be sent to a rank', async () => {
    const { walk, rank, answer } = walking();
    walk.step(-1);
    await answer();
    assert.equal(rank(), 3);
    walk.goToRank(2);
    assert.equal(rank(), 2);
    walk.goToRank(9);
    assert.equal(rank(), 2);
  });

  it('keeps to the suspected ones where only those are listed', async () => {
    const { walk, rank, answer, dispatch } = walking();
    dispatch({ type: 'remember', name: 'regions.suspects', value: true });
    walk.step(1);
    await answer();
    assert.equal(rank(), 2);
    walk.step(1);
    assert.equal(rank(), 2);
  });
});
