import { h } from '../dom.js';
import { strings } from '../strings.js';
import { drawPicture, putOver } from './canvasRenderer.js';
import { patternTiles } from './patterns.js';
import { imageRect, raster } from './raster.js';
import type { Scene } from './scene.js';
import type { Viewport } from './viewport.js';

/** Longest side in CSS pixels. */
const LONGEST = 128;
/** A long and narrow image still gets something to aim at. */
const SHORTEST = 16;

/** The whole image in a corner, while a part of it fills the view: where that part is, and a way to another one. */
export class Minimap {
  readonly #canvas = h('canvas', { 'aria-hidden': 'true' });
  readonly #box = h('div', { class: 'minimap-box' });
  readonly element = h('div', { class: 'minimap', hidden: true, title: strings.minimap }, this.#canvas, this.#box);
  #drawn: { scene: Scene; opacity: number; divider: number } | null = null;

  /** @param centre moves the view to an image point, given as shares of width and height */
  constructor(centre: (x: number, y: number) => void) {
    const aim = (event: PointerEvent) => {
      const { left, top, width, height } = this.#canvas.getBoundingClientRect();
      centre((event.clientX - left) / width, (event.clientY - top) / height);
    };
    this.element.addEventListener('pointerdown', event => {
      event.preventDefault();
      this.element.setPointerCapture(event.pointerId);
      aim(event);
    });
    this.element.addEventListener('pointermove', event => {
      if (this.element.hasPointerCapture(event.pointerId)) {
        aim(event);
      }
    });
  }

  /** @param divider share of the view left of the divider */
  update(scene: Scene, viewport: Viewport, opacity: number, divider: number): void {
    const shown = viewport.shownPart();
    this.element.hidden = shown === null;
    if (!shown) {
      return;
    }
    const { width, height } = scene.size;
    const scale = LONGEST / Math.max(width, height);
    const size = { width: Math.max(SHORTEST, width * scale), height: Math.max(SHORTEST, height * scale) };
    const split = scene.right ? divider : 0;
    if (this.#drawn?.scene !== scene || this.#drawn.opacity !== opacity || this.#drawn.divider !== split) {
      this.#draw(scene, opacity, viewport.ratio, size, shown.left + divider * (shown.right - shown.left));
      this.#drawn = { scene, opacity, divider: split };
    }
    const { style } = this.#box;
    style.left = `${shown.left * 100}%`;
    style.top = `${shown.top * 100}%`;
    style.width = `${(shown.right - shown.left) * 100}%`;
    style.height = `${(shown.bottom - shown.top) * 100}%`;
  }

  /** In one scale for both sides: a narrow image leaves room beside itself. */
  #draw(scene: Scene, opacity: number, ratio: number, size: { width: number; height: number }, divider: number): void {
    const canvas = this.#canvas;
    canvas.width = Math.round(size.width * ratio);
    canvas.height = Math.round(size.height * ratio);
    this.element.style.width = `${size.width}px`;
    this.element.style.height = `${size.height}px`;
    const scale = Math.min(canvas.width / scene.size.width, canvas.height / scene.size.height);
    const frame = {
      transform: { scale, x: 0, y: 0 },
      opacity,
      ratio,
      divider: divider * canvas.width,
      draft: false,
    };
    const context = canvas.getContext('2d')!;
    const flat = { ...scene, outlines: { label: false, prediction: false } };
    const rect = imageRect(flat, frame, canvas);
    if (rect.width > 0 && rect.height > 0) {
      drawPicture(context, flat, frame, rect);
      putOver(context, document.createElement('canvas'), raster(flat, frame, patternTiles(ratio), rect), rect);
    }
  }
}
