import { assertNear } from '../../support/near.js';
import { hasShared, readJson, SHARED } from '../../support/shared.js';
import type { Panel } from './panel.js';
import { settled } from './retry.js';

/** A case of ../shared/data/expected.json, as far as the panel shows it. */
interface Expected {
  ce?: number;
  focal?: number;
  dice_loss?: number;
  f_score?: number;
  miou_nan: number;
  pixel_accuracy: number;
}

const NAMES = {
  ce: 'crossEntropy',
  focal: 'focal',
  dice_loss: 'dice',
  f_score: 'fScore',
  miou_nan: 'meanIoU',
  pixel_accuracy: 'pixelAccuracy',
} as const;

const cases = hasShared
  ? readJson<{ cases: { name: string; expected: Expected }[] }>(SHARED, 'data', 'expected.json').cases
  : [];

/** A block of tests on real data; skipped, and counted so, where it does not lie beside the project. */
export const describeReal = hasShared ? describe : describe.skip;

/** The panel displays the reference numbers of a case, to 1e-6, and as text to what the text has of digits. */
export async function assertExpected(panel: Panel, name: string): Promise<void> {
  const expected = cases.find(one => one.name === name)?.expected;
  if (!expected) {
    throw new Error(`expected.json has no case "${name}"`);
  }
  // Another run may be under way, started by a click.
  await settled(
    () => panel.total('meanIoU'),
    shown => Math.abs(shown - expected.miou_nan) <= 1e-6,
  );
  for (const [key, term] of Object.entries(NAMES)) {
    const wanted = expected[key as keyof Expected];
    if (wanted !== undefined) {
      assertNear(await panel.total(term), wanted, 1e-6, `${name}, ${term}`);
      assertNear(Number(await panel.totalText(term)), wanted, 1e-3, `${name}, ${term} as displayed`);
    }
  }
}
