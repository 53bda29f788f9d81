import type { Bounds, Pixel } from '../state.js';
import { centred, fitted, keepVisible, pan, pixelAt, type Size, snapped, type Transform, zoomAt } from './transform.js';

/** Room around a fitted image, in CSS pixels. */
const MARGIN = 8;
/** An image may be shown at most this much smaller than fitted. */
const SMALLEST = 0.5;

/** What is looked at is magnified to so many CSS pixels a pixel at most. */
const LOOK_SCALE = 16;

/** Where the image lies now; stays fitted while the view is resized until the user moves it. */
export class Viewport {
  /** Not rounded, else many small zoom steps would drift. */
  #exact: Transform = { scale: 1, x: 0, y: 0 };
  view: Size = { width: 0, height: 0 };
  image: Size = { width: 0, height: 0 };
  ratio = 1;
  #fitted = true;

  /** As drawn and as hovered. */
  get transform(): Transform {
    return snapped(this.#exact);
  }

  /** A new picture of the same size keeps its place: a re-run must not move anything. */
  setImage(image: Size): void {
    if (image.width !== this.image.width || image.height !== this.image.height) {
      this.image = image;
      this.#fitted = true;
    }
    this.#settle();
  }

  resize(view: Size, ratio: number): void {
    const { x, y } = this.#exact;
    // The middle of the view stays in the middle.
    const dx = (view.width - this.view.width) / 2;
    const dy = (view.height - this.view.height) / 2;
    this.view = view;
    this.ratio = ratio;
    this.#exact = { ...this.#exact, x: x + dx, y: y + dy };
    this.#settle();
  }

  fit(): void {
    this.#fitted = true;
    this.#settle();
  }

  /** Natural size: one image pixel is one CSS pixel, in whole device pixels. */
  oneToOne(): void {
    const scale = Math.max(1, Math.round(this.ratio));
    if (this.#fitted) {
      this.#set(centred(this.image, this.view, scale));
    } else {
      this.zoom(scale / this.#exact.scale);
    }
  }

  /** Around a point in device pixels, by default the middle. */
  zoom(factor: number, cx = this.view.width / 2, cy = this.view.height / 2): void {
    this.#set(zoomAt(this.#exact, factor, cx, cy, this.#smallest()));
  }

  pan(dx: number, dy: number): void {
    this.#set(pan(this.#exact, dx, dy));
  }

  pixelAt(px: number, py: number): Pixel | null {
    return pixelAt(this.transform, this.image, px, py);
  }

  centrePixel(): Pixel | null {
    return this.pixelAt(Math.floor(this.view.width / 2) + 0.5, Math.floor(this.view.height / 2) + 0.5);
  }

  /** Moves an image point to the middle; at least `scale` large when given. */
  centre(x: number, y: number, scale = this.#exact.scale): void {
    this.#set({ scale, x: this.view.width / 2 - x * scale, y: this.view.height / 2 - y * scale });
  }

  /** Shows a part of the image with as much around it as it is large, never larger than a grid needs. */
  lookAt({ left, top, right, bottom }: Bounds): void {
    const size = { width: right - left + 1, height: bottom - top + 1 };
    const { scale } = fitted(size, this.view);
    const most = LOOK_SCALE * this.ratio;
    this.centre(left + size.width / 2, top + size.height / 2, Math.max(this.#smallest(), Math.min(most, scale / 2)));
  }

  /** The visible part in shares of the image; null when all of it is visible. */
  shownPart(): Bounds | null {
    const { scale, x, y } = this.transform;
    const { view, image } = this;
    const share = (device: number, offset: number, length: number) =>
      Math.min(1, Math.max(0, (device - offset) / (length * scale)));
    const part = {
      left: share(0, x, image.width),
      top: share(0, y, image.height),
      right: share(view.width, x, image.width),
      bottom: share(view.height, y, image.height),
    };
    const whole = part.left === 0 && part.top === 0 && part.right === 1 && part.bottom === 1;
    return image.width === 0 || whole ? null : part;
  }

  #smallest(): number {
    return Math.min(1, fitted(this.image, this.view, MARGIN * this.ratio).scale * SMALLEST);
  }

  #set(transform: Transform): void {
    this.#fitted = false;
    this.#exact = keepVisible(transform, this.image, this.view);
  }

  #settle(): void {
    if (this.image.width === 0 || this.view.width === 0) {
      return;
    }
    this.#exact = this.#fitted
      ? fitted(this.image, this.view, MARGIN * this.ratio)
      : keepVisible(this.#exact, this.image, this.view);
  }
}
