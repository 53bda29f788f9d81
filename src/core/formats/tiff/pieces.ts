import type { ByteSource } from '../byteSource.js';
import { ELEMENT_BYTES, swapBytes } from '../elements.js';
import { unpack } from './codecs.js';
import { tiffDamaged } from './directory.js';
import { COMPRESSIONS, type TiffPage } from './page.js';
import { undoDifferences, undoFloatPredictor } from './predictor.js';

const TAG = { stripOffsets: 273, stripBytes: 279, tileOffsets: 324, tileBytes: 325 } as const;

/** The pixels of one page as rows of pieces: a strip, or the tiles beside each other. Planes lie one after the other. */
export interface PieceRows {
  /** Bytes of the decoded page. */
  bytes: number;
  /** Bytes of the largest decoded row of pieces, and what decoding it takes besides. */
  rowsBytes: number;
  scratchBytes: number;
  /** Stored bytes of all pieces. */
  storedBytes: number;
  /** Byte of the file from which on the decoded page lies as it is, but for its byte order; undefined: it does not. */
  plainAt: number | undefined;
  /** Byte `at` of the decoded page lies in these decoded rows, which begin at byte `start`; little endian. */
  rowsAt(at: number): { start: number; key: number; read(): Uint8Array };
}

/** Reads where a page's pieces lie. Throws tiff-damaged where the file has too few of them. */
export function piecesOf(page: TiffPage, source: ByteSource, bigEndian: boolean): PieceRows {
  const { width, height, samples, planar, bits, pieceWidth, pieceHeight } = page;
  const bytes = ELEMENT_BYTES[page.dtype];
  const perPixel = planar ? 1 : samples;
  const planes = planar ? samples : 1;
  const rowBytes = width * perPixel * bytes;
  const pieceRowBytes = Math.ceil((pieceWidth * perPixel * bits) / 8);
  const across = Math.ceil(width / pieceWidth);
  const down = Math.ceil(height / pieceHeight);
  const planeBytes = rowBytes * height;
  const { offsets, counts } = tableOf(page, source.name, planes * across * down, pieceRowBytes * pieceHeight);
  const whole = across === 1 && pieceWidth === width && bits >= 8;

  const stripBytes = (index: number) => Math.min(pieceHeight, height - (index % down) * pieceHeight) * rowBytes;
  const last = offsets.length - 1;
  const plain =
    whole &&
    page.compression === 1 &&
    offsets.every(
      (offset, k) => counts[k] >= stripBytes(k) && (k === last || offset + stripBytes(k) === offsets[k + 1]),
    );

  /** One strip or tile: `rows` rows of pieceRowBytes, or undefined where it is not stored. */
  const readPiece = (index: number, rows: number): Uint8Array | undefined => {
    if (counts[index] === 0) {
      return undefined;
    }
    const raw = source.read(offsets[index], counts[index]);
    let piece: Uint8Array;
    try {
      piece = unpack(raw, COMPRESSIONS[page.compression], pieceRowBytes * pieceHeight);
    } catch (error) {
      throw tiffDamaged(source.name, `a piece of it does not decompress (${(error as Error).message})`, error);
    }
    if (piece.length < rows * pieceRowBytes) {
      throw tiffDamaged(
        source.name,
        `a piece of it has ${piece.length} bytes where ${rows * pieceRowBytes} are needed`,
      );
    }
    piece = piece.subarray(0, rows * pieceRowBytes);
    if (bigEndian && bytes > 1 && page.predictor !== 3) {
      // The bytes may be the file's own.
      piece = Uint8Array.prototype.slice.call(piece);
      swapBytes(piece, bytes);
    }
    if (page.predictor !== 1) {
      (page.predictor === 2 ? undoDifferences : undoFloatPredictor)(piece, pieceRowBytes, perPixel, bytes);
    }
    return piece;
  };

  const readRows = (plane: number, row: number): Uint8Array => {
    const rows = Math.min(pieceHeight, height - row * pieceHeight);
    const first = (plane * down + row) * across;
    const single = whole ? readPiece(first, rows) : undefined;
    if (single) {
      return single;
    }
    const out = new Uint8Array(rows * rowBytes);
    for (let column = 0; column < across; column++) {
      const piece = readPiece(first + column, rows);
      const x = column * pieceWidth;
      const elements = Math.min(pieceWidth, width - x) * perPixel;
      for (let y = 0; y < rows; y++) {
        const to = out.subarray(y * rowBytes + x * perPixel * bytes).subarray(0, elements * bytes);
        if (piece) {
          copyRow(piece.subarray(y * pieceRowBytes, (y + 1) * pieceRowBytes), to, bits);
        } else {
          fillWith(page, to);
        }
      }
    }
    return out;
  };

  return {
    bytes: planeBytes * planes,
    rowsBytes: Math.min(pieceHeight, height) * rowBytes,
    scratchBytes: whole && pieceHeight <= height ? 0 : pieceRowBytes * pieceHeight,
    storedBytes: counts.reduce((sum, count) => sum + count, 0),
    plainAt: plain ? offsets[0] : undefined,
    rowsAt(at) {
      const plane = Math.floor(at / planeBytes);
      const row = Math.floor((at - plane * planeBytes) / (rowBytes * pieceHeight));
      return {
        start: plane * planeBytes + row * rowBytes * pieceHeight,
        key: plane * down + row,
        read: () => readRows(plane, row),
      };
    },
  };
}

/** Where the pieces lie and how long they are. */
function tableOf(page: TiffPage, name: string, pieces: number, pieceBytes: number) {
  const { directory } = page;
  const offsets = directory.numbers(TAG.tileOffsets, pieces) ?? directory.numbers(TAG.stripOffsets, pieces) ?? [];
  let counts = directory.numbers(TAG.tileBytes, pieces) ?? directory.numbers(TAG.stripBytes, pieces);
  if (!counts && page.compression === 1 && pieces === 1) {
    // The field may be missing in old files.
    counts = [pieceBytes];
  }
  if (offsets.length < pieces || !counts || counts.length < pieces) {
    throw tiffDamaged(name, `it has ${Math.min(offsets.length, counts?.length ?? 0)} of ${pieces} strips or tiles`);
  }
  return { offsets, counts };
}

/** One row of a piece; samples of fewer than 8 bits are packed, most significant bits first. */
function copyRow(row: Uint8Array, out: Uint8Array, bits: number): void {
  if (bits >= 8) {
    out.set(row.subarray(0, out.length));
    return;
  }
  const perByte = 8 / bits;
  const mask = (1 << bits) - 1;
  for (let x = 0; x < out.length; x++) {
    out[x] = (row[Math.floor(x / perByte)] >> (8 - bits * ((x % perByte) + 1))) & mask;
  }
}

function fillWith({ noData, dtype }: TiffPage, out: Uint8Array): void {
  if (noData === 0) {
    return;
  }
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength);
  const put: Partial<Record<TiffPage['dtype'], (at: number) => void>> = {
    uint8: at => view.setUint8(at, noData),
    int8: at => view.setInt8(at, noData),
    uint16: at => view.setUint16(at, noData, true),
    int16: at => view.setInt16(at, noData, true),
    uint32: at => view.setUint32(at, noData, true),
    int32: at => view.setInt32(at, noData, true),
    float32: at => view.setFloat32(at, noData, true),
    float64: at => view.setFloat64(at, noData, true),
  };
  for (let at = 0; at < out.length; at += ELEMENT_BYTES[dtype]) {
    put[dtype]?.(at);
  }
}
