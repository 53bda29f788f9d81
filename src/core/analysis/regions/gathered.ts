import { jsonNumber } from '../../inspection/jsonNumber.js';
import type { Analysed } from '../analysed.js';
import type { Region } from '../regions.js';

/** What is gathered of one region, pixel by pixel. */
export class Gathered {
  private pixels = 0;
  private sum = 0;
  private left = 0;
  private right = 0;
  private top = 0;
  private bottom = 0;
  private peak = 0;
  private depth = 0;
  private confident = 0;
  private inner = 0;
  private sample = 0;
  private readonly pairs = new Map<number, number>();

  constructor(
    private readonly pair: Analysed,
    private readonly map: Float32Array,
    private readonly distances: Float32Array,
    private readonly confidence: Float32Array,
    private readonly mask: Uint8Array,
  ) {}

  clear(): void {
    this.pixels = 0;
    this.sum = 0;
    this.depth = 0;
    this.confident = 0;
    this.inner = 0;
    this.pairs.clear();
  }

  /** `k` counts over all samples. */
  add(k: number): void {
    const { width, codes } = this.pair.label;
    const inSample = k % this.pair.perSample;
    const [x, y] = [inSample % width, Math.floor(inSample / width)];
    if (this.pixels === 0) {
      this.sample = Math.floor(k / this.pair.perSample);
      [this.left, this.right, this.top, this.bottom, this.peak] = [x, x, y, y, k];
    }
    this.pixels++;
    this.sum += this.map[k];
    this.left = Math.min(this.left, x);
    this.right = Math.max(this.right, x);
    this.top = Math.min(this.top, y);
    this.bottom = Math.max(this.bottom, y);
    this.peak = this.map[k] > this.map[this.peak] ? k : this.peak;
    this.depth = Math.max(this.depth, this.distances[k]);
    this.confident += this.confidence[k];
    this.inner += this.isInner(k, x, y) ? 1 : 0;
    const key = codes[k] * 0x10000 + this.pair.stats.argmax[k];
    this.pairs.set(key, (this.pairs.get(key) ?? 0) + 1);
  }

  /** @param all the summed loss of all pixels */
  take(all: number): Omit<Region, 'rank' | 'suspicious'> {
    const { width } = this.pair.label;
    const [key, count] = [...this.pairs].reduce((best, one) => (one[1] > best[1] ? one : best));
    const inSample = this.peak % this.pair.perSample;
    return {
      sample: this.sample,
      left: this.left,
      top: this.top,
      right: this.right,
      bottom: this.bottom,
      peak: { x: inSample % width, y: Math.floor(inSample / width) },
      pixels: this.pixels,
      sum: jsonNumber(this.sum),
      share: jsonNumber(this.sum / all),
      label: Math.floor(key / 0x10000),
      prediction: key % 0x10000,
      pairShare: count / this.pixels,
      confidence: jsonNumber(this.confident / this.pixels),
      depth: jsonNumber(this.depth),
      innerShare: this.inner / this.pixels,
    };
  }

  /** Whether all eight neighbours are of high loss too, and so of the same region. */
  private isInner(k: number, x: number, y: number): boolean {
    const { width, height } = this.pair.label;
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) {
      return false;
    }
    const { mask } = this;
    const row = (at: number) => mask[at - 1] + mask[at] + mask[at + 1];
    return row(k - width) + row(k) + row(k + width) === 9;
  }
}
