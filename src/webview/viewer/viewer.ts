import { h, onChange } from '../dom.js';
import { stem } from '../format.js';
import { codesKey } from '../layers.js';
import { className, layerTitle } from '../layerTitle.js';
import { type Bounds, pixelOf, ready, type State, sceneSources, shownLayer, splitLayer } from '../state.js';
import { strings } from '../strings.js';
import type { Context, View } from '../view.js';
import { captionsOf } from './captions.js';
import { createDivider } from './divider.js';
import { listenToPointer } from './gestures.js';
import { drawHud } from './hud.js';
import { hasPicture, makeScene } from './makeScene.js';
import { Minimap } from './minimap.js';
import { EMPTY_SCENE, type Scene } from './scene.js';
import { type GpuAcceleration, Stage } from './stage.js';
import { Viewport } from './viewport.js';

const PAN_STEP = 40;
const ZOOM_STEP = 1.25;
/** So long after the last move the picture counts as still, in ms. */
const STILL_AFTER = 120;

export interface Viewer extends View {
  zoomIn(): void;
  zoomOut(): void;
  fit(): void;
  oneToOne(): void;
  /** Moves the view by steps, at high zoom by whole pixels of the image. */
  pan(x: number, y: number): void;
  /** Called with each new scene; null while codes are missing. */
  onScene(listener: (scene: Scene | null, state: State) => void): void;
}

/** The picture and what lies over it. Redraws once a frame, however often anything changed. */
export function createViewer(context: Context, gpuAcceleration: GpuAcceleration): Viewer {
  const canvas = h('canvas', { class: 'viewer', role: 'img', tabindex: 0, 'aria-describedby': 'status viewer-keys' });
  const keys = h('span', { class: 'sr-only', id: 'viewer-keys' }, strings.viewerKeys);
  const stage = new Stage(gpuAcceleration, () => schedule());
  const viewport = new Viewport();
  const divider = createDivider(context);
  const minimap = new Minimap((x, y) => {
    viewport.centre(x * viewport.image.width, y * viewport.image.height);
    moving();
  });
  const element = h('div', { class: 'canvas-holder' }, stage.element, canvas, keys, divider.element, minimap.element);
  const listeners: ((scene: Scene | null, state: State) => void)[] = [];
  let state: State | null = null;
  /** What is on the canvas, and for which layers; the last complete one while the next is on its way. */
  let drawn: { scene: Scene; state: State } | null = null;
  let keyboard = false;
  let scheduled = false;
  let stillTimer: ReturnType<typeof setTimeout> | undefined;
  let draft = false;

  function schedule(): void {
    if (!scheduled) {
      scheduled = true;
      requestAnimationFrame(() => {
        scheduled = false;
        draw();
      });
    }
  }

  /** While the view moves, the processor draws in draft quality; once it is still, once more in full. */
  function moving(): void {
    draft = stage.kind === 'canvas2d';
    clearTimeout(stillTimer);
    stillTimer = setTimeout(() => {
      if (draft) {
        draft = false;
        schedule();
      }
    }, STILL_AFTER);
    schedule();
  }
  const moved = (change: () => void) => () => {
    change();
    moving();
    probeCentre();
  };

  function draw(): void {
    if (!state) {
      return;
    }
    const { transform, ratio, image } = viewport;
    const { opacity, swipe } = state.ui;
    stage.draw({ transform, ratio, opacity, divider: swipe.at * canvas.width, draft });
    const caption = drawn && captionsOf(drawn.scene, ['label', 'prediction'].includes(shownLayer(drawn.state)));
    const pinned = state.pinned && pixelOf(state, state.pinned);
    drawHud(canvas, { transform, ratio, image, caption, pinned, cross: keyboard });
    minimap.update(drawn?.scene ?? EMPTY_SCENE, viewport, opacity, swipe.at);
    describeDrawn(drawn?.state ?? null);
  }

  /** What is on the canvas and where, for tests: device pixel = image pixel * scale + offset. */
  function describeDrawn(of: State | null): void {
    const { scale, x, y } = viewport.transform;
    const { dataset } = canvas;
    dataset.transform = `${scale} ${x} ${y}`;
    dataset.layer = of ? shownLayer(of) : '';
    dataset.split = (of && splitLayer(of)) ?? '';
    dataset.sample = of ? String(of.ui.sample) : '';
    dataset.renderer = stage.kind;
    dataset.picture = String(drawn?.scene.picture != null);
  }

  function probeCentre(): void {
    if (keyboard) {
      context.dispatch({ type: 'probe', pixel: viewport.centrePixel() });
    }
  }

  function setKeyboard(on: boolean): void {
    if (keyboard !== on) {
      keyboard = on;
      schedule();
      probeCentre();
    }
  }

  canvas.addEventListener('focus', () => setKeyboard(canvas.matches(':focus-visible')));
  canvas.addEventListener('blur', () => {
    setKeyboard(false);
    context.dispatch({ type: 'probe', pixel: null });
  });
  listenToPointer(canvas, {
    scale: () => viewport.ratio,
    hover: point => {
      setKeyboard(false);
      context.dispatch({ type: 'probe', pixel: point && viewport.pixelAt(point.x, point.y) });
    },
    click: point => {
      const pixel = viewport.pixelAt(point.x, point.y);
      if (pixel) {
        context.dispatch({ type: 'pin', pixel });
      }
    },
    pan: (dx, dy) => {
      viewport.pan(dx, dy);
      moving();
    },
    zoom: (factor, x, y) => {
      viewport.zoom(factor, x, y);
      moving();
    },
  });

  new ResizeObserver(entries => {
    const ratio = window.devicePixelRatio || 1;
    const box = entries[0]!.devicePixelContentBoxSize?.[0];
    const width = devicePixels(box?.inlineSize, canvas.clientWidth * ratio);
    const height = devicePixels(box?.blockSize, canvas.clientHeight * ratio);
    if (width > 0 && height > 0) {
      canvas.width = width;
      canvas.height = height;
      stage.resize({ width, height });
      viewport.resize({ width, height }, ratio);
      // Setting the size has cleared the canvas: draw now, a frame later it would flicker.
      draw();
    }
  }).observe(canvas, { box: 'device-pixel-content-box' });

  const showScene = onChange((_snapshot: State['snapshot'], _picture: ImageBitmap | null, _choices: string) => {
    const current = state!;
    const scene = makeScene(current, context.layers);
    if (scene) {
      drawn = { scene, state: current };
      stage.setScene(scene);
      viewport.setImage(scene.size);
    } else if (drawn && stays(current, drawn)) {
      // A picture that was replaced is gone: what stays must not hold on to it.
      const picture = drawn.scene.picture && context.layers.picture;
      drawn = { ...drawn, scene: { ...drawn.scene, picture } };
      stage.setScene(drawn.scene);
    } else {
      const bare = withoutOverlay(current);
      drawn = null;
      stage.setScene(bare);
      viewport.setImage(bare.size);
    }
    schedule();
    for (const listener of listeners) {
      listener(scene, current);
    }
  });

  /** Whether what is drawn may stay until the next scene is complete: a choice is on its way, or a re-run. */
  function stays({ snapshot }: State, before: { scene: Scene; state: State }): boolean {
    const last = ready(before.state);
    if (!snapshot || snapshot.state === 'error' || !last) {
      return false;
    }
    if (snapshot.state === 'ready' && snapshot.inspectionId === last.inspectionId) {
      return true;
    }
    const samePair = last.pair.prediction === snapshot.pair.prediction && last.pair.label === snapshot.pair.label;
    const size = snapshot.state === 'ready' ? snapshot.layers[0] : before.scene.size;
    const { width, height } = before.scene.size;
    return samePair && size?.width === width && size.height === height;
  }

  /** What can be seen before the codes are here. */
  function withoutOverlay(current: State): Scene {
    const snapshot = ready(current);
    const source = snapshot?.layers[0] ?? snapshot?.picture;
    if (!source || !hasPicture(current)) {
      return EMPTY_SCENE;
    }
    const size = { width: source.width, height: source.height };
    return { ...EMPTY_SCENE, size, picture: context.layers.picture };
  }

  /** All that a scene is made from, as text: equal texts make equal scenes. */
  function choices(current: State): string {
    const { opacity: _, swipe, tab, sort, ...ui } = current.ui;
    const codes = sceneSources(current).map(params => [codesKey(params), current.fetched[codesKey(params)]]);
    return JSON.stringify([ui, swipe.on, shownLayer(current), splitLayer(current), current.selection, codes]);
  }

  function label(current: State): string {
    const snapshot = ready(current);
    if (!snapshot) {
      return strings.viewer;
    }
    const names = current.ui.isolated.map(id => className(snapshot.report, id));
    const only = [...names, ...(current.selection ? [current.selection.title] : [])];
    const layer = layerTitle(shownLayer(current), snapshot.report);
    return strings.viewerLabel(
      stem(snapshot.pair.prediction),
      layer,
      only.length > 0 ? strings.isolating(strings.and(only)) : '',
    );
  }
  const setLabel = onChange((text: string) => canvas.setAttribute('aria-label', text));
  const setFrame = onChange((_opacity: number, _divider: number) => moving());
  const showPinned = onChange((_pinned: State['pinned']) => schedule());
  const lookAt = onChange((bounds: Bounds | null) => {
    if (bounds) {
      viewport.lookAt(bounds);
      schedule();
    }
  });

  return {
    element,
    zoomIn: moved(() => viewport.zoom(ZOOM_STEP)),
    zoomOut: moved(() => viewport.zoom(1 / ZOOM_STEP)),
    fit: moved(() => viewport.fit()),
    oneToOne: moved(() => viewport.oneToOne()),
    pan(x, y) {
      setKeyboard(document.activeElement === canvas);
      const step = PAN_STEP * viewport.ratio;
      // At high zoom one press moves by one pixel of the image.
      const distance = Math.max(viewport.transform.scale, step - (step % viewport.transform.scale));
      moved(() => viewport.pan(-x * distance, -y * distance))();
    },
    onScene: listener => listeners.push(listener),
    update(next) {
      state = next;
      showScene(next.snapshot, context.layers.picture, choices(next));
      setLabel(label(next));
      setFrame(next.ui.opacity, next.ui.swipe.at);
      showPinned(next.pinned);
      lookAt(next.lookAt);
      divider.update(next);
    },
  };
}

/** The browser's own count is exact, but not everywhere given (nor right where a device is only emulated). */
function devicePixels(counted: number | undefined, computed: number): number {
  return counted !== undefined && Math.abs(counted - computed) <= 1 ? counted : Math.round(computed);
}
