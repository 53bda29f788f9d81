import { type LayerId, type LayerInfo, LOSS_CODE_MAX } from '../core/inspection/layers.js';
import type { ReadySnapshot } from './state.js';

/** Codes and picture of the current inspection. Kept out of the state: they are large and never compared. */
export class LayerStore {
  picture: ImageBitmap | null = null;
  #inspectionId: number | null = null;
  #image: string | null = null;
  #infos = new Map<LayerId, LayerInfo>();
  #codes = new Map<LayerId, Uint16Array<ArrayBuffer>>();
  #sums = new Map<LayerId, number | null>();

  /** Drops everything of another inspection. */
  begin(snapshot: ReadySnapshot): void {
    if (snapshot.inspectionId !== this.#inspectionId) {
      this.#inspectionId = snapshot.inspectionId;
      // A re-run of the same pair keeps its picture until the new one is here, so that nothing flickers.
      if (snapshot.picture === null || snapshot.pair.image !== this.#image) {
        this.setPicture(null);
      }
      this.#image = snapshot.pair.image;
      this.#infos = new Map(snapshot.layers.map(info => [info.id, info]));
      this.#codes.clear();
      this.#sums.clear();
    }
  }

  /** Whether the picture at hand belongs to this image, for showing it while a re-run goes on. */
  hasPictureOf(image: string | null): boolean {
    return this.picture !== null && image === this.#image;
  }

  isCurrent(inspectionId: number): boolean {
    return inspectionId === this.#inspectionId;
  }

  setPicture(picture: ImageBitmap | null): void {
    this.picture?.close();
    this.picture = picture;
  }

  /** False when the data does not have the promised size: nothing is drawn from it then. */
  setCodes(id: LayerId, data: ArrayBuffer): boolean {
    const info = this.#infos.get(id);
    if (!info || data.byteLength !== info.width * info.height * Uint16Array.BYTES_PER_ELEMENT) {
      return false;
    }
    this.#codes.set(id, new Uint16Array(data));
    return true;
  }

  codes(id: LayerId): Uint16Array<ArrayBuffer> | undefined {
    return this.#codes.get(id);
  }

  info(id: LayerId): LayerInfo | undefined {
    return this.#infos.get(id);
  }

  code(id: LayerId, x: number, y: number): number | undefined {
    const info = this.#infos.get(id);
    return info && this.#codes.get(id)?.[y * info.width + x];
  }

  /** Sum of a loss layer's codes, null when one of them is not finite. */
  codeSum(id: LayerId): number | null {
    const codes = this.#codes.get(id);
    if (!codes) {
      return null;
    }
    let sum = this.#sums.get(id);
    if (sum === undefined) {
      sum = 0;
      for (const code of codes) {
        if (code > LOSS_CODE_MAX) {
          sum = null;
          break;
        }
        sum += code;
      }
      this.#sums.set(id, sum);
    }
    return sum;
  }
}
