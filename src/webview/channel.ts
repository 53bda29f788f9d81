import type { LayerParams } from '../core/analysis/layer.js';
import type { FromWebview, PanelState, ToWebview } from '../shared/protocol.js';
import { AskError, Asker } from './ask.js';
import type { LayerStore } from './layerStore.js';
import { codesKey } from './layers.js';
import { parseMessage } from './messages.js';
import { type FetchState, initialState, ready, type State, sceneSources, wantedCodes, wantsPicture } from './state.js';
import { Store } from './store.js';
import { restoreUi } from './ui.js';

interface VsCodeApi {
  postMessage(message: FromWebview): void;
  getState(): unknown;
  setState(state: PanelState): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** While a slider is dragged the state changes at every frame; it is stored once that pauses. */
const PERSIST_AFTER_MS = 100;

/** The panel's one connection to the extension host: messages in and out, fetching, persisted state. */
export class Channel {
  readonly store: Store;
  /** Questions about the inspected pair. */
  readonly asker: Asker;
  readonly #api = acquireVsCodeApi();
  #persist: Omit<PanelState, 'ui'> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly layers: LayerStore) {
    const persisted = this.#api.getState() as Partial<PanelState> | null | undefined;
    this.asker = new Asker(this.send);
    this.store = new Store(initialState(restoreUi(persisted?.ui)));
    let ui = this.store.state.ui;
    this.store.subscribe(state => {
      this.#fetch(state);
      if (state.ui !== ui) {
        ui = state.ui;
        this.#save();
      }
    });
  }

  /** Call once the views listen: the answer to `ready` is the first snapshot. */
  start(): void {
    window.addEventListener('message', event => {
      const message = parseMessage(event.data);
      if (message) {
        void this.#receive(message);
      } else {
        console.warn('Dropped a message of unknown shape', (event.data as { type?: unknown } | null)?.type);
      }
    });
    this.send({ type: 'ready' });
  }

  readonly send = (message: FromWebview): void => this.#api.postMessage(message);

  async #receive(message: ToWebview): Promise<void> {
    switch (message.type) {
      case 'snapshot': {
        const { snapshot, persist } = message;
        if (snapshot.state === 'ready') {
          this.layers.begin(snapshot);
        }
        this.asker.begin(snapshot.state === 'ready' ? snapshot.inspectionId : null);
        this.#persist = persist;
        this.#save();
        this.store.dispatch({ type: 'snapshot', snapshot, reading: persist.reading });
        return;
      }
      case 'partial':
        this.asker.receivePartial(message.id, message.answer);
        return;
      case 'answer':
        this.asker.receiveAnswer(message.id, message.outcome);
        return;
      case 'picture':
        await this.#receivePicture(message.inspectionId, message.data);
        return;
      case 'unavailable':
        if (this.layers.isCurrent(message.inspectionId)) {
          this.#settle(message.what, false);
        }
        return;
    }
  }

  async #receivePicture(inspectionId: number, data: ArrayBuffer): Promise<void> {
    const info = ready(this.store.state)?.picture;
    if (!info || !this.layers.isCurrent(inspectionId)) {
      return;
    }
    // Colours as stored: the panel shows what the model saw, not what a colour profile makes of it.
    const blob = new Blob([data], { type: info.mime });
    const picture = await createImageBitmap(blob, { colorSpaceConversion: 'none' }).catch(() => null);
    if (this.layers.isCurrent(inspectionId)) {
      this.layers.setPicture(picture);
      this.#settle('picture', picture !== null);
    } else {
      picture?.close();
    }
  }

  #settle(what: string, arrived: boolean): void {
    if (!arrived) {
      console.warn(`Layer not available: ${what}`);
    }
    this.#note(what, arrived ? 'here' : 'missing');
  }

  #note(what: string, as: FetchState | undefined): void {
    this.store.dispatch({ type: 'fetched', what, as });
  }

  #fetch(state: State): void {
    const inspectionId = ready(state)?.inspectionId;
    if (inspectionId === undefined) {
      return;
    }
    if (wantsPicture(state)) {
      this.#note('picture', 'asked');
      this.send({ type: 'getPicture', inspectionId });
    }
    for (const params of wantedCodes(state)) {
      // Dispatching comes back here; the newest state knows what that round has asked for.
      if (this.store.state.fetched[codesKey(params)] === undefined) {
        this.#note(codesKey(params), 'asked');
        void this.#fetchCodes(inspectionId, params);
      }
    }
  }

  async #fetchCodes(inspectionId: number, params: LayerParams): Promise<void> {
    const key = codesKey(params);
    // While a slider is dragged, only the newest of a layer's variants is worth waiting for.
    const slot = Object.keys(params.settings ?? {}).length > 0 ? `layer ${JSON.stringify(params.layer)}` : null;
    try {
      const answer = await this.asker.ask('layer', params, { slot });
      if (this.layers.isCurrent(inspectionId)) {
        const shown = new Set([key, ...sceneSources(this.store.state).map(codesKey)]);
        this.#settle(
          key,
          this.layers.set(params, answer, shown, evicted => this.#note(evicted, undefined)),
        );
      }
    } catch (error) {
      if (!this.layers.isCurrent(inspectionId)) {
        return;
      }
      if (!(error instanceof AskError && error.moot)) {
        this.#settle(key, false);
      } else if (error.problem.code === 'cancelled') {
        // Replaced by a newer one: whoever comes back to it asks again. Outdated ones stay asked until the next run.
        this.#note(key, undefined);
      }
    }
  }

  #save(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#persist) {
        this.#api.setState({ ...this.#persist, ui: this.store.state.ui });
      }
    }, PERSIST_AFTER_MS);
  }
}
