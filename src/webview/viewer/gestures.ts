export interface Point {
  x: number;
  y: number;
}

export interface PointerActions {
  /** Device pixels per CSS pixel. */
  scale(): number;
  /** Null when the pointer has left. All points are in device pixels of the canvas. */
  hover(point: Point | null): void;
  /** A press that did not drag. */
  click(point: Point): void;
  pan(dx: number, dy: number): void;
  zoom(factor: number, x: number, y: number): void;
}

/** A wheel turn of 100 px, the usual notch, zooms by about a quarter. */
const WHEEL_ZOOM = 0.0022;
/** A pinch on a touch pad arrives as small wheel turns with ctrl. */
const PINCH_ZOOM = 0.01;
const LINE_HEIGHT = 20;
/** Presses that move further, in CSS pixels, are drags. */
const CLICK_WITHIN = 3;

/** Wheel zooms around the pointer, dragging pans, moving hovers. */
export function listenToPointer(canvas: HTMLCanvasElement, actions: PointerActions): void {
  let dragging: Point | null = null;
  let pressed: Point | null = null;
  let last: Point | null = null;
  const point = (event: MouseEvent): Point => {
    const box = canvas.getBoundingClientRect();
    // By the real ratio of canvas to box: both are rounded on their own at fractional zoom.
    return {
      x: ((event.clientX - box.left) * canvas.width) / box.width,
      y: ((event.clientY - box.top) * canvas.height) / box.height,
    };
  };

  canvas.addEventListener('pointerdown', event => {
    if (event.button === 0 || event.button === 1) {
      dragging = point(event);
      pressed = event.button === 0 ? dragging : null;
      canvas.setPointerCapture(event.pointerId);
      canvas.classList.add('dragging');
    }
  });
  canvas.addEventListener('pointermove', event => {
    const now = point(event);
    last = now;
    if (dragging) {
      const far = CLICK_WITHIN * actions.scale();
      if (pressed && Math.hypot(now.x - pressed.x, now.y - pressed.y) > far) {
        pressed = null;
      }
      actions.pan(now.x - dragging.x, now.y - dragging.y);
      dragging = now;
    }
    actions.hover(now);
  });
  for (const end of ['pointerup', 'pointercancel'] as const) {
    canvas.addEventListener(end, event => {
      if (pressed && end === 'pointerup') {
        actions.click(point(event));
      }
      pressed = null;
      dragging = null;
      canvas.classList.remove('dragging');
    });
  }
  canvas.addEventListener('pointerleave', () => actions.hover(null));
  canvas.addEventListener(
    'wheel',
    event => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_HEIGHT : 1;
      const delta = Math.max(-200, Math.min(200, event.deltaY * unit));
      // Wheel events come in whole CSS pixels, moves in fractions: zoom around what is hovered.
      const rough = point(event);
      const near =
        last && Math.abs(last.x - rough.x) <= actions.scale() && Math.abs(last.y - rough.y) <= actions.scale();
      const { x, y } = near ? last! : rough;
      actions.zoom(Math.exp(-delta * (event.ctrlKey ? PINCH_ZOOM : WHEEL_ZOOM)), x, y);
      actions.hover({ x, y });
    },
    { passive: false },
  );
}
