import { type Action, reduce, type State } from './state.js';

type Listener = (state: State) => void;

/** Holds the one state. Listeners may dispatch; they then see the newest state once more. */
export class Store {
  readonly #listeners: Listener[] = [];

  constructor(public state: State) {}

  readonly dispatch = (action: Action): void => {
    const next = reduce(this.state, action);
    if (next === this.state) {
      return;
    }
    this.state = next;
    for (const listener of this.#listeners) {
      listener(this.state);
    }
  };

  /** Tells the listeners of the same state once more. */
  readonly refresh = (): void => {
    for (const listener of this.#listeners) {
      listener(this.state);
    }
  };

  subscribe(listener: Listener): void {
    this.#listeners.push(listener);
  }
}
