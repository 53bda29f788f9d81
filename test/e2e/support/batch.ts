import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npyOf } from '../../support/npyFixture.js';

export const BATCH = { samples: 4, classes: 3, height: 24, width: 32 } as const;
const COLORS = [
  [90, 90, 90],
  [0, 114, 178],
  [230, 159, 0],
] as const;

/** Label of a pixel: a square that moves right from sample to sample; a strip at the bottom is ignored. */
export function labelAt(sample: number, x: number, y: number): number {
  if (y >= 22) {
    return 255;
  }
  const from = 4 + 5 * sample;
  return x >= from && x < from + 8 && y >= 6 && y < 14 ? 1 : y >= 18 ? 2 : 0;
}

/** Logit of a class: the label's, less sure the later the sample, and wrong in the square of sample 2. */
export function logitAt(sample: number, id: number, x: number, y: number): number {
  const label = labelAt(sample, x, y);
  const predicted = sample === 2 && label === 1 ? 2 : label === 255 ? 0 : label;
  return id === predicted ? 4 - 0.5 * sample : 0.1 * id + 0.01 * x;
}

/** −log p at the label, in float64. */
export function crossEntropyAt(sample: number, x: number, y: number): number {
  const logits = Array.from({ length: BATCH.classes }, (_, id) => logitAt(sample, id, x, y));
  const sum = logits.reduce((total, z) => total + Math.exp(z), 0);
  return Math.log(sum) - logits[labelAt(sample, x, y)]!;
}

/** A workspace with one batch: logits (N, C, H, W) and labels (N, H, W). */
export async function writeBatch(folder: string): Promise<void> {
  const { samples, classes, height, width } = BATCH;
  const logits: number[] = [];
  const labels: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    for (let id = 0; id < classes; id++) {
      for (let at = 0; at < height * width; at++) {
        logits.push(logitAt(sample, id, at % width, Math.floor(at / width)));
      }
    }
    for (let at = 0; at < height * width; at++) {
      labels.push(labelAt(sample, at % width, Math.floor(at / width)));
    }
  }
  await mkdir(join(folder, 'predictions'), { recursive: true });
  await mkdir(join(folder, 'labels'), { recursive: true });
  await writeFile(join(folder, 'predictions', 'batch.npy'), npyOf('<f4', [samples, classes, height, width], logits));
  await writeFile(join(folder, 'labels', 'batch.npy'), npyOf('|u1', [samples, height, width], labels));
  const spec = { names: ['ground', 'square', 'strip'], palette: COLORS, ignore_index: 255 };
  await writeFile(join(folder, 'classes.json'), JSON.stringify(spec));
}

export const colorOf = (id: number): readonly number[] => COLORS[id]!;
