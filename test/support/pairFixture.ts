import { inspect } from '../../src/core/inspection/inspect.js';
import { type ClassOptions, DEFAULT_LOSS, type InspectionJob } from '../../src/core/inspection/job.js';
import { readKernels } from '../../src/node/kernels.js';
import { openFile } from '../../src/node/openFile.js';
import { saidInChinese } from './inChinese.js';
import { npyOf } from './npyFixture.js';
import { KERNEL_FOLDER } from './shared.js';

/** Inspects a pair held in memory. */
export function inspectBytes(prediction: Uint8Array, label: Uint8Array, options: Partial<InspectionJob> = {}) {
  const inspection = inspect(
    {
      prediction: { name: 'predictions/a.npy', bytes: prediction },
      label: { name: 'labels/a.npy', bytes: label },
      classes: {} satisfies ClassOptions,
      loss: DEFAULT_LOSS,
      kind: 'auto',
      layout: 'auto',
      perPixel: true,
      boundaryWidth: 2,
      layers: true,
      ...options,
    },
    {
      open: openFile,
      kernels: readKernels(KERNEL_FOLDER),
      progress: () => {},
      signal: new AbortController().signal,
    },
  );
  return saidInChinese(inspection);
}

/** Logits (C, H, W) as float64, from a function of class, row and column. */
export function logitsOf(
  classes: number,
  height: number,
  width: number,
  at: (c: number, y: number, x: number) => number,
) {
  const values: number[] = [];
  for (let c = 0; c < classes; c++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        values.push(at(c, y, x));
      }
    }
  }
  return npyOf('<f8', [classes, height, width], values);
}

export function labelOf(height: number, width: number, at: (y: number, x: number) => number): Uint8Array {
  const values = Array.from({ length: height * width }, (_, k) => at(Math.floor(k / width), k % width));
  return npyOf('<i2', [height, width], values);
}
