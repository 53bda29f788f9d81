import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encode } from 'fast-png';
import { npyOf } from '../../support/npyFixture.js';

export const SIZE = { height: 48, width: 64 } as const;

/** Blocks of the first `classes` classes, none of which is void. */
export function blockAt(x: number, y: number, classes: number): number {
  return (Math.floor(x / 16) + Math.floor(y / 12)) % classes;
}

export async function writeInto(folder: string, path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
}

/** A label of blocks; `stored` gives the value, or the colour, of a class. */
export function labelPng(classes: number, stored: (id: number) => number | readonly number[], depth: 8 | 16 = 8) {
  const { height, width } = SIZE;
  const samples: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      samples.push(...[stored(blockAt(x, y, classes))].flat());
    }
  }
  const data = depth === 16 ? Uint16Array.from(samples) : Uint8Array.from(samples);
  return encode({ width, height, data, depth, channels: samples.length / (width * height) });
}

/** Logits of `channels` classes that mostly find the blocks; `channelOf` a block's class is its channel. */
export function blockLogits(channels: number, classes: number, channelOf = (id: number) => id): Uint8Array {
  const { height, width } = SIZE;
  const values: number[] = [];
  for (let id = 0; id < channels; id++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        values.push(2 * Math.sin(0.3 * x + 0.2 * y + 1.7 * id) + (channelOf(blockAt(x, y, classes)) === id ? 2.5 : 0));
      }
    }
  }
  return npyOf('<f4', [channels, height, width], values);
}
