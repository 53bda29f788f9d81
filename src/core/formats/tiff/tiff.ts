import type { ArrayEntry, ArrayFile, ArrayFormat } from '../arrayFile.js';
import type { ByteSource } from '../byteSource.js';
import { arrayInFile, ELEMENT_BYTES } from '../elements.js';
import type { ArrayHead, NdArray } from '../ndarray.js';
import { arrayInPieces } from '../pieces.js';
import { startsWith } from '../signature.js';
import { readDirectories, tiffDamaged } from './directory.js';
import { type ImageJPages, imageJPages } from './imageJ.js';
import { isSecondary, readPage, type TiffPage } from './page.js';
import { type PieceRows, piecesOf } from './pieces.js';

const DESCRIPTION = 270;

const MAGICS = [
  [0x49, 0x49, 42, 0],
  [0x4d, 0x4d, 0, 42],
  [0x49, 0x49, 43, 0],
  [0x4d, 0x4d, 0, 43],
].map(startsWith);

export const TIFF: ArrayFormat = {
  id: 'tiff',
  title: 'TIFF',
  extensions: ['tif', 'tiff'],
  recognises: head => MAGICS.some(matches => matches(head)),
  open: openTiff,
};

/** Pages of the same size and type, which are one array. */
interface Stack extends ArrayEntry {
  pages: TiffPage[];
}

/**
 * Opens a TIFF or BigTIFF file. Pages of one size and type are one array; overviews and masks of other pages are left
 * out. A page is (y, x), or (channel, y, x) where it has several bands, stored apart or together; pages stack up before
 * that as 'page', or as ImageJ's channels, slices and frames. Integer RGB and RGBA pages are colours, (y, x, 3 or 4).
 */
export function openTiff(source: ByteSource): ArrayFile {
  const { bigEndian, directories } = readDirectories(source);
  const primary = directories.filter(directory => !isSecondary(directory));
  const pages = (primary.length > 0 ? primary : directories).map(directory => readPage(directory, source.name));
  return {
    format: 'tiff',
    entries: stacksOf(pages),
    read: entry => readStack(entry as Stack, source, bigEndian),
  };
}

function stacksOf(pages: TiffPage[]): Stack[] {
  const stacks: { key: string; first: number; pages: TiffPage[] }[] = [];
  pages.forEach((page, k) => {
    const { width, height, samples, dtype, planar, colour, bits } = page;
    const key = JSON.stringify([width, height, samples, dtype, planar, colour, bits]);
    const last = stacks.at(-1);
    if (last?.key === key) {
      last.pages.push(page);
    } else {
      stacks.push({ key, first: k + 1, pages: [page] });
    }
  });
  return stacks.map(({ first, pages: stacked }) => {
    const end = first + stacked.length - 1;
    const name = stacks.length === 1 ? '' : first === end ? `page ${first}` : `pages ${first}-${end}`;
    const { shape, dtype } = headOf(stacked[0], stacked.length, stacks.length === 1 ? imageJOf(stacked) : undefined);
    return { name, shape, dtype, pages: stacked };
  });
}

function imageJOf(pages: TiffPage[]): ImageJPages | undefined {
  const found = imageJPages(pages[0].directory.text(DESCRIPTION));
  const fits = found && found.channels * found.slices * found.frames === found.images;
  // Stacks above 4 GB have one directory for all their pages.
  return fits && (found.images === pages.length || pages.length === 1) ? found : undefined;
}

/** The logical array of `count` pages like this one. */
function headOf(page: TiffPage, count: number, imageJ: ImageJPages | undefined): ArrayHead {
  const { width, height, samples, planar, dtype, colour, palette } = page;
  const step = width * height * samples;
  const [perPixel, plane] = planar ? [1, width * height] : [samples, 1];
  const outer = imageJ
    ? [
        { name: 'time', length: imageJ.frames, step: step * imageJ.channels * imageJ.slices },
        { name: 'channel', length: imageJ.channels, step },
        { name: 'z', length: imageJ.slices, step: step * imageJ.channels },
      ]
    : [{ name: 'page', length: count, step }];
  const band = { name: imageJ && samples > 1 ? 'band' : 'channel', length: samples, step: plane };
  const axes = [
    ...outer,
    ...(colour ? [] : [band]),
    { name: 'y', length: height, step: width * perPixel },
    { name: 'x', length: width, step: perPixel },
    ...(colour ? [band] : []),
  ].filter(({ name, length }) => length > 1 || name === 'y' || name === 'x');
  return {
    shape: axes.map(({ length }) => length),
    strides: axes.map(axis => axis.step),
    dtype,
    axes: axes.map(({ name }) => name),
    ...(colour && { colour }),
    ...(palette && { palette }),
  };
}

function readStack({ pages, name: entry }: Stack, source: ByteSource, bigEndian: boolean): NdArray {
  const [page] = pages;
  const imageJ = entry === '' ? imageJOf(pages) : undefined;
  const head = headOf(page, pages.length, imageJ);
  const rows = pages.map(each => piecesOf(each, source, bigEndian));
  const stored = rows.reduce((sum, { storedBytes }) => sum + storedBytes, 0);
  if (stored > source.size) {
    throw tiffDamaged(source.name, `its strips or tiles take ${stored.toLocaleString('en')} bytes, more than it has`);
  }
  const bytes = head.shape.reduce((product, length) => product * length, ELEMENT_BYTES[head.dtype]);
  const [{ plainAt, bytes: pageBytes }] = rows;
  const plain = rows.every((each, k) => each.plainAt === (plainAt ?? Number.NaN) + k * pageBytes);
  if (plain && plainAt !== undefined && plainAt + bytes <= source.size) {
    return arrayInFile(source, plainAt, head, bigEndian);
  }
  if (bytes > pageBytes * pages.length) {
    // ImageJ's pages follow the first one without directories of their own.
    throw tiffDamaged(source.name, `it announces ${Math.round(bytes / pageBytes)} pages and has ${pages.length}`);
  }
  return arrayOf(source, rows, head);
}

function arrayOf(source: ByteSource, pages: PieceRows[], head: ArrayHead): NdArray {
  const pageBytes = pages[0].bytes;
  const largest = (of: (rows: PieceRows) => number) => pages.reduce((most, rows) => Math.max(most, of(rows)), 0);
  const sizes = { piece: largest(rows => rows.rowsBytes), scratch: largest(rows => rows.scratchBytes) };
  return arrayInPieces(source, head, sizes, at => {
    const page = Math.floor(at / pageBytes);
    const { start, key, read } = pages[page].rowsAt(at - page * pageBytes);
    return { start: page * pageBytes + start, key: `${page}:${key}`, read };
  });
}
