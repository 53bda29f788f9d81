import { InspectionError } from '../../errors.js';
import type { ByteSource } from '../byteSource.js';

/** Bytes of one value by TIFF field type (TIFF 6.0, section 2; 16 to 18 are BigTIFF's). */
const TYPE_BYTES: ReadonlyMap<number, number> = new Map([
  [1, 1],
  [2, 1],
  [3, 2],
  [4, 4],
  [6, 1],
  [7, 1],
  [8, 2],
  [9, 4],
  [13, 4],
  [16, 8],
  [17, 8],
  [18, 8],
]);

interface Field {
  type: number;
  count: number;
  /** Byte of the file at which the values start. */
  at: number;
}

/** One image file directory: the fields of one page, their values read when asked for. */
export interface Directory {
  /** The whole numbers of a field, at most `limit` of them; undefined where it is missing or of another type. */
  numbers(tag: number, limit: number): number[] | undefined;
  /** The text of a field. */
  text(tag: number): string;
}

/** A TIFF file's directories in order. */
export interface TiffFile {
  bigEndian: boolean;
  directories: Directory[];
}

/** Text longer than this is cut: descriptions are only looked at for a few words. */
const MAX_TEXT = 4096;

/** Counts the values read: pages may share their fields, which makes a small file take long. */
class Budget {
  constructor(
    private readonly name: string,
    private left: number,
  ) {}

  spend(values: number): void {
    this.left -= values;
    if (this.left < 0) {
      throw tiffDamaged(this.name, 'its pages share far more fields than it has');
    }
  }
}

/**
 * Reads the chain of directories of a TIFF or BigTIFF file. Directories that come round again or lie over one another
 * are refused, so that the work stays in proportion to the file.
 */
export function readDirectories(source: ByteSource): TiffFile {
  const head = source.read(0, 16);
  const bigEndian = head[0] === 0x4d;
  const view = viewOf(head);
  const little = !bigEndian;
  const version = head.length >= 8 ? view.getUint16(2, little) : 0;
  if (version !== 42 && version !== 43) {
    throw tiffDamaged(source.name, 'it ends within its header');
  }
  const big = version === 43;
  if (big && head.length < 16) {
    throw tiffDamaged(source.name, 'it ends within its header');
  }
  let next = big ? Number(view.getBigUint64(8, little)) : view.getUint32(4, little);
  const directories: Directory[] = [];
  const seen = new Set<number>();
  const budget = new Budget(source.name, 8 * source.size + 2 ** 20);
  let bytes = 0;
  while (next !== 0) {
    if (seen.has(next)) {
      throw tiffDamaged(source.name, 'its list of pages runs in a circle');
    }
    seen.add(next);
    const found = readDirectory(source, next, little, big);
    bytes += found.bytes;
    if (bytes > source.size) {
      throw tiffDamaged(source.name, 'its pages lie over one another');
    }
    directories.push(directoryOf(source, found.fields, little, budget));
    next = found.next;
  }
  if (directories.length === 0) {
    throw tiffDamaged(source.name, 'it has no page');
  }
  return { bigEndian, directories };
}

function readDirectory(source: ByteSource, at: number, little: boolean, big: boolean) {
  const [countBytes, entryBytes, nextBytes] = big ? [8, 20, 8] : [2, 12, 4];
  const ends = () => tiffDamaged(source.name, 'it ends within a list of fields');
  const counter = source.read(at, countBytes);
  if (counter.length < countBytes) {
    throw ends();
  }
  const count = big ? Number(viewOf(counter).getBigUint64(0, little)) : viewOf(counter).getUint16(0, little);
  const start = at + countBytes;
  const bytes = count * entryBytes;
  if (!(start + bytes <= source.size)) {
    throw ends();
  }
  const view = viewOf(source.read(start, bytes + nextBytes));
  const fields = new Map<number, Field>();
  for (let k = 0; k < count; k++) {
    const entry = k * entryBytes;
    const type = view.getUint16(entry + 2, little);
    const values = big ? Number(view.getBigUint64(entry + 4, little)) : view.getUint32(entry + 4, little);
    const inline = entry + (big ? 12 : 8);
    const fits = values * (TYPE_BYTES.get(type) ?? Number.POSITIVE_INFINITY) <= (big ? 8 : 4);
    const pointer = big ? Number(view.getBigUint64(inline, little)) : view.getUint32(inline, little);
    fields.set(view.getUint16(entry, little), { type, count: values, at: fits ? start + inline : pointer });
  }
  // Some writers leave out the end of the chain.
  const last = view.byteLength < bytes + nextBytes;
  const next = last ? 0 : big ? Number(view.getBigUint64(bytes, little)) : view.getUint32(bytes, little);
  return { fields, next, bytes: bytes + countBytes };
}

function directoryOf(source: ByteSource, fields: Map<number, Field>, little: boolean, budget: Budget): Directory {
  return {
    numbers(tag, limit) {
      const field = fields.get(tag);
      const bytes = field && TYPE_BYTES.get(field.type);
      if (!field || !bytes || field.type === 2 || field.count === 0) {
        return undefined;
      }
      const count = Math.min(field.count, limit);
      budget.spend(count);
      const raw = source.read(field.at, count * bytes);
      if (raw.length < count * bytes) {
        throw tiffDamaged(source.name, `field ${tag} lies beyond its end`);
      }
      const view = viewOf(raw);
      return Array.from({ length: count }, (_, k) => numberAt(view, k * bytes, field.type, little));
    },
    text(tag) {
      const field = fields.get(tag);
      if (field?.type !== 2) {
        return '';
      }
      const count = Math.min(field.count, MAX_TEXT);
      budget.spend(count);
      return new TextDecoder('latin1').decode(source.read(field.at, count));
    },
  };
}

function numberAt(view: DataView, at: number, type: number, little: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, little);
    case 4:
    case 13:
      return view.getUint32(at, little);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, little);
    case 9:
      return view.getInt32(at, little);
    case 16:
    case 18:
      return Number(view.getBigUint64(at, little));
    case 17:
      return Number(view.getBigInt64(at, little));
    default:
      return view.getUint8(at);
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function tiffDamaged(name: string, what: string, cause?: unknown): InspectionError {
  return new InspectionError(
    'tiff-damaged',
    `${name} is a damaged TIFF: ${what}.`,
    'The file is cut off or still being written: wait for it or save it again.',
    { cause },
  );
}
