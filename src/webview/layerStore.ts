import type { AnalysisLayerInfo, LayerAnswer, LayerParams, LayerScale } from '../core/analysis/layer.js';
import { LOSS_CODE_MAX } from '../core/inspection/layers.js';
import { codesKey } from './layers.js';
import type { ReadySnapshot } from './state.js';

/** Codes that are not shown are kept up to here, so that going back to them costs nothing. */
const BUDGET_BYTES = 192 * 1024 * 1024;

export type Codes = Uint16Array<ArrayBuffer>;

interface Entry {
  info: AnalysisLayerInfo;
  codes: Codes;
  scale: LayerScale | null;
  /** Sum of a loss layer's codes, once asked for; null when one of them is not finite. */
  sum?: number | null;
}

/** Codes and picture of the current inspection. Kept out of the state: they are large and never compared. */
export class LayerStore {
  picture: ImageBitmap | null = null;
  #inspectionId: number | null = null;
  #image: string | null = null;
  /** Least recently used first. */
  readonly #entries = new Map<string, Entry>();

  /** Drops everything of another inspection. */
  begin(snapshot: ReadySnapshot): void {
    if (snapshot.inspectionId !== this.#inspectionId) {
      this.#inspectionId = snapshot.inspectionId;
      // A re-run of the same pair keeps its picture until the new one is here, so that nothing flickers.
      if (snapshot.picture === null || snapshot.pair.image !== this.#image) {
        this.setPicture(null);
      }
      this.#image = snapshot.pair.image;
      this.#entries.clear();
    }
  }

  isCurrent(inspectionId: number): boolean {
    return inspectionId === this.#inspectionId;
  }

  setPicture(picture: ImageBitmap | null): void {
    this.picture?.close();
    this.picture = picture;
  }

  /**
   * False when the codes do not have the promised size: nothing is drawn from them then.
   *
   * @param evicted hears of every layer that had to make room
   * @param keep those that are shown
   */
  set(
    params: LayerParams,
    { info, codes, scale }: LayerAnswer,
    keep: Set<string>,
    evicted: (key: string) => void,
  ): boolean {
    if (codes.length !== info.width * info.height) {
      return false;
    }
    this.#entries.set(codesKey(params), { info, codes: codes as Codes, scale });
    let bytes = [...this.#entries.values()].reduce((sum, entry) => sum + entry.codes.byteLength, 0);
    for (const [key, entry] of [...this.#entries]) {
      if (bytes > BUDGET_BYTES && !keep.has(key)) {
        bytes -= entry.codes.byteLength;
        this.#entries.delete(key);
        evicted(key);
      }
    }
    return true;
  }

  codes(params: LayerParams): Codes | undefined {
    return this.#use(params)?.codes;
  }

  /** How its numbers are spread. */
  scale(params: LayerParams): LayerScale | null {
    return this.#use(params)?.scale ?? null;
  }

  info(params: LayerParams): AnalysisLayerInfo | undefined {
    return this.#use(params)?.info;
  }

  /** Sum of a loss layer's codes, null when one of them is not finite. */
  codeSum(params: LayerParams): number | null {
    const entry = this.#use(params);
    if (!entry) {
      return null;
    }
    if (entry.sum === undefined) {
      entry.sum = finiteSum(entry.codes);
    }
    return entry.sum;
  }

  #use(params: LayerParams): Entry | undefined {
    const key = codesKey(params);
    const entry = this.#entries.get(key);
    if (entry) {
      this.#entries.delete(key);
      this.#entries.set(key, entry);
    }
    return entry;
  }
}

function finiteSum(codes: Codes): number | null {
  let sum = 0;
  for (const code of codes) {
    if (code > LOSS_CODE_MAX) {
      return null;
    }
    sum += code;
  }
  return sum;
}
