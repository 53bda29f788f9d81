import { IGNORED } from '../../core/inspection/errorTypes.js';
import { IGNORED_CODE } from '../../core/inspection/layers.js';
import { ERROR_COLORS, packed } from './colors.js';
import { errorKindWithin } from './focus.js';
import { DIM, ERROR_PATTERNS, HATCH, NONE } from './patterns.js';
import type { Codes, Paint, Scene } from './scene.js';

/** By error kind, 0 where nothing is laid over the picture. Ignored pixels have only their hatch. */
const ERROR_TABLE = Uint32Array.from([0, 1, 2, 3, 4], kind => {
  const color = ERROR_COLORS[kind];
  return color && kind !== IGNORED ? packed(color) : 0;
});

/**
 * Colour and pattern of one pixel of the image. The fragment shader says the same in its `paint()`; a test in a real
 * browser compares the two.
 */
export class Painter {
  /** Of the pixel last asked for: packed colour (0: none) and index of the pattern. */
  color = 0;
  pattern = NONE;
  readonly #label: Codes | null;
  readonly #prediction: Codes | null;
  readonly #focus: Uint8Array | null;
  readonly #mask: Codes | null;
  readonly #background: number;

  constructor(
    { label, prediction, focus, mask, background }: Scene,
    readonly paint: Paint,
  ) {
    this.#label = label;
    this.#prediction = prediction;
    this.#focus = focus;
    this.#mask = mask;
    this.#background = background;
  }

  at(index: number): void {
    const { paint } = this;
    const y = this.#label ? this.#label[index]! : 0;
    const p = this.#prediction ? this.#prediction[index]! : 0;
    const focus = this.#focus;
    if ((focus && focus[y] === 0 && focus[p] === 0) || (this.#mask && this.#mask[index] === 0)) {
      this.color = 0;
      this.pattern = DIM;
    } else if (paint.kind === 'none') {
      this.color = 0;
      this.pattern = NONE;
    } else if (paint.kind === 'errors') {
      const kind = errorKindWithin(y, p, focus, this.#background);
      this.color = ERROR_TABLE[kind]!;
      this.pattern = ERROR_PATTERNS[kind]!;
    } else if (paint.hatched && this.#label && y === IGNORED_CODE) {
      // No colour, only the hatch: a loss of 0 there would be a claim.
      this.color = 0;
      this.pattern = HATCH;
    } else {
      this.color = paint.table[paint.codes[index]!]!;
      this.pattern = NONE;
    }
  }
}
