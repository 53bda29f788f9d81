import { Emitter } from '../util/emitter.js';
import type { ScansChange } from './types.js';

/** Changes are told together, this often: views need no more, and thousands of pairs may be recalled in a second. */
const TELL_MS = 150;

/** Gathers what changes, and tells it at most every 150 ms, or when asked to. */
export class GatheredChanges {
  private readonly emitter = new Emitter<ScansChange>();
  private gathered: { timer: NodeJS.Timeout; datasets: Set<string>; structure: boolean } | undefined;

  readonly event = this.emitter.event;

  /** @param structure whether datasets or pairs have come or gone */
  add(datasets: readonly string[], structure: boolean): void {
    this.gathered ??= { timer: setTimeout(() => this.tell(), TELL_MS), datasets: new Set(), structure: false };
    for (const id of datasets) {
      this.gathered.datasets.add(id);
    }
    this.gathered.structure ||= structure;
  }

  /** Tells now what was gathered, if anything was. */
  tell(): void {
    const { gathered } = this;
    if (gathered) {
      clearTimeout(gathered.timer);
      this.gathered = undefined;
      this.emitter.fire({ datasets: gathered.datasets, structure: gathered.structure });
    }
  }

  dispose(): void {
    clearTimeout(this.gathered?.timer);
    this.emitter.dispose();
  }
}
