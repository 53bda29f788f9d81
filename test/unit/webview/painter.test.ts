import assert from 'node:assert/strict';
import { CONFUSED, CORRECT, FALSE, IGNORED, MISSED } from '../../../src/core/inspection/errorTypes.js';
import { IGNORED_CODE, LOSS_CODE_INFINITE, LOSS_CODE_MAX, LOSS_CODE_NAN } from '../../../src/core/inspection/layers.js';
import { mapColor, numberTable } from '../../../src/webview/viewer/colorMaps.js';
import { classTable, ERROR_COLORS, INFINITE_COLOR, NAN_COLOR, packed } from '../../../src/webview/viewer/colors.js';
import { countErrors, visibleKinds } from '../../../src/webview/viewer/errors.js';
import { classSet } from '../../../src/webview/viewer/focus.js';
import { Painter } from '../../../src/webview/viewer/painter.js';
import { PATTERNS } from '../../../src/webview/viewer/patterns.js';
import { makeScale } from '../../../src/webview/viewer/scales.js';
import { EMPTY_SCENE, type Paint, type Scene } from '../../../src/webview/viewer/scene.js';

const I = IGNORED_CODE;
const LABEL = Uint16Array.of(0, 1, 0, 1, 2, I);
const PREDICTION = Uint16Array.of(0, 0, 1, 1, 1, 1);
const LOSS = Uint16Array.of(0, LOSS_CODE_MAX, 100, LOSS_CODE_NAN, LOSS_CODE_INFINITE, 0);
const CLASSES = [
  { id: 0, color: [1, 2, 3] },
  { id: 1, color: [4, 5, 6] },
  { id: 2, color: [7, 8, 9] },
] as const;
const TABLE = numberTable('loss', 'cividis', makeScale('loss', 'linear', new Uint32Array(0)));
const errors: Paint = { kind: 'errors' };
const loss: Paint = { kind: 'codes', codes: LOSS, table: TABLE, hatched: true };

interface Painted {
  color: number;
  pattern: string;
}

/** All six pixels, painted. */
function painted(paint: Paint, change: Partial<Scene> = {}): Painted[] {
  const size = { width: 3, height: 2 };
  const scene = { ...EMPTY_SCENE, size, label: LABEL, prediction: PREDICTION, background: 0, ...change };
  const painter = new Painter(scene, paint);
  return Array.from(LABEL, (_, index) => {
    painter.at(index);
    return { color: painter.color, pattern: PATTERNS[painter.pattern]! };
  });
}
const patterns = (pixels: Painted[]) => pixels.map(({ pattern }) => pattern);
const counts = (focus: number[]) => countErrors(LABEL, PREDICTION, classSet(focus), 0);

describe('painter', () => {
  it('packs colours as canvas image data holds them', () => {
    const [r, g, b, a] = new Uint8ClampedArray(Uint32Array.of(packed([10, 20, 30])).buffer);
    assert.deepEqual([r, g, b, a], [10, 20, 30, 255]);
  });

  it('colours error kinds, each with its own look without colour', () => {
    const pixels = painted(errors);
    const kinds = [CORRECT, MISSED, FALSE, CORRECT, CONFUSED, IGNORED];
    for (const [pixel, kind] of kinds.entries()) {
      const color = ERROR_COLORS[kind];
      assert.equal(pixels[pixel]!.color, color && kind !== IGNORED ? packed(color) : 0, `pixel ${pixel}`);
    }
    assert.deepEqual(patterns(pixels), ['none', 'none', 'dots', 'none', 'diagonals', 'hatch']);
    assert.deepEqual(counts([]), [2, 1, 1, 1, 1]);
  });

  it('sees errors from the isolated class and dims what has nothing to do with it', () => {
    const pixels = painted(errors, { focus: classSet([2]) });
    assert.deepEqual(patterns(pixels), ['dim', 'dim', 'dim', 'dim', 'none', 'dim']);
    assert.equal(pixels[4]!.color, packed(ERROR_COLORS[MISSED]!));
    assert.deepEqual(counts([2]), [0, 1, 0, 0, 0]);
  });

  it('sees errors from several isolated classes as from one: within the set they are confusions', () => {
    const pixels = painted(errors, { focus: classSet([1, 2]) });
    assert.deepEqual(patterns(pixels), ['dim', 'none', 'dots', 'none', 'diagonals', 'hatch']);
    assert.deepEqual(counts([1, 2]), [1, 1, 1, 1, 1]);
  });

  it('keeps an ignored pixel predicted as the isolated class', () => {
    assert.equal(painted(errors, { focus: classSet([1]) })[5]!.pattern, 'hatch');
    assert.equal(counts([1])[IGNORED], 1);
  });

  it('maps loss codes and hatches ignored pixels instead of colouring a 0', () => {
    const pixels = painted(loss);
    assert.equal(pixels[0]!.color, packed(mapColor('cividis', 0)));
    assert.equal(pixels[1]!.color, packed(mapColor('cividis', 1)));
    assert.equal(pixels[3]!.color, packed(NAN_COLOR));
    assert.equal(pixels[4]!.color, packed(INFINITE_COLOR));
    assert.deepEqual(pixels[5], { color: 0, pattern: 'hatch' });
  });

  it('paints classes in their colours, the prediction also where the label is ignored', () => {
    const table = classTable(CLASSES);
    assert.equal(painted({ kind: 'codes', codes: LABEL, table, hatched: true })[4]!.color, packed([7, 8, 9]));
    const prediction = painted({ kind: 'codes', codes: PREDICTION, table, hatched: false })[5]!;
    assert.deepEqual(prediction, { color: packed([4, 5, 6]), pattern: 'none' });
  });

  it('dims what a mask leaves out, on every layer', () => {
    const mask = Uint16Array.of(1, 0, 7, 0, 1, 1);
    for (const paint of [errors, loss, { kind: 'none' } as const]) {
      const dimmed = patterns(painted(paint, { mask })).map(pattern => pattern === 'dim');
      assert.deepEqual(dimmed, [false, true, false, true, false, false], paint.kind);
    }
  });

  it('lists in the legend what can be there', () => {
    assert.deepEqual(visibleKinds([5, 0, 0, 3, 0], false, -1), [CORRECT, CONFUSED]);
    assert.deepEqual(visibleKinds([5, 0, 0, 0, 0], true, -1), [CORRECT, MISSED, FALSE]);
  });
});
