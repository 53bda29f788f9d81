import { IGNORED_CODE } from '../../core/inspection/layers.js';
import { h, onChange } from '../dom.js';
import { stem } from '../format.js';
import { overlaySources, ready, type State, shownLayer, type ViewLayer } from '../state.js';
import { strings } from '../strings.js';
import type { Context, View } from '../view.js';
import type { ZoomActions } from '../views/toolbar.js';
import { listenToPointer } from './gestures.js';
import { drawHud, type HudFrame } from './hud.js';
import { makeScene } from './makeScene.js';
import { EMPTY_SCENE, type Scene } from './scene.js';
import { Stage } from './stage.js';
import { Viewport } from './viewport.js';

const PAN_STEP = 40;
const ZOOM_STEP = 1.25;

export interface Viewer extends View, ZoomActions {
  onScene(listener: (scene: Scene | null, state: State) => void): void;
}

/** The picture and what lies over it. Redraws once a frame, however often anything changed. */
export function createViewer(context: Context): Viewer {
  const canvas = h('canvas', { class: 'viewer', role: 'img', tabindex: 0, 'aria-describedby': 'status viewer-keys' });
  const keys = h('span', { class: 'sr-only', id: 'viewer-keys' }, strings.viewerKeys);
  const stage = new Stage(() => schedule());
  const element = h('div', { class: 'canvas-holder' }, stage.element, canvas, keys);
  const viewport = new Viewport();
  const listeners: ((scene: Scene | null, state: State) => void)[] = [];
  let state: State | null = null;
  let scene: Scene | null = null;
  let keyboard = false;
  let scheduled = false;

  const schedule = () => {
    if (!scheduled) {
      scheduled = true;
      requestAnimationFrame(() => {
        scheduled = false;
        draw();
      });
    }
  };
  const moved = (change: () => void) => () => {
    change();
    schedule();
    probeCentre();
  };
  const actions: ZoomActions = {
    zoomIn: moved(() => viewport.zoom(ZOOM_STEP)),
    zoomOut: moved(() => viewport.zoom(1 / ZOOM_STEP)),
    fit: moved(() => viewport.fit()),
    oneToOne: moved(() => viewport.oneToOne()),
  };

  function draw(): void {
    if (!state) {
      return;
    }
    const { transform, ratio, image } = viewport;
    stage.draw({ transform, ratio, opacity: state.ui.opacity, divider: 0, draft: false });
    drawHud(canvas, { transform, ratio, image, caption: captions(shownLayer(state)), cross: keyboard });
    const { scale, x, y } = transform;
    // What is on the canvas and where, for tests: device pixel = image pixel * scale + offset.
    canvas.dataset.transform = `${scale} ${x} ${y}`;
    canvas.dataset.layer = scene ? shownLayer(state) : '';
    canvas.dataset.renderer = stage.kind;
    canvas.dataset.picture = String(context.layers.picture !== null);
  }

  /** Class ids inside large pixels; label → prediction for errors. */
  function captions(layer: ViewLayer): HudFrame['caption'] {
    const { layers } = context;
    const id = (which: 'label' | 'prediction', x: number, y: number) => {
      const code = layers.code(which, x, y);
      return code === undefined || code === IGNORED_CODE ? strings.none : String(code);
    };
    switch (layer) {
      case 'errors':
        return (x, y) => {
          const [label, prediction] = [id('label', x, y), id('prediction', x, y)];
          return label === prediction ? label : `${label}→${prediction}`;
        };
      case 'label':
      case 'prediction':
        return (x, y) => id(layer, x, y);
      default:
        return null;
    }
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
  canvas.addEventListener('keydown', event => {
    const step = PAN_STEP * viewport.ratio * (event.shiftKey ? 4 : 1);
    // At high zoom one press moves by one pixel of the image.
    const distance = Math.max(viewport.transform.scale, step - (step % viewport.transform.scale));
    const [dx, dy] = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [
      0, 0,
    ];
    if ((dx === 0 && dy === 0) || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    event.preventDefault();
    setKeyboard(true);
    moved(() => viewport.pan(dx! * distance, dy! * distance))();
  });
  listenToPointer(canvas, {
    scale: () => viewport.ratio,
    hover: point => {
      setKeyboard(false);
      context.dispatch({ type: 'probe', pixel: point && viewport.pixelAt(point.x, point.y) });
    },
    pan: (dx, dy) => {
      viewport.pan(dx, dy);
      schedule();
    },
    zoom: (factor, x, y) => {
      viewport.zoom(factor, x, y);
      schedule();
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

  const showScene = onChange((_snapshot: State['snapshot'], ..._sources: unknown[]) => {
    const current = state!;
    scene = makeScene(current, context.layers);
    const shown = scene ?? withoutOverlay(current);
    if (shown) {
      stage.setScene(shown);
      viewport.setImage(shown.size);
    }
    schedule();
    for (const listener of listeners) {
      listener(scene, current);
    }
  });

  /** What can be seen before the codes are here, or while a re-run goes on; null: what is there stays. */
  function withoutOverlay({ snapshot }: State): Scene | null {
    const { layers } = context;
    if (snapshot?.state === 'ready') {
      const source = snapshot.layers[0] ?? snapshot.picture;
      const size = source ? { width: source.width, height: source.height } : EMPTY_SCENE.size;
      return { ...EMPTY_SCENE, size, picture: layers.picture };
    }
    return layers.hasPictureOf(snapshot?.pair.image ?? null) ? null : EMPTY_SCENE;
  }

  function label(current: State): string {
    const snapshot = ready(current);
    if (!snapshot) {
      return strings.viewer;
    }
    const row = snapshot.report.classes.find(({ id }) => id === current.ui.isolated);
    const layer = strings.layers[shownLayer(current)];
    return strings.viewerLabel(stem(snapshot.pair.prediction), layer, row ? strings.isolating(row.name) : '');
  }
  const setLabel = onChange((text: string) => canvas.setAttribute('aria-label', text));
  const setOpacity = onChange((_opacity: number) => schedule());

  return {
    element,
    ...actions,
    onScene: listener => listeners.push(listener),
    update(next) {
      state = next;
      const codes = (['label', 'prediction', 'crossEntropy', 'focal'] as const).map(id =>
        overlaySources(next).includes(id) ? context.layers.codes(id) : undefined,
      );
      showScene(next.snapshot, context.layers.picture, shownLayer(next), next.ui.isolated, ...codes);
      setLabel(label(next));
      setOpacity(next.ui.opacity);
    },
  };
}

/** The browser's own count is exact, but not everywhere given (nor right where a device is only emulated). */
function devicePixels(counted: number | undefined, computed: number): number {
  return counted !== undefined && Math.abs(counted - computed) <= 1 ? counted : Math.round(computed);
}
