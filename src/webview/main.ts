import { createActions } from './actions.js';
import { Asked } from './asked.js';
import { Channel } from './channel.js';
import { h, onChange } from './dom.js';
import { listenToKeys } from './keys.js';
import { LayerStore } from './layerStore.js';
import { RegionWalk } from './regionWalk.js';
import type { State } from './state.js';
import { strings } from './strings.js';
import { isTurned } from './turned.js';
import type { Context } from './view.js';
import type { GpuAcceleration } from './viewer/stage.js';
import { createViewer } from './viewer/viewer.js';
import { createAnnouncer } from './views/announcer.js';
import { createChips } from './views/chips.js';
import { createHeader } from './views/header.js';
import { createLegend } from './views/legend.js';
import { createProblem } from './views/problem.js';
import { createProgress } from './views/progress.js';
import { createSide, shownTab } from './views/side.js';
import { createSliceBar } from './views/sliceBar.js';
import { createStatusLine } from './views/statusLine.js';
import { createToolbar } from './views/toolbar.js';
import { Tooltip } from './views/tooltip.js';

/** Builds the frame once; from then on every view follows the state. */
function start(root: HTMLElement): void {
  const layers = new LayerStore();
  const channel = new Channel(layers);
  const { store } = channel;
  const whatIf = new Asked(channel.asker.ask, 'whatIf', () => update(store.state));
  const context: Context = {
    state: () => store.state,
    dispatch: store.dispatch,
    refresh: store.refresh,
    send: channel.send,
    ask: channel.asker.ask,
    whatIf,
    layers,
    regions: new RegionWalk(channel.asker.ask, store.dispatch, () => store.state),
    tooltip: new Tooltip(),
  };

  const header = createHeader(context);
  const viewer = createViewer(context, gpuAcceleration(root));
  const actions = createActions(context, viewer);
  const toolbar = createToolbar(context, actions);
  const legend = createLegend(context);
  const sliceBar = createSliceBar(context);
  const chips = createChips(context);
  const progress = createProgress(context);
  const side = createSide(context);
  const problem = createProblem(context);
  const status = createStatusLine(context);
  const announcer = createAnnouncer();
  const views = [header, toolbar, viewer, sliceBar, chips, progress, side, problem, status, announcer];

  viewer.onScene(legend.showScene);
  viewer.element.append(chips.element, progress.element);
  const pane = h(
    'section',
    { class: 'viewer-pane', 'aria-label': strings.viewer },
    toolbar.element,
    viewer.element,
    sliceBar.element,
    legend.element,
  );
  const body = h('main', { class: 'body' }, pane, side.element);
  root.replaceChildren(
    header.element,
    body,
    problem.element,
    status.element,
    announcer.element,
    context.tooltip.element,
  );
  context.tooltip.listen(root);
  listenToKeys(root, context, actions);

  const showState = onChange((current: string, stale: boolean) => {
    root.dataset.state = current;
    root.toggleAttribute('data-stale', stale);
    body.hidden = current === 'error';
    context.tooltip.hide();
  });
  const update = (state: State) => {
    if (isTurned(state.settings) || shownTab(state) === 'whatIf') {
      whatIf.want(state, { settings: state.settings, ledger: null });
    }
    for (const view of views) {
      view.update(state);
    }
    // Last, so that `ready` means that the numbers are there.
    const { snapshot } = state;
    showState(snapshot?.state ?? 'loading', snapshot?.state === 'ready' && snapshot.stale);
  };
  store.subscribe(update);
  update(store.state);
  channel.start();
}

/** The setting of that name, as the page carries it. */
function gpuAcceleration({ dataset }: HTMLElement): GpuAcceleration {
  const value = dataset.gpuAcceleration;
  return value === 'on' || value === 'off' ? value : 'auto';
}

start(document.getElementById('app')!);
