import type { LayerRequest } from '../core/analysis/layer.js';
import type { LayerId } from '../core/inspection/layers.js';
import type { FromWebview, PanelState, ToWebview } from '../shared/protocol.js';
import { AskError, Asker } from './ask.js';
import type { LayerStore } from './layerStore.js';
import { parseMessage } from './messages.js';
import { type Fetched, initialState, ready, restoreUi, type State, wanted } from './state.js';
import { Store } from './store.js';

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

  #settle(what: Fetched, arrived: boolean): void {
    if (!arrived) {
      console.warn(`Layer not available: ${what}`);
    }
    this.store.dispatch({ type: 'fetched', what, as: arrived ? 'here' : 'missing' });
  }

  #fetch(state: State): void {
    const inspectionId = ready(state)?.inspectionId;
    if (inspectionId === undefined) {
      return;
    }
    for (const what of wanted(state)) {
      // Dispatching comes back here; the newest state knows what that round has asked for.
      if (this.store.state.fetched[what] === undefined) {
        this.store.dispatch({ type: 'fetched', what, as: 'asked' });
        if (what === 'picture') {
          this.send({ type: 'getPicture', inspectionId });
        } else {
          void this.#fetchLayer(inspectionId, what);
        }
      }
    }
  }

  async #fetchLayer(inspectionId: number, id: LayerId): Promise<void> {
    const layer: LayerRequest = id === 'crossEntropy' || id === 'focal' ? { id: 'loss', term: id } : { id };
    try {
      const { codes } = await this.asker.ask('layer', { layer, sample: 0 }, { slot: null });
      if (this.layers.isCurrent(inspectionId)) {
        this.#settle(id, this.layers.setCodes(id, codes.buffer as ArrayBuffer));
      }
    } catch (error) {
      if (!(error instanceof AskError && error.moot)) {
        this.#settle(id, false);
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
