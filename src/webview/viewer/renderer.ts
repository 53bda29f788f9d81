import type { Overlay } from './overlay.js';
import type { Size, Transform } from './transform.js';

/** What changes between two frames without new pixels. */
export interface Frame {
  transform: Transform;
  opacity: number;
  /** Device pixels per CSS pixel. */
  ratio: number;
  /** Text inside a pixel at high zoom; null for none. */
  caption: ((x: number, y: number) => string) | null;
  /** A cross at the centre, shown when the picture is read by keyboard. */
  cross: boolean;
}

/** Draws picture and overlay with one transform; the canvas 2D one is the first, others may follow. */
export interface Renderer {
  setImage(size: Size, picture: ImageBitmap | null): void;
  setOverlay(overlay: Overlay | null): void;
  draw(frame: Frame): void;
}
