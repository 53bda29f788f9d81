import { CONFUSED, CORRECT, ERROR_KINDS, FALSE, IGNORED, MISSED } from '../../../core/inspection/errorTypes.js';
import { IGNORED_CODE } from '../../../core/inspection/layers.js';
import { CASING, CASING_ALPHA, DIRECTIONS, LINE } from '../outline.js';
import { DIM, HATCH, NONE } from '../patterns.js';

/** Numbers of the paint kinds in the shader. */
export const PAINT_KINDS = { none: 0, errors: 1, codes: 2 } as const;

/** One triangle over the whole viewport, without any buffer. */
export const VERTEX_SHADER = `#version 300 es
void main() {
  vec2 corner = vec2(float((gl_VertexID << 1) & 2), float(gl_VertexID & 2));
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;

const float = (value: number) => (Number.isInteger(value) ? `${value}.0` : String(value));
const directions = DIRECTIONS.map(([x, y]) => `vec2(${float(x)}, ${float(y)})`).join(', ');

/**
 * What raster.ts and painter.ts do, for one device pixel of one tile. Coordinates are kept near 0 (from the rectangle's
 * first device pixel on), so that 32-bit floats find the same image pixel as the pointer does.
 */
export const FRAGMENT_SHADER = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
precision highp usampler2D;

struct Paint { int kind; bool hatched; };

uniform sampler2D u_picture;
uniform usampler2D u_label, u_prediction, u_focus, u_mask, u_leftCodes, u_rightCodes;
uniform sampler2D u_leftTable, u_rightTable, u_patterns;

uniform bool u_hasPicture, u_hasLabel, u_hasPrediction, u_hasFocus, u_hasMask, u_split;
uniform vec3 u_noPicture;
uniform vec4 u_errorColors[${ERROR_KINDS.length}];
uniform int u_errorPatterns[${ERROR_KINDS.length}];
uniform uint u_background;
uniform bool u_hasBackground;
uniform Paint u_left, u_right;
uniform bool u_outlineLabel, u_outlinePrediction;

uniform int u_viewHeight;
uniform ivec2 u_corner;
uniform ivec2 u_base;
uniform vec2 u_start;
uniform float u_step;
uniform ivec2 u_last;
uniform int u_samples;
uniform float u_opacity, u_divider, u_ratio;
uniform int u_patternSize, u_dash;
uniform vec2 u_pictureScale;
uniform float u_pictureLevel;

out vec4 result;

const vec2 DIRECTIONS[${DIRECTIONS.length}] = vec2[](${directions});

ivec2 texelAt(vec2 point) {
  return clamp(u_base + ivec2(floor(point)), ivec2(0), u_last);
}

bool focused(uint code) {
  return texelFetch(u_focus, ivec2(int(code & 255u), int(code >> 8u)), 0).r != 0u;
}

vec4 look(sampler2D table, uint code) {
  return texelFetch(table, ivec2(int(code & 255u), int(code >> 8u)), 0);
}

int errorKind(uint y, uint p) {
  if (y == ${IGNORED_CODE}u) return ${IGNORED};
  if (y == p) return ${CORRECT};
  if (u_hasFocus) {
    bool inside = focused(y);
    return inside == focused(p) ? ${CONFUSED} : inside ? ${MISSED} : ${FALSE};
  }
  if (u_hasBackground) return p == u_background ? ${MISSED} : y == u_background ? ${FALSE} : ${CONFUSED};
  return ${CONFUSED};
}

/** Colour and pattern of one image pixel: Painter.at(). */
void paint(ivec2 texel, bool right, out vec4 color, out int pattern) {
  int kind = right ? u_right.kind : u_left.kind;
  bool hatched = right ? u_right.hatched : u_left.hatched;
  bool pair = u_hasFocus || kind == ${PAINT_KINDS.errors};
  uint y = u_hasLabel && (pair || hatched) ? texelFetch(u_label, texel, 0).r : 0u;
  uint p = u_hasPrediction && pair ? texelFetch(u_prediction, texel, 0).r : 0u;
  color = vec4(0.0);
  pattern = ${NONE};
  if ((u_hasFocus && !focused(y) && !focused(p)) || (u_hasMask && texelFetch(u_mask, texel, 0).r == 0u)) {
    pattern = ${DIM};
    return;
  }
  if (kind == ${PAINT_KINDS.errors}) {
    int error = errorKind(y, p);
    color = u_errorColors[error];
    pattern = u_errorPatterns[error];
  } else if (kind == ${PAINT_KINDS.codes}) {
    if (hatched && u_hasLabel && y == ${IGNORED_CODE}u) {
      pattern = ${HATCH};
    } else if (right) {
      color = look(u_rightTable, texelFetch(u_rightCodes, texel, 0).r);
    } else {
      color = look(u_leftTable, texelFetch(u_leftCodes, texel, 0).r);
    }
  }
}

/** Premultiplied. */
vec4 overlay(vec2 point, ivec2 device, bool right) {
  ivec2 inTile = ivec2(device.x % u_patternSize, device.y % u_patternSize);
  vec4 sum = vec4(0.0);
  for (int sy = 0; sy < u_samples; sy++) {
    for (int sx = 0; sx < u_samples; sx++) {
      vec2 offset = (vec2(float(sx), float(sy)) + 0.5) / float(u_samples) - 0.5;
      vec4 color;
      int pattern;
      paint(texelAt(point + offset * u_step), right, color, pattern);
      float under = color.a * u_opacity;
      if (pattern != ${NONE}) {
        vec4 tile = texelFetch(u_patterns, ivec2(inTile.x, pattern * u_patternSize + inTile.y), 0);
        float over = tile.a * (pattern == ${DIM} ? 1.0 : u_opacity);
        sum += vec4(tile.rgb * over, over);
        under *= 1.0 - over;
      }
      sum += vec4(color.rgb * under, under);
    }
  }
  return sum / float(u_samples * u_samples);
}

/** Premultiplied. Exact pixels from 1:1 of the picture on, averages below. */
vec4 picture(vec2 point) {
  if (!u_hasPicture) return vec4(u_noPicture, 1.0);
  vec2 at = (vec2(u_base) + point) * u_pictureScale;
  if (u_pictureLevel <= 0.0) {
    vec2 whole = u_pictureScale == vec2(1.0) ? vec2(texelAt(point)) : floor(at);
    return texelFetch(u_picture, clamp(ivec2(whole), ivec2(0), textureSize(u_picture, 0) - 1), 0);
  }
  return textureLod(u_picture, at / vec2(textureSize(u_picture, 0)), u_pictureLevel);
}

bool nearBorder(usampler2D codes, vec2 point, float radius) {
  uint own = texelFetch(codes, texelAt(point), 0).r;
  for (int i = 0; i < ${DIRECTIONS.length}; i++) {
    if (texelFetch(codes, texelAt(point + DIRECTIONS[i] * radius), 0).r != own) return true;
  }
  return false;
}

vec4 outlined(vec4 under, usampler2D codes, vec2 point, ivec2 device, bool dashed) {
  float unit = u_ratio * u_step;
  if (!nearBorder(codes, point, ${float(CASING)} * unit)) return under;
  bool gap = dashed && ((device.x + device.y) / u_dash) % 2 == 1;
  if (!gap && nearBorder(codes, point, ${float(LINE)} * unit)) return vec4(1.0);
  return vec4(under.rgb * ${float(1 - CASING_ALPHA)}, ${float(CASING_ALPHA)} + under.a * ${float(1 - CASING_ALPHA)});
}

void main() {
  ivec2 device = ivec2(int(gl_FragCoord.x), u_viewHeight - 1 - int(gl_FragCoord.y));
  vec2 point = u_start + vec2(device - u_corner) * u_step;
  bool right = u_split && float(device.x) + 0.5 > u_divider;
  vec4 above = overlay(point, device, right);
  result = above + picture(point) * (1.0 - above.a);
  if (u_outlineLabel) result = outlined(result, u_label, point, device, false);
  if (u_outlinePrediction) result = outlined(result, u_prediction, point, device, true);
}`;
