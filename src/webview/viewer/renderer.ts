import type { Frame, Scene } from './scene.js';

/** Draws picture and overlay with one transform. Two of them draw the same: WebGL 2, and canvas 2D where it is missing. */
export interface Renderer {
  readonly kind: 'webgl2' | 'canvas2d';
  readonly canvas: HTMLCanvasElement;
  /** The scene is compared part by part: parts that stay the same objects are not prepared again. */
  setScene(scene: Scene): void;
  draw(frame: Frame): void;
  dispose(): void;
}

/** Stands in for a missing picture, so that correct pixels are not the editor's background. */
export const NO_PICTURE = [0x6e, 0x6e, 0x6e] as const;
