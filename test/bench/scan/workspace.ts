import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { writeNpyFloat32 } from '../../../src/core/formats/npyWrite.js';

export const CLASSES = 19;
const SIZE = 512;
/** Different files; the others are the same bytes by another name. */
const DISTINCT_MASKS = 48;
const DISTINCT_LOGITS = 8;

/** `pairs` predicted masks with labels as `folder`/predictions and `folder`/labels, PNG of 512x512. */
export function makeMasks(folder: string, pairs: number): string {
  const [predictions, labels] = foldersIn(folder);
  repeat(predictions, '.png', pairs, DISTINCT_MASKS, k => png(predictedIds(k)));
  repeat(labels, '.png', pairs, DISTINCT_MASKS, k => png(labelIds(k)));
  return folder;
}

/** The same with logits, .npy of 19x512x512 float32. */
export function makeLogits(folder: string, pairs: number): string {
  const [predictions, labels] = foldersIn(folder);
  repeat(predictions, '.npy', pairs, DISTINCT_LOGITS, k => writeNpyFloat32(logitsOf(k), [CLASSES, SIZE, SIZE]));
  repeat(labels, '.png', pairs, DISTINCT_LOGITS, k => png(labelIds(k)));
  return folder;
}

function foldersIn(folder: string): string[] {
  return ['predictions', 'labels'].map(name => {
    mkdirSync(join(folder, name), { recursive: true });
    return join(folder, name);
  });
}

/** `count` files of which `distinct` are written, and linked again by the other names. */
function repeat(
  folder: string,
  ending: string,
  count: number,
  distinct: number,
  make: (k: number) => Uint8Array,
): void {
  const path = (k: number) => join(folder, `${String(k).padStart(5, '0')}${ending}`);
  for (let k = 0; k < count; k++) {
    if (k < distinct) {
      writeFileSync(path(k), make(k));
    } else {
      linkSync(path(k % distinct), path(k));
    }
  }
}

function png(ids: Uint8Array): Uint8Array {
  return encode({ width: SIZE, height: SIZE, data: ids, channels: 1, depth: 8 });
}

/** Regions with wavy edges, and a few ignored pixels. */
function labelIds(k: number): Uint8Array {
  const ids = new Uint8Array(SIZE * SIZE);
  for (let y = 0, at = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++, at++) {
      ids[at] = (x * 7 + y * 3) % 61 === 0 ? 255 : region(x, y, k);
    }
  }
  return ids;
}

/** The same regions a little aside, some of them as another class. */
function predictedIds(k: number): Uint8Array {
  const ids = new Uint8Array(SIZE * SIZE);
  for (let y = 0, at = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++, at++) {
      const id = region(x + 2, y + 1, k);
      ids[at] = ((x >> 6) + (y >> 6) * 3 + k) % 11 === 0 ? (id + 1) % CLASSES : id;
    }
  }
  return ids;
}

function region(x: number, y: number, k: number): number {
  const column = Math.floor((x + 9 * Math.sin((y + k) / 17)) / 48);
  const row = Math.floor((y + 9 * Math.cos((x + 3 * k) / 23)) / 40);
  return (((column * 5 + row * 7 + k) % CLASSES) + CLASSES) % CLASSES;
}

/** Seeded noise with the predicted class on top. */
function logitsOf(k: number): Float32Array {
  const pixels = SIZE * SIZE;
  const logits = new Float32Array(CLASSES * pixels);
  let state = k + 1;
  for (let at = 0; at < logits.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    logits[at] = (state / 2 ** 32) * 4;
  }
  predictedIds(k).forEach((id, at) => {
    logits[id * pixels + at] += 5;
  });
  return logits;
}
