import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InspectionError } from '../core/errors.js';
import { writeNpyFloat32 } from '../core/formats/npyWrite.js';
import { errorPicture } from '../core/inspection/errorPicture.js';
import type { Inspection } from '../core/inspection/inspect.js';

/** Writes crossEntropy.npy, focal.npy (float32, (H, W), or (N, H, W) of a batch) and errors.png; overwrites nothing. */
export function writeMaps(folder: string, { stats, label, background }: Inspection): void {
  const { samples, height, width } = label;
  const shape = samples === 1 ? [height, width] : [samples, height, width];
  const files: [name: string, bytes: Uint8Array][] = [
    ...[...stats.maps].map(([id, map]): [string, Uint8Array] => [`${id}.npy`, writeNpyFloat32(map, shape)]),
    ['errors.png', errorPicture(label.codes, stats.argmax, width, background)],
  ];
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, bytes] of files) {
      writeFileSync(join(folder, name), bytes, { flag: 'wx' });
    }
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new InspectionError(
      exists ? 'output-exists' : 'output-not-writable',
      exists
        ? `A map of that name is already in ${folder}.`
        : `The maps could not be written (${(error as Error).message}).`,
      'Give --maps another folder.',
      { cause: error },
    );
  }
}
