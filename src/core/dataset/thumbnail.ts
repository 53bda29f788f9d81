import type { InspectionHost } from '../inspection/host.js';
import { inspect } from '../inspection/inspect.js';
import type { FileRef, InspectionJob } from '../inspection/job.js';
import { IGNORED_CODE } from '../inspection/layers.js';

/** A small picture of where a pair is wrong. */
export interface Thumbnail {
  width: number;
  height: number;
  /** 4 bytes a pixel, row by row. */
  rgba: Uint8Array<ArrayBuffer>;
}

/** A photograph in exactly this size, 3 bytes a pixel; null where it cannot be had. */
export type DecodeSmall = (file: FileRef, width: number, height: number) => Promise<Uint8Array | null>;

const [WIDTH, HEIGHT] = [192, 144];
/** What is right stands back: it is grey, and darker where the label does not count. */
const [PICTURE, BARE, IGNORED] = [0.65, 72, 0.35];

/**
 * The sample of a pair (the slice of a volume) that is most wrong: the photograph in grey where there is one, and on it what is wrong, in the colour of the
 * class that was predicted. Throws what an inspection throws.
 */
export async function makeThumbnail(job: InspectionJob, host: InspectionHost, decode: DecodeSmall): Promise<Thumbnail> {
  const one = { ...job, image: undefined, argmax: true, perPixel: false, layers: false, boundaryWidth: null };
  const { label, stats, report } = await inspect(one, host);
  const size = fitted(label.width, label.height);
  const start = worstSample(label.codes, stats.argmax, label.width * label.height);
  const photograph = job.image ? await decode(job.image, size.width, size.height) : null;
  const colors = report.classes.map(row => row.color);
  const rgba = new Uint8Array(size.width * size.height * 4);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const at = y * size.width + x;
      const sum = [0, 0, 0];
      let [wrong, ignored, pixels] = [0, 0, 0];
      for (const k of block(x, y, size, label)) {
        const [code, predicted] = [label.codes[start + k], stats.argmax[start + k]];
        pixels++;
        if (code === IGNORED_CODE) {
          ignored++;
        } else if (code !== predicted) {
          wrong++;
          const color = colors[predicted] ?? [255, 0, 255];
          color.forEach((value, channel) => {
            sum[channel] += value;
          });
        }
      }
      const grey = photograph ? PICTURE * luminance(photograph, at) : BARE;
      const ground = grey * (1 - (1 - IGNORED) * (ignored / pixels));
      for (let channel = 0; channel < 3; channel++) {
        rgba[4 * at + channel] = Math.round(ground * (1 - wrong / pixels) + sum[channel] / pixels);
      }
      rgba[4 * at + 3] = 255;
    }
  }
  return { ...size, rgba };
}

/** Where the sample with the most wrong pixels starts. */
function worstSample(codes: Uint16Array, argmax: Uint16Array, perSample: number): number {
  let [worst, most] = [0, -1];
  for (let start = 0; start < codes.length; start += perSample) {
    let wrong = 0;
    for (let k = start; k < start + perSample; k++) {
      wrong += codes[k] !== IGNORED_CODE && codes[k] !== argmax[k] ? 1 : 0;
    }
    if (wrong > most) {
      [worst, most] = [start, wrong];
    }
  }
  return worst;
}

/** Within the thumbnail's bounds, and never larger than it is. */
function fitted(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, WIDTH / width, HEIGHT / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The pixels of the label below one of the thumbnail, at most a few in each direction. */
function* block(
  x: number,
  y: number,
  size: { width: number; height: number },
  label: { width: number; height: number },
): Generator<number> {
  const [left, right] = [x, x + 1].map(one => Math.floor((one * label.width) / size.width));
  const [top, bottom] = [y, y + 1].map(one => Math.floor((one * label.height) / size.height));
  const [across, down] = [step(left, right), step(top, bottom)];
  for (let row = top; row < Math.max(bottom, top + 1); row += down) {
    for (let column = left; column < Math.max(right, left + 1); column += across) {
      yield row * label.width + column;
    }
  }
}

const SAMPLES = 8;

function step(from: number, to: number): number {
  return Math.max(1, Math.floor((to - from) / SAMPLES));
}

/** Rec. 601, from 0 to 255. */
function luminance(rgb: Uint8Array, at: number): number {
  return 0.299 * rgb[3 * at] + 0.587 * rgb[3 * at + 1] + 0.114 * rgb[3 * at + 2];
}
