import { IGNORED } from '../../../core/inspection/errorTypes.js';
import { ERROR_COLORS } from '../colors.js';
import { dashLength } from '../outline.js';
import { ERROR_PATTERNS } from '../patterns.js';
import type { Rect } from '../raster.js';
import { NO_PICTURE } from '../renderer.js';
import { type Frame, type Paint, type Scene, samplesPerSide } from '../scene.js';
import type { Size } from '../transform.js';
import { PAINT_KINDS } from './shaders.js';
import type { Tile } from './tiles.js';

/** Values by uniform name; the name's type in the shader decides how each is set. */
export type Uniforms = Record<string, number | readonly number[]>;

/** What depends on the scene alone. */
export function sceneUniforms(scene: Scene): Uniforms {
  const { background, outlines } = scene;
  return {
    u_hasPicture: flag(scene.picture !== null),
    u_noPicture: NO_PICTURE.map(part => part / 255),
    u_hasLabel: flag(scene.label !== null),
    u_hasPrediction: flag(scene.prediction !== null),
    u_hasFocus: flag(scene.focus !== null),
    u_hasMask: flag(scene.mask !== null),
    u_split: flag(scene.right !== null),
    'u_errorColors[0]': ERROR_PATTERNS.flatMap((_, kind) => errorColor(kind)),
    'u_errorPatterns[0]': ERROR_PATTERNS,
    u_hasBackground: flag(background >= 0),
    u_background: Math.max(0, background),
    ...paintUniforms('u_left', scene.left),
    ...paintUniforms('u_right', scene.right ?? { kind: 'none' }),
    u_outlineLabel: flag(outlines.label && scene.label !== null),
    u_outlinePrediction: flag(outlines.prediction && scene.prediction !== null),
  };
}

/** What depends on the frame but not on the tile. */
export function frameUniforms(frame: Frame, view: Size, patternSize: number): Uniforms {
  return {
    u_viewHeight: view.height,
    u_step: 1 / frame.transform.scale,
    u_samples: samplesPerSide(frame),
    u_opacity: frame.opacity,
    u_divider: frame.divider,
    u_ratio: frame.ratio,
    u_patternSize: patternSize,
    u_dash: dashLength(frame.ratio),
  };
}

/**
 * Where a tile lies: `rect` are its device pixels. The image point below the first of them is split into a whole texel
 * of the tile (`u_base`) and the rest (`u_start`), both found in 64 bits.
 *
 * @param picture size of the picture's texture for this tile, in its own pixels
 */
export function tileUniforms({ held }: Tile, rect: Rect, { transform }: Frame, picture: Size): Uniforms {
  const x = (rect.x + 0.5 - transform.x) / transform.scale;
  const y = (rect.y + 0.5 - transform.y) / transform.scale;
  const base = [Math.floor(x), Math.floor(y)] as const;
  const pictureScale = [picture.width / held.width, picture.height / held.height];
  return {
    u_corner: [rect.x, rect.y],
    u_base: [base[0] - held.x, base[1] - held.y],
    u_start: [x - base[0], y - base[1]],
    u_last: [held.width - 1, held.height - 1],
    u_pictureScale: pictureScale,
    u_pictureLevel: Math.log2(Math.max(...pictureScale) / transform.scale),
  };
}

function paintUniforms(name: string, paint: Paint): Uniforms {
  return {
    [`${name}.kind`]: PAINT_KINDS[paint.kind],
    [`${name}.hatched`]: flag(paint.kind === 'codes' && paint.hatched),
  };
}

function errorColor(kind: number): number[] {
  const color = ERROR_COLORS[kind];
  return color && kind !== IGNORED ? [...color.map(part => part / 255), 1] : [0, 0, 0, 0];
}

function flag(on: boolean): number {
  return on ? 1 : 0;
}
