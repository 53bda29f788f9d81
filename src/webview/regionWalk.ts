import type { Region, RegionRule } from '../core/analysis/regions.js';
import { Asked } from './asked.js';
import { className } from './layerTitle.js';
import { rememberedChoice, rememberedNumber } from './remembered.js';
import { isSelected, regionSelection } from './selection.js';
import { type Action, ready, type State } from './state.js';
import { strings } from './strings.js';
import type { Context } from './view.js';

export const REGION_TERMS = ['total', 'crossEntropy', 'focal', 'dice'] as const;
/** Percent of the loss that the pixels of high loss hold, and pixels of the smallest region. */
export const MASS = { usual: 50, min: 1, max: 99 };
export const MIN_PIXELS = { usual: 16, min: 1, max: 100_000 };

/** The regions of high loss, for the tab that lists them and for the keys that go from one to the next. */
export class RegionWalk {
  readonly asked: Asked<'regions'>;
  readonly #listeners: (() => void)[] = [];
  /** Which region to go to, once they are known. */
  #wanted: ((regions: Region[]) => Region | undefined) | null = null;

  constructor(
    ask: Context['ask'],
    private readonly dispatch: (action: Action) => void,
    private readonly state: () => State,
  ) {
    this.asked = new Asked(ask, 'regions', () => {
      for (const listener of this.#listeners) {
        listener();
      }
      this.#follow();
    });
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  rule(state: State): RegionRule {
    return {
      term: rememberedChoice(state, 'regions.term', REGION_TERMS),
      mass: rememberedNumber(state, 'regions.mass', MASS.usual, MASS.min, MASS.max) / 100,
      minPixels: rememberedNumber(state, 'regions.minPixels', MIN_PIXELS.usual, MIN_PIXELS.min, MIN_PIXELS.max),
    };
  }

  /** Asks where that has not been done. */
  want(state: State): void {
    this.asked.want(state, { rule: this.rule(state), settings: state.settings });
  }

  /** Those that are listed. */
  shown(state: State): Region[] {
    const all = this.asked.known.answer?.regions ?? [];
    return state.ui.remembered['regions.suspects'] === true ? all.filter(({ suspicious }) => suspicious) : all;
  }

  current(state: State): Region | undefined {
    const request = { id: 'regions', rule: this.rule(state) } as const;
    return this.shown(state).find(({ rank }) => isSelected(state, request, rank));
  }

  /** Picks the region out in the picture, and looks at it. */
  go(region: Region): void {
    const state = this.state();
    const report = ready(state)?.report ?? null;
    const { rank, sample, label, prediction, left, top, right, bottom } = region;
    const pair = strings.pair(className(report, label), className(report, prediction));
    if (state.ui.axis !== 'sample' || state.ui.sample !== sample) {
      this.dispatch({ type: 'slice', sample, axis: 'sample' });
    }
    const title = strings.regions.title(rank, pair);
    this.dispatch({ type: 'select', selection: regionSelection(title, this.rule(state), rank, label) });
    this.dispatch({ type: 'lookAt', bounds: { left, top, right, bottom } });
  }

  /** The region of a rank, as soon as it is known. */
  goToRank(rank: number): void {
    this.#wanted = regions => regions.find(region => region.rank === rank);
    this.#follow();
  }

  /** The next or previous region; at the ends it goes round. */
  step(by: 1 | -1): void {
    this.#wanted = regions => {
      const current = this.current(this.state());
      const at = current ? regions.indexOf(current) + by : by > 0 ? 0 : regions.length - 1;
      return regions[(at + regions.length) % regions.length];
    };
    this.#follow();
  }

  #follow(): void {
    const wanted = this.#wanted;
    if (!wanted) {
      return;
    }
    const state = this.state();
    this.want(state);
    const { answer, waiting, problem } = this.asked.known;
    if (waiting || !(answer || problem)) {
      return;
    }
    this.#wanted = null;
    const region = wanted(this.shown(state));
    if (region) {
      this.go(region);
    }
  }
}
