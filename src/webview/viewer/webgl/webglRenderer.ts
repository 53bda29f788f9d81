import { patternTiles } from '../patterns.js';
import type { Renderer } from '../renderer.js';
import { type Codes, EMPTY_SCENE, type Frame, type Paint, type Scene } from '../scene.js';
import { deviceSpan } from '../transform.js';
import { Program } from './program.js';
import { FRAGMENT_SHADER, VERTEX_SHADER } from './shaders.js';
import { Textures } from './textures.js';
import { type Tile, tilesOf } from './tiles.js';
import { frameUniforms, sceneUniforms, tileUniforms } from './uniforms.js';

export interface WebglOptions {
  /** Whether a driver will do that computes on the processor. */
  software?: boolean;
  /** Largest side of a texture, for tests; by default what the driver allows. */
  mostTexels?: number;
}

/** Drivers without a graphics card: several times slower than raster.ts. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Texture units, in the order of `#bind`. */
const SAMPLERS = [
  'u_picture',
  'u_label',
  'u_prediction',
  'u_focus',
  'u_mask',
  'u_leftCodes',
  'u_rightCodes',
  'u_leftTable',
  'u_rightTable',
  'u_patterns',
];

/**
 * Codes stay codes up to the graphics card: colours, opacity, isolation, patterns, outlines and the split are made in
 * the fragment shader, so a choice costs a few uniforms and a move nothing but a draw.
 */
export class WebglRenderer implements Renderer {
  readonly kind = 'webgl2';
  readonly #gl: WebGL2RenderingContext;
  readonly #program: Program;
  readonly #textures: Textures;
  readonly #limit: number;
  #scene: Scene = EMPTY_SCENE;
  #tiles: Tile[] = [];

  /** @throws Error where there is no WebGL 2, or none that is wanted */
  constructor(
    readonly canvas: HTMLCanvasElement,
    { software = true, mostTexels = Number.POSITIVE_INFINITY }: WebglOptions = {},
  ) {
    const gl = canvas.getContext('webgl2', { antialias: false, depth: false, stencil: false });
    if (!gl) {
      throw new Error('There is no WebGL 2');
    }
    const driver = driverOf(gl);
    if (!software && SOFTWARE.test(driver)) {
      gl.getExtension('WEBGL_lose_context')?.loseContext();
      throw new Error(`${driver} is no graphics card`);
    }
    this.#gl = gl;
    this.#limit = Math.min(mostTexels, gl.getParameter(gl.MAX_TEXTURE_SIZE) as number);
    this.#program = new Program(gl, VERTEX_SHADER, FRAGMENT_SHADER);
    this.#textures = new Textures(gl);
    this.#program.use();
    this.#program.set(Object.fromEntries(SAMPLERS.map((name, unit) => [name, unit])));
  }

  setScene(scene: Scene): void {
    const tiles = tilesFor(scene, this.#limit);
    if (JSON.stringify(tiles) !== JSON.stringify(this.#tiles)) {
      this.#tiles = tiles;
      this.#textures.cut(tiles, scene.size.width);
    }
    this.#scene = scene;
    this.#program.set(sceneUniforms(scene));
    this.#textures.trim(codesOf(scene));
  }

  draw(frame: Frame): void {
    const gl = this.#gl;
    const { width, height } = this.canvas;
    const patterns = patternTiles(frame.ratio);
    const { transform } = frame;
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    this.#program.set(frameUniforms(frame, this.canvas, patterns.size));
    for (const [index, tile] of this.#tiles.entries()) {
      const { core } = tile;
      const [left, right] = deviceSpan(transform.x, transform.scale, core.x, core.x + core.width, width);
      const [top, bottom] = deviceSpan(transform.y, transform.scale, core.y, core.y + core.height, height);
      const rect = { x: left, y: top, width: right - left, height: bottom - top };
      if (rect.width > 0 && rect.height > 0) {
        const picture = this.#textures.picture(this.#scene.picture, this.#scene.size, index);
        this.#bind(index, picture.texture, this.#textures.patterns(patterns));
        this.#program.set(tileUniforms(tile, rect, frame, picture.size));
        // The viewport is the tile's part of the screen: each device pixel is drawn once, by one tile.
        gl.viewport(left, height - bottom, rect.width, rect.height);
        gl.drawArrays(gl.TRIANGLES, 0, 3);
      }
    }
  }

  dispose(): void {
    this.#textures.dispose();
    this.#program.dispose();
  }

  #bind(tile: number, picture: WebGLTexture, patterns: WebGLTexture): void {
    const gl = this.#gl;
    const { label, prediction, focus, mask, left, right } = this.#scene;
    const textures = this.#textures;
    const codes = (paint: Paint | null) => textures.codes(paint?.kind === 'codes' ? paint.codes : null, tile);
    const table = (paint: Paint | null) => textures.table(paint?.kind === 'codes' ? paint.table : null);
    const bound = [
      picture,
      textures.codes(label, tile),
      textures.codes(prediction, tile),
      textures.flags(focus),
      textures.codes(mask, tile),
      codes(left),
      codes(right),
      table(left),
      table(right),
      patterns,
    ];
    // Making a texture binds it: only now are all of them made.
    for (const [unit, texture] of bound.entries()) {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, texture);
    }
  }
}

function driverOf(gl: WebGL2RenderingContext): string {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

/** Of a finer picture, too, each tile's part has to fit. */
function tilesFor({ size, picture }: Scene, limit: number): Tile[] {
  const finer = picture ? Math.max(1, picture.width / size.width, picture.height / size.height) : 1;
  return tilesOf(size, Math.floor(limit / finer));
}

function codesOf({ label, prediction, mask, left, right }: Scene): Set<Codes | null> {
  const painted = [left, right].map(paint => (paint?.kind === 'codes' ? paint.codes : null));
  return new Set([label, prediction, mask, ...painted]);
}
