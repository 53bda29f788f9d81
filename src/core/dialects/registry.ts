import { BOUNDARY_LOSS } from './boundaryLoss.js';
import { HF } from './hf.js';
import { MMSEG } from './mmseg.js';
import { MONAI } from './monai.js';
import { NNUNET } from './nnunet.js';
import { ORIGIN } from './origin.js';
import { PADDLESEG } from './paddleseg.js';
import { SMP } from './smp.js';
import { PAPERS, TEXTBOOK } from './textbook.js';
import { TORCH } from './torch.js';
import type { Dialect } from './types.js';

/** Every dialect there is. Adding a library: a file of declarations beside this one and a line here. */
export const DIALECTS: readonly Dialect[] = [
  ...ORIGIN,
  ...TORCH,
  ...HF,
  ...MONAI,
  ...SMP,
  ...MMSEG,
  ...NNUNET,
  ...BOUNDARY_LOSS,
  ...PADDLESEG,
  ...TEXTBOOK,
  ...PAPERS,
];

const BY_KEY = new Map(DIALECTS.map(dialect => [dialect.key, dialect]));

export function dialectOf(key: string): Dialect | undefined {
  return BY_KEY.get(key);
}
