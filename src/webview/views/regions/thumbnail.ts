import type { Region } from '../../../core/analysis/regions.js';
import { h } from '../../dom.js';
import { css, type Rgb } from '../../viewer/colors.js';

const WIDTH = 48;
const HEIGHT = 36;
/** Around the region, in shares of its size; small ones get some pixels more. */
const MARGIN = 0.6;
const LEAST = 6;

export interface ThumbnailSource {
  picture: ImageBitmap | null;
  /** Of the label: the picture may be larger or smaller. */
  width: number;
  height: number;
}

/** The picture around a region, with its bounds; without a picture, its two classes. */
export function thumbnail(region: Region, source: ThumbnailSource, label: Rgb, prediction: Rgb): HTMLCanvasElement {
  const ratio = window.devicePixelRatio || 1;
  const canvas = h('canvas', {
    class: 'thumbnail',
    width: Math.round(WIDTH * ratio),
    height: Math.round(HEIGHT * ratio),
    'aria-hidden': 'true',
  });
  const context = canvas.getContext('2d')!;
  const { picture } = source;
  const view = viewOf(region, source);
  if (picture) {
    const [sx, sy] = [picture.width / source.width, picture.height / source.height];
    context.imageSmoothingEnabled = view.width * sx > canvas.width;
    context.drawImage(
      picture,
      ...([view.left * sx, view.top * sy, view.width * sx, view.height * sy] as const),
      ...([0, 0, canvas.width, canvas.height] as const),
    );
  } else {
    context.fillStyle = css(label);
    context.fillRect(0, 0, canvas.width / 2, canvas.height);
    context.fillStyle = css(prediction);
    context.fillRect(canvas.width / 2, 0, canvas.width / 2, canvas.height);
    return canvas;
  }
  const scale = canvas.width / view.width;
  const box = [
    (region.left - view.left) * scale,
    (region.top - view.top) * scale,
    (region.right - region.left + 1) * scale,
    (region.bottom - region.top + 1) * scale,
  ] as const;
  // Dark below light, so that it is seen on any picture.
  for (const [width, color] of [
    [3, 'rgb(0 0 0 / 0.6)'],
    [1, 'rgb(255 255 255)'],
  ] as const) {
    context.lineWidth = width * ratio;
    context.strokeStyle = color;
    context.strokeRect(...box);
  }
  return canvas;
}

/** The part of the image that is shown: the region in its middle, in the shape of the thumbnail. */
export function viewOf(
  { left, top, right, bottom }: Pick<Region, 'left' | 'top' | 'right' | 'bottom'>,
  image: { width: number; height: number },
): { left: number; top: number; width: number; height: number } {
  const grow = (length: number) => length + 2 * Math.max(LEAST, length * MARGIN);
  const wanted = Math.max(grow(right - left + 1), (grow(bottom - top + 1) * WIDTH) / HEIGHT);
  // Within the image, where it is large enough.
  const width = Math.min(wanted, Math.max(image.width, (image.height * WIDTH) / HEIGHT));
  const height = (width * HEIGHT) / WIDTH;
  const start = (middle: number, length: number, of: number) =>
    length >= of ? (of - length) / 2 : Math.min(of - length, Math.max(0, middle - length / 2));
  return {
    left: start((left + right + 1) / 2, width, image.width),
    top: start((top + bottom + 1) / 2, height, image.height),
    width,
    height,
  };
}
