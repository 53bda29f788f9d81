import type { ColorTable } from '../colors.js';
import { PATTERNS, type PatternTiles } from '../patterns.js';
import type { Codes } from '../scene.js';
import type { Size } from '../transform.js';
import type { Tile } from './tiles.js';

/** Layers that are not shown keep their textures up to here, so that toggling costs no upload. */
const BUDGET_BYTES = 96 * 1024 * 1024;

/** Far more than one scene has. */
const MOST_TABLES = 16;

export interface PictureTexture {
  texture: WebGLTexture;
  size: Size;
}

/** Everything that has been handed to the graphics card, by the object it was made from. */
export class Textures {
  /** Least recently used first. */
  readonly #codes = new Map<Codes, WebGLTexture[]>();
  /** Least recently used first, too. */
  readonly #tables = new Map<ColorTable, WebGLTexture>();
  #flags: { of: Uint8Array | null; texture: WebGLTexture } | null = null;
  #patterns: { of: PatternTiles; texture: WebGLTexture } | null = null;
  #picture: { of: ImageBitmap; parts: PictureTexture[] } | null = null;
  #tiles: Tile[] = [];
  #width = 0;
  /** Every sampler needs a texture of its type: one of integers, one of colours. */
  readonly #none: WebGLTexture;
  readonly #blank: WebGLTexture;

  constructor(readonly gl: WebGL2RenderingContext) {
    // Rows of 16-bit codes may have an odd length.
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
    this.#none = this.#integers({ width: 1, height: 1 }, gl.R16UI, gl.UNSIGNED_SHORT, new Uint16Array(1));
    this.#blank = this.#colors({ width: 1, height: 1 }, new Uint8Array(4));
  }

  /** The parts that all codes and the picture are cut into; other parts drop what was cut before. */
  cut(tiles: Tile[], width: number): void {
    this.#tiles = tiles;
    this.#width = width;
    for (const codes of [...this.#codes.keys()]) {
      this.#drop(codes);
    }
    this.#dropPicture();
  }

  /** The codes of one tile. */
  codes(codes: Codes | null, tile: number): WebGLTexture {
    if (!codes) {
      return this.#none;
    }
    let textures = this.#codes.get(codes);
    if (!textures) {
      textures = this.#tiles.map(({ held }) => this.#cutOut(codes, held));
    } else {
      this.#codes.delete(codes);
    }
    this.#codes.set(codes, textures);
    return textures[tile]!;
  }

  /** Forgets the codes that have not been used for longest, down to the budget; those of the scene stay. */
  trim(scene: Set<Codes | null>): void {
    let bytes = [...this.#codes.keys()].reduce((sum, { byteLength }) => sum + byteLength, 0);
    for (const codes of [...this.#codes.keys()]) {
      if (bytes > BUDGET_BYTES && !scene.has(codes)) {
        bytes -= codes.byteLength;
        this.#drop(codes);
      }
    }
  }

  /** 65536 colours as 256 x 256 texels. */
  table(table: ColorTable | null): WebGLTexture {
    const { gl } = this;
    if (!table) {
      return this.#blank;
    }
    let texture = this.#tables.get(table);
    if (texture) {
      this.#tables.delete(table);
    } else {
      if (this.#tables.size >= MOST_TABLES) {
        const [oldest, old] = this.#tables.entries().next().value!;
        gl.deleteTexture(old);
        this.#tables.delete(oldest);
      }
      const bytes = new Uint8Array(table.buffer, table.byteOffset, table.byteLength);
      texture = this.#colors({ width: 256, height: 256 }, bytes);
    }
    this.#tables.set(table, texture);
    return texture;
  }

  /** 65536 flags as 256 x 256 texels. */
  flags(flags: Uint8Array | null): WebGLTexture {
    const { gl } = this;
    if (!flags) {
      return this.#none;
    }
    if (this.#flags?.of !== flags) {
      gl.deleteTexture(this.#flags?.texture ?? null);
      const texture = this.#integers({ width: 256, height: 256 }, gl.R8UI, gl.UNSIGNED_BYTE, flags);
      this.#flags = { of: flags, texture };
    }
    return this.#flags.texture;
  }

  patterns(tiles: PatternTiles): WebGLTexture {
    const { gl } = this;
    if (this.#patterns?.of !== tiles) {
      gl.deleteTexture(this.#patterns?.texture ?? null);
      const { size, data } = tiles;
      const texture = this.#colors({ width: size, height: size * PATTERNS.length }, new Uint8Array(data.buffer));
      this.#patterns = { of: tiles, texture };
    }
    return this.#patterns.texture;
  }

  picture(picture: ImageBitmap | null, image: Size, tile: number): PictureTexture {
    if (!picture) {
      this.#dropPicture();
      return { texture: this.#blank, size: { width: 1, height: 1 } };
    }
    if (this.#picture?.of !== picture) {
      this.#dropPicture();
      this.#picture = { of: picture, parts: this.#tiles.map(part => this.#pictureOf(picture, image, part)) };
    }
    return this.#picture!.parts[tile]!;
  }

  dispose(): void {
    const { gl } = this;
    this.cut([], 0);
    for (const texture of [
      ...this.#tables.values(),
      this.#flags?.texture,
      this.#patterns?.texture,
      this.#none,
      this.#blank,
    ]) {
      gl.deleteTexture(texture ?? null);
    }
  }

  #pictureOf(picture: ImageBitmap, image: Size, { held }: Tile): PictureTexture {
    const { gl } = this;
    const sx = picture.width / image.width;
    const sy = picture.height / image.height;
    const whole = this.#tiles.length === 1;
    const size = whole
      ? { width: picture.width, height: picture.height }
      : { width: Math.max(1, Math.round(held.width * sx)), height: Math.max(1, Math.round(held.height * sy)) };
    const texture = this.#create(gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    let source: TexImageSource = picture;
    if (!whole) {
      const part = new OffscreenCanvas(size.width, size.height);
      part
        .getContext('2d')!
        .drawImage(picture, held.x * sx, held.y * sy, held.width * sx, held.height * sy, 0, 0, size.width, size.height);
      source = part;
    }
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, source);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
    gl.generateMipmap(gl.TEXTURE_2D);
    return { texture, size };
  }

  /** Cut out by the driver: no copy is made here. */
  #cutOut(codes: Codes, held: Tile['held']): WebGLTexture {
    const { gl } = this;
    gl.pixelStorei(gl.UNPACK_ROW_LENGTH, this.#width);
    gl.pixelStorei(gl.UNPACK_SKIP_PIXELS, held.x);
    gl.pixelStorei(gl.UNPACK_SKIP_ROWS, held.y);
    const texture = this.#integers(held, gl.R16UI, gl.UNSIGNED_SHORT, codes);
    gl.pixelStorei(gl.UNPACK_ROW_LENGTH, 0);
    gl.pixelStorei(gl.UNPACK_SKIP_PIXELS, 0);
    gl.pixelStorei(gl.UNPACK_SKIP_ROWS, 0);
    return texture;
  }

  #integers({ width, height }: Size, format: number, type: number, data: ArrayBufferView): WebGLTexture {
    const { gl } = this;
    const texture = this.#create(gl.NEAREST);
    gl.texImage2D(gl.TEXTURE_2D, 0, format, width, height, 0, gl.RED_INTEGER, type, data);
    return texture;
  }

  #colors({ width, height }: Size, data: Uint8Array): WebGLTexture {
    const { gl } = this;
    const texture = this.#create(gl.NEAREST);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, data);
    return texture;
  }

  #create(filter: number): WebGLTexture {
    const { gl } = this;
    const texture = gl.createTexture();
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, filter);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, filter);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    return texture;
  }

  #drop(codes: Codes): void {
    for (const texture of this.#codes.get(codes) ?? []) {
      this.gl.deleteTexture(texture);
    }
    this.#codes.delete(codes);
  }

  #dropPicture(): void {
    for (const { texture } of this.#picture?.parts ?? []) {
      this.gl.deleteTexture(texture);
    }
    this.#picture = null;
  }
}
