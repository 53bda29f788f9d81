import type { FromDatasetReport, PairName, SmallPicture } from '../../shared/datasetReportProtocol.js';
import { h } from '../dom.js';
import type { Thumbnails } from './state.js';

/** Pictures of pairs, asked for when they come into sight and kept while the page is open. */
export function createThumbnails(send: (message: FromDatasetReport) => void): Thumbnails {
  const known = new Map<string, SmallPicture | null>();
  const pairs = new WeakMap<Element, PairName>();
  const shown = new Map<string, HTMLCanvasElement>();
  const asked = new Set<string>();
  const inSight = new IntersectionObserver(
    entries => {
      for (const { target, isIntersecting } of entries) {
        const pair = pairs.get(target);
        const key = pair && nameOf(pair);
        if (!pair || !key || known.has(key)) {
          continue;
        }
        if (isIntersecting && target.isConnected && !asked.has(key)) {
          asked.add(key);
          send({ type: 'thumbnail', pair });
        } else if (!isIntersecting && asked.delete(key)) {
          send({ type: 'forget', pair });
        }
      }
    },
    { rootMargin: '100px' },
  );
  return {
    show(pair) {
      const key = nameOf(pair);
      const canvas = h('canvas', { class: 'thumb', width: 4, height: 3, 'aria-hidden': 'true' });
      pairs.set(canvas, pair);
      const before = shown.get(key);
      if (before) {
        inSight.unobserve(before);
      }
      shown.set(key, canvas);
      inSight.observe(canvas);
      if (known.has(key)) {
        draw(canvas, known.get(key) ?? null);
      }
      return canvas;
    },
    receive(pair, picture) {
      const key = nameOf(pair);
      asked.delete(key);
      known.set(key, picture);
      const canvas = shown.get(key);
      if (canvas) {
        draw(canvas, picture);
      }
    },
    renew() {
      known.clear();
      asked.clear();
      for (const [key, canvas] of shown) {
        if (canvas.isConnected) {
          inSight.unobserve(canvas);
          inSight.observe(canvas);
        } else {
          shown.delete(key);
        }
      }
    },
  };
}

const nameOf = ({ dataset, model, prediction }: PairName) => `${dataset}\n${model}\n${prediction}`;

function draw(canvas: HTMLCanvasElement, picture: SmallPicture | null): void {
  canvas.dataset.state = picture ? 'shown' : 'none';
  if (picture) {
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas
      .getContext('2d')
      ?.putImageData(new ImageData(new Uint8ClampedArray(picture.rgba), picture.width, picture.height), 0, 0);
  }
}
