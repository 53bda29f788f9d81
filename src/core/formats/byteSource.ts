/** A decoded picture of 8 bits: its samples row by row, (height, width, channels). */
export interface PictureSamples {
  width: number;
  height: number;
  channels: number;
  data: Uint8Array;
}

/** Random access to the bytes of one file, so that headers are judged before anything large is read. */
export interface ByteSource {
  /** File name for messages. */
  readonly name: string;
  /** Length in bytes. */
  readonly size: number;
  /**
   * Bytes [offset, offset + length), clipped at the end of the file. The result may be a view of the file's bytes, or
   * of `scratch` where that is given and large enough.
   */
  read(offset: number, length: number, scratch?: Uint8Array): Uint8Array;
  /** Where the bytes lie in an open file: any thread of the process can read them there. Absent: only `read` can. */
  readonly place?: FilePlace;
  /** Decodes the file as a picture, samples as they are stored; absent where no picture decoder is at hand. */
  decodePicture?(): Promise<PictureSamples>;
  /**
   * Room on disk for what inflates to more than fits in memory; it vanishes when the source is closed. Absent where there
   * is none. Throws disk-full.
   */
  scratch?(bytes: number): ScratchFile;
  /** Releases what the source holds; safe to call twice. */
  close(): void;
}

/** A position in a file that is open. */
export interface FilePlace {
  handle: number;
  offset: number;
}

/** A file of our own that is written once, front to back, and then read. */
export interface ScratchFile extends Pick<ByteSource, 'read'> {
  append(piece: Uint8Array): void;
  readonly place: FilePlace;
}

/** Bytes that are already in memory. */
export function bytesSource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.byteLength,
    read: (offset, length) => bytes.subarray(offset, Math.min(bytes.byteLength, offset + length)),
    close: () => {},
  };
}

/** Bytes [offset, offset + length) of another source as one of their own; closing it leaves the other open. */
export function windowSource(source: ByteSource, offset: number, length: number, name = source.name): ByteSource {
  const { place } = source;
  return {
    name,
    size: length,
    ...(place && { place: { ...place, offset: place.offset + offset } }),
    read: (at, count, scratch) => source.read(offset + at, Math.max(0, Math.min(count, length - at)), scratch),
    close: () => {},
  };
}
