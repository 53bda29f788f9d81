import { CanvasRenderer } from '../../../src/webview/viewer/canvasRenderer.js';
import { packed } from '../../../src/webview/viewer/colors.js';
import { classSet } from '../../../src/webview/viewer/focus.js';
import type { Renderer } from '../../../src/webview/viewer/renderer.js';
import { type Codes, EMPTY_SCENE, type Frame, type Paint, type Scene } from '../../../src/webview/viewer/scene.js';
import { Stage } from '../../../src/webview/viewer/stage.js';
import type { Size } from '../../../src/webview/viewer/transform.js';
import { WebglRenderer } from '../../../src/webview/viewer/webgl/webglRenderer.js';

/** Runs in a real browser: draws scenes with both renderers and tells how far apart they are. */
const IMAGE: Size = { width: 151, height: 97 };
const VIEW: Size = { width: 320, height: 240 };
const IGNORED = 0xffff;

/** A linear congruential generator: the same scene every time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function codes(next: () => number, make: (noise: number, x: number, y: number) => number): Codes {
  const { width, height } = IMAGE;
  return Uint16Array.from({ length: width * height }, (_, i) => make(next(), i % width, Math.floor(i / width)));
}

const next = random(7);
const blob = (x: number, y: number) => (Math.hypot(x - 60, y - 50) < 30 ? 2 : y > 60 ? 1 : 0);
const label = codes(next, (noise, x, y) => (x > 130 && y < 30 ? IGNORED : noise < 0.02 ? 3 : blob(x, y)));
const prediction = codes(next, (noise, x, y) => (noise < 0.05 ? 2 : blob(x - 5, y + 3)));
const loss = codes(next, noise => (noise < 0.01 ? IGNORED : noise < 0.02 ? 0xfffe : Math.floor(noise * 0xfffe)));
const mask = codes(next, (_, x, y) => (x + y > 90 ? 1 : 0));
const table = Uint32Array.from({ length: 0x10000 }, (_, code) => packed([code >>> 8, 255 - (code >>> 8), code & 255]));

const lossPaint: Paint = { kind: 'codes', codes: loss, table, hatched: true };
const predictionPaint: Paint = { kind: 'codes', codes: prediction, table, hatched: false };
const errors: Paint = { kind: 'errors' };

const base: Scene = { ...EMPTY_SCENE, size: IMAGE, label, prediction, background: 0 };
const SCENES: Record<string, Scene> = {
  nothing: base,
  errors: { ...base, left: errors },
  'errors without a background': { ...base, left: errors, background: -1 },
  'errors of isolated classes': { ...base, left: errors, focus: classSet([2, 3]) },
  loss: { ...base, left: lossPaint },
  'a split under a mask': { ...base, left: lossPaint, right: errors, mask },
  outlines: { ...base, left: predictionPaint, outlines: { label: true, prediction: true } },
};

const FRAMES: Record<string, Partial<Frame>> = {
  'zoomed in': { transform: { scale: 13.7, x: -403.0123, y: -290.0123 } },
  'at 1.25': { transform: { scale: 1.25, x: 30.9877, y: 11.9877 }, ratio: 1.25 },
  'at 1:1': { transform: { scale: 1, x: 20.9877, y: 10.9877 }, opacity: 0.4 },
  'at 2, twice as dense': { transform: { scale: 2, x: -7.0123, y: 3.9877 }, ratio: 2 },
  'at a third': { transform: { scale: 0.34, x: 90.9877, y: 80.9877 } },
};

/** A picture with fine detail, of the image's size times `scale`. */
async function picture(scale: number): Promise<ImageBitmap> {
  const canvas = new OffscreenCanvas(IMAGE.width * scale, IMAGE.height * scale);
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(canvas.width, canvas.height);
  const noise = random(3);
  for (let i = 0; i < image.data.length; i += 4) {
    image.data.set([noise() * 255, noise() * 255, (i >> 4) & 255, 255], i);
  }
  context.putImageData(image, 0, 0);
  return createImageBitmap(canvas);
}

function canvas(): HTMLCanvasElement {
  const element = document.createElement('canvas');
  element.width = VIEW.width;
  element.height = VIEW.height;
  return element;
}

/** Top row first, premultiplied alpha undone nowhere: all that is drawn is opaque or nothing. */
function pixelsOf(renderer: Pick<Renderer, 'canvas'>): Uint8ClampedArray {
  // A copy made in the same task as the drawing: WebGL forgets it afterwards.
  const copy = new OffscreenCanvas(VIEW.width, VIEW.height).getContext('2d')!;
  copy.drawImage(renderer.canvas, 0, 0);
  return copy.getImageData(0, 0, VIEW.width, VIEW.height).data;
}

interface Difference {
  /** Pixels that are drawn at all. */
  drawn: number;
  /** Share of pixels of which a channel differs by more than 4 of 255. */
  apart: number;
  /** Mean difference of a channel. */
  mean: number;
}

function difference(a: Uint8ClampedArray, b: Uint8ClampedArray): Difference {
  let drawn = 0;
  let apart = 0;
  let sum = 0;
  for (let i = 0; i < a.length; i += 4) {
    drawn += a[i + 3]! > 0 ? 1 : 0;
    let most = 0;
    for (let channel = i; channel < i + 4; channel++) {
      const distance = Math.abs(a[channel]! - b[channel]!);
      most = Math.max(most, distance);
      sum += distance;
    }
    apart += most > 4 ? 1 : 0;
  }
  return { drawn, apart: apart / (a.length / 4), mean: sum / a.length };
}

export interface Compared {
  scene: string;
  frame: string;
  /** WebGL 2 against canvas 2D, and WebGL 2 against itself in textures of 128 pixels. */
  fallback: Difference;
  tiled: Difference;
  /** Whether the picture is shown smaller than it is. */
  averaged: boolean;
}

/** @param pictureScale size of the picture over that of the image; 0: no picture */
async function compare(pictureScale: number): Promise<Compared[]> {
  const bitmap = pictureScale > 0 ? await picture(pictureScale) : null;
  const webgl = new WebglRenderer(canvas());
  const tiled = new WebglRenderer(canvas(), { mostTexels: 128 });
  const fallback = new CanvasRenderer(canvas());
  const found: Compared[] = [];
  for (const [scene, content] of Object.entries(SCENES)) {
    for (const [frame, change] of Object.entries(FRAMES)) {
      const [whole, parts, other] = [webgl, tiled, fallback].map(renderer => {
        renderer.setScene({ ...content, picture: bitmap });
        renderer.draw({ ...NO_FRAME, ...change });
        return pixelsOf(renderer);
      });
      const averaged = pictureScale > change.transform!.scale;
      found.push({ scene, frame, fallback: difference(whole!, other!), tiled: difference(whole!, parts!), averaged });
    }
  }
  return found;
}

const NO_FRAME: Frame = { transform: { scale: 1, x: 0, y: 0 }, opacity: 0.7, ratio: 1, divider: 140, draft: false };

/** Sum of all that is drawn, scene by scene: to see that they are different pictures at all. */
function sums(): number[] {
  const webgl = new WebglRenderer(canvas());
  return Object.values(SCENES).map(scene => {
    webgl.setScene(scene);
    webgl.draw({ ...NO_FRAME, ...FRAMES['at 2, twice as dense'] });
    return pixelsOf(webgl).reduce((sum, value) => sum + value, 0);
  });
}

/** What is drawn by before the graphics card is taken away, without it, and after it has come back. */
async function losesContext(): Promise<{ kinds: string[]; same: Difference[] }> {
  const changed = () => new Promise<void>(done => setTimeout(done, 50));
  const stage = new Stage('on', () => {});
  stage.resize(VIEW);
  stage.setScene(SCENES.loss!);
  const draw = () => {
    stage.draw({ ...NO_FRAME, ...FRAMES['at 2, twice as dense'] });
    return pixelsOf({ canvas: stage.element.querySelector('canvas')! });
  };
  const pictures = [draw()];
  const kinds: string[] = [stage.kind];
  const gl = stage.element.querySelector('canvas')!.getContext('webgl2')!;
  // A lost context gives no extensions any more.
  const card = gl.getExtension('WEBGL_lose_context')!;
  for (const happen of [() => card.loseContext(), () => card.restoreContext()]) {
    happen();
    await changed();
    kinds.push(stage.kind);
    pictures.push(draw());
  }
  return { kinds, same: pictures.slice(1).map(picture => difference(pictures[0]!, picture)) };
}

Object.assign(window, { compare, sums, losesContext });
