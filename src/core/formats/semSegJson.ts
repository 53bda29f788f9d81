import { InspectionError } from '../errors.js';
import type { ArrayEntry, ArrayFile, ArrayFormat } from './arrayFile.js';
import type { ByteSource } from './byteSource.js';
import { fillRuns, runsOfText } from './cocoRle.js';
import { checkExpansion } from './inflate.js';
import { JsonScanner } from './jsonScanner.js';
import { memoryArray, type NdArray } from './ndarray.js';

/** detectron2's sem_seg_predictions.json (evaluation/sem_seg_evaluation.py). */
export const SEM_SEG_JSON: ArrayFormat = {
  id: 'semSegJson',
  title: 'detectron2 JSON',
  extensions: ['json'],
  recognises: head => /^\s*\[\s*\{/.test(latin1(head)) && /"(file_name|segmentation|counts)"/.test(latin1(head)),
  open: openSemSegJson,
};

/** Pixels of no category are ignored; 65535 where a category has the usual number. */
const UNSET = 255;
const UNSET_OTHERWISE = 65535;

/** The mask of one category in one picture; where its run lengths lie, they are read later. */
interface Part {
  category: number;
  at: number;
}

interface Picture extends ArrayEntry {
  parts: Part[];
}

/**
 * Opens a list of {file_name, category_id, segmentation: {size, counts}}: one (H, W) mask of category ids for each file
 * name, 255 where no category is (65535 where 255 is one). Throws rle-damaged.
 */
export function openSemSegJson(source: ByteSource): ArrayFile {
  const bytes = source.read(0, source.size);
  const pictures = new Map<string, Picture>();
  attempt(source.name, () => {
    const scanner = new JsonScanner(bytes);
    scanner.array(() => {
      const { name, height, width, part } = readRecord(scanner);
      const known = pictures.get(name);
      if (known && (known.shape[0] !== height || known.shape[1] !== width)) {
        throw new RangeError(`the masks of ${name} differ in size`);
      }
      if (known) {
        known.parts.push(part);
      } else {
        pictures.set(name, { name, shape: [height, width], dtype: 'uint16', parts: [part] });
      }
    });
    if (scanner.peek() !== '') {
      throw new SyntaxError(`something follows the list at byte ${scanner.at}`);
    }
  });
  return {
    format: SEM_SEG_JSON.id,
    entries: [...pictures.values()],
    read: entry => readMask(entry as Picture, bytes, source),
  };
}

function readRecord(scanner: JsonScanner): { name: string; height: number; width: number; part: Part } {
  let name: string | undefined;
  let category = Number.NaN;
  let at = -1;
  const size: number[] = [];
  scanner.object(key => {
    if (key === 'file_name' && scanner.peek() === '"') {
      name = scanner.string();
    } else if (key === 'image_id' && name === undefined) {
      name = scanner.peek() === '"' ? scanner.string() : String(scanner.number());
    } else if (key === 'category_id') {
      category = scanner.number();
    } else if (key === 'segmentation' && scanner.peek() === '{') {
      scanner.object(inner => {
        if (inner === 'size') {
          size.length = 0;
          scanner.array(() => {
            if (size.push(scanner.number()) > 2) {
              throw new RangeError('a size has more than two numbers');
            }
          });
        } else {
          at = inner === 'counts' ? scanner.at : at;
          scanner.skip();
        }
      });
    } else {
      scanner.skip();
    }
  });
  const [height, width] = size;
  const whole = [height, width].every(length => Number.isInteger(length) && length > 0);
  if (name === undefined || !whole || at < 0 || !(Number.isInteger(category) && category >= 0 && category < 65535)) {
    throw new SyntaxError(
      `the entry before byte ${scanner.at} lacks file_name, category_id, or a segmentation with size`,
    );
  }
  return { name, height, width, part: { category, at } };
}

function readMask({ name, shape, dtype, parts }: Picture, bytes: Uint8Array, source: ByteSource): NdArray {
  const [height, width] = shape;
  const pixels = height * width;
  checkExpansion(source.name, source.size, 2 * pixels, 'Save the mask of each picture as PNG.');
  const unset = parts.some(({ category }) => category === UNSET) ? UNSET_OTHERWISE : UNSET;
  const mask = new Uint16Array(pixels).fill(unset);
  attempt(source.name, () => {
    let filled = 0;
    for (const { category, at } of parts) {
      filled += fillRuns(mask, runsAt(bytes, at), category);
      // Each pixel has one category; masks that overlap would also take as long as someone likes.
      if (filled > pixels) {
        throw new RangeError(`the masks of ${name} overlap`);
      }
    }
  });
  // Columns lie one after the other.
  return memoryArray({ shape, strides: [1, height], dtype, axes: ['y', 'x'] }, mask);
}

/** Compressed run lengths are a string, others a list. */
function runsAt(bytes: Uint8Array, at: number): number[] {
  const scanner = new JsonScanner(bytes);
  scanner.at = at;
  if (scanner.peek() === '"') {
    return runsOfText(scanner.string());
  }
  const runs: number[] = [];
  scanner.array(() => runs.push(scanner.number()));
  return runs;
}

function attempt(name: string, read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) {
      throw error;
    }
    throw new InspectionError(
      'rle-damaged',
      `${name} is not a readable list of detectron2's masks: ${error.message}.`,
      'Use the sem_seg_predictions.json that detectron2 writes, or save masks as PNG.',
      { cause: error },
    );
  }
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
