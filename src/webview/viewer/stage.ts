import { h } from '../dom.js';
import { CanvasRenderer } from './canvasRenderer.js';
import type { Renderer } from './renderer.js';
import { EMPTY_SCENE, type Frame, type Scene } from './scene.js';
import type { Size } from './transform.js';
import { WebglRenderer } from './webgl/webglRenderer.js';

/** `auto`: WebGL 2 unless software stands in for the graphics card, which is slower than our own. */
export type GpuAcceleration = 'auto' | 'on' | 'off';

/**
 * The canvas that picture and overlay are drawn on, by WebGL 2 where there is one. When the graphics card is taken away
 * (a driver restarts, a laptop wakes up), canvas 2D takes over at once, and hands back when the card returns.
 */
export class Stage {
  readonly element = h('div', { class: 'stage', 'aria-hidden': 'true' });
  #renderer: Renderer;
  #scene: Scene = EMPTY_SCENE;
  #size: Size = { width: 1, height: 1 };

  /** @param redraw asks for a new frame after the renderer has changed */
  constructor(
    gpuAcceleration: GpuAcceleration,
    readonly redraw: () => void,
  ) {
    const fallback = new CanvasRenderer(newCanvas());
    this.#renderer =
      gpuAcceleration === 'off' ? fallback : this.#start(fallback, newCanvas(), gpuAcceleration === 'on');
    this.element.append(this.#renderer.canvas);
  }

  get kind(): Renderer['kind'] {
    return this.#renderer.kind;
  }

  resize(size: Size): void {
    this.#size = size;
    const { canvas } = this.#renderer;
    canvas.width = size.width;
    canvas.height = size.height;
  }

  setScene(scene: Scene): void {
    this.#scene = scene;
    this.#renderer.setScene(scene);
  }

  draw(frame: Frame): void {
    this.#renderer.draw(frame);
  }

  #start(fallback: Renderer, canvas: HTMLCanvasElement, software: boolean): Renderer {
    let webgl: Renderer;
    try {
      webgl = new WebglRenderer(canvas, { software });
    } catch (error) {
      console.info(`Drawing without WebGL 2: ${(error as Error).message}`);
      return fallback;
    }
    canvas.addEventListener('webglcontextlost', event => {
      // Else it would never be restored.
      event.preventDefault();
      this.#use(fallback);
    });
    canvas.addEventListener('webglcontextrestored', () => this.#use(new WebglRenderer(canvas, { software })));
    return webgl;
  }

  #use(renderer: Renderer): void {
    this.#renderer = renderer;
    this.element.replaceChildren(renderer.canvas);
    this.resize(this.#size);
    renderer.setScene(this.#scene);
    this.redraw();
  }
}

function newCanvas(): HTMLCanvasElement {
  return h('canvas', { class: 'picture' });
}
