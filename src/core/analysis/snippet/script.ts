import type { FileRef } from '../../inspection/job.js';
import type { Analysed } from '../analysed.js';
import type { Total } from '../total/evaluate.js';
import { labelLines } from './label.js';
import { lossLines, PYTHON_NAMES } from './losses.js';
import { predictionLines } from './prediction.js';
import { py, quoted, unsupported } from './types.js';

/** Relative tolerance of the script's assertion, as of our own tests against PyTorch. */
const TOLERANCE = 1e-6;

/** The script of a total; throws snippet-unsupported. */
export function script(pair: Analysed, { value, resolved }: Total): string {
  if (pair.isMask) {
    pair.needProbabilities();
  }
  if (resolved.dialect !== null) {
    throw unsupported(`${resolved.dialect}: its own library is the script`);
  }
  const prediction = predictionLines(pair);
  const label = labelLines(pair);
  const { weights, terms, ignore } = resolved;
  const total = terms.map(({ loss, lambda }) => `${lambda === 1 ? '' : `${py(lambda)} * `}${PYTHON_NAMES[loss]}(z, y)`);
  return [
    '# Reproduces the total that Segmentation Loss Inspector shows, in float64.',
    'import numpy as np',
    ...new Set([...(prediction.imports ?? []), ...(label.imports ?? [])]),
    'import torch',
    'import torch.nn.functional as F',
    '',
    `PREDICTION = ${pathOf(pair.job.prediction)}`,
    `LABEL = ${pathOf(pair.job.label)}`,
    'IGNORE = -100',
    ...(weights ? [`WEIGHTS = torch.tensor([${weights.map(py).join(', ')}], dtype=torch.float64)`] : []),
    ...lossLines(resolved),
    '',
    '',
    ...prediction.lines,
    '',
    ...label.lines,
    ...(ignore === 'background' ? ['y[y == IGNORE] = 0  # ignored pixels as class 0'] : []),
    '',
    `total = (${total.join(' + ')}).item()`,
    'print(total)',
    ...check(value),
    '',
  ].join('\n');
}

function check(value: number): string[] {
  if (Number.isNaN(value)) {
    return ['assert total != total  # NaN'];
  }
  return [
    `shown = ${py(value)}`,
    `assert total == shown or abs(total - shown) <= ${TOLERANCE} * max(1.0, abs(shown)), (total, shown)`,
  ];
}

function pathOf({ path, name }: FileRef): string {
  return quoted(path ?? name);
}
