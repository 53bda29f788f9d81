import type { Pixel } from '../state.js';

export interface Size {
  width: number;
  height: number;
}

/** Where the image lies on the canvas, in device pixels: screen = image * scale + offset. */
export interface Transform {
  scale: number;
  x: number;
  y: number;
}

/** Largest magnification, in device pixels per image pixel. */
export const MAX_SCALE = 96;

/** The whole image, centred, never magnified by a fraction above 1:1 so that pixels stay equally large. */
export function fitted(image: Size, view: Size, margin = 0): Transform {
  const scale = Math.min(
    Math.max(1, view.width - 2 * margin) / image.width,
    Math.max(1, view.height - 2 * margin) / image.height,
    MAX_SCALE,
  );
  return centred(image, view, scale);
}

/**
 * For drawing: whole device pixels, so that image and screen pixels line up, less a hair: at scales like 1.25 the
 * middle of a screen pixel would else lie exactly between two image pixels, and canvas and pixelAt() would choose
 * differently.
 */
export function snapped({ scale, x, y }: Transform): Transform {
  return { scale, x: Math.round(x) - 0.0123, y: Math.round(y) - 0.0123 };
}

export function centred(image: Size, view: Size, scale: number): Transform {
  return {
    scale,
    x: (view.width - image.width * scale) / 2,
    y: (view.height - image.height * scale) / 2,
  };
}

/** Scales by `factor` so that the image point under (cx, cy) stays there. */
export function zoomAt(transform: Transform, factor: number, cx: number, cy: number, minScale: number): Transform {
  const scale = Math.min(MAX_SCALE, Math.max(minScale, transform.scale * factor));
  const ratio = scale / transform.scale;
  return { scale, x: cx - (cx - transform.x) * ratio, y: cy - (cy - transform.y) * ratio };
}

export function pan(transform: Transform, dx: number, dy: number): Transform {
  return { scale: transform.scale, x: transform.x + dx, y: transform.y + dy };
}

/** Keeps the image reachable: its centre half can always be brought back, it never leaves the view altogether. */
export function keepVisible(transform: Transform, image: Size, view: Size): Transform {
  const clamp = (offset: number, length: number, room: number) => {
    const keep = Math.min(length, room) / 2;
    return Math.min(room - keep, Math.max(keep - length, offset));
  };
  return {
    scale: transform.scale,
    x: clamp(transform.x, image.width * transform.scale, view.width),
    y: clamp(transform.y, image.height * transform.scale, view.height),
  };
}

/** The image pixel drawn at a device pixel, or null outside: what is hovered is what is counted. */
export function pixelAt(transform: Transform, image: Size, px: number, py: number): Pixel | null {
  const x = Math.floor((px - transform.x) / transform.scale);
  const y = Math.floor((py - transform.y) / transform.scale);
  return x >= 0 && y >= 0 && x < image.width && y < image.height ? { x, y } : null;
}

/**
 * First and last (exclusive) device pixel whose middle lies on image pixels `from`..`to`, within 0..`room`: the same
 * device pixels for which pixelAt() finds one of them.
 */
export function deviceSpan(offset: number, scale: number, from: number, to: number, room: number): [number, number] {
  const edge = (at: number) => Math.min(room, Math.max(0, Math.ceil(offset + at * scale - 0.5)));
  const first = edge(from);
  return [first, Math.max(first, edge(to))];
}
