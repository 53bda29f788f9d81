import type { GapAnswer } from '../core/analysis/dialects.js';
import { DialectContext } from '../core/dialects/context.js';
import { evaluateDialect, keysOf } from '../core/dialects/evaluate.js';
import { gradient } from '../core/dialects/gradient.js';
import type { Overrides } from '../core/dialects/overrides.js';
import { isRaised, type Raised } from '../core/dialects/types.js';
import { InspectionError } from '../core/errors.js';
import type { Inspection } from '../core/inspection/inspect.js';
import { jsonNumber } from '../core/inspection/jsonNumber.js';
import type { OpenPair } from '../core/inspection/openPair.js';
import type { LossSettings, ReportNumber } from '../core/inspection/report.js';
import { GradientFile } from '../node/gradientFile.js';
import { gapOf } from './explainGap.js';
import type { InspectOptions } from './options.js';
import { usage } from './values.js';

/** Values by dialect key; what a library raises stands in the place of its value. */
export type DialectValues = Record<string, ReportNumber | Raised>;

interface Asked
  extends Pick<InspectOptions, 'dialect' | 'explainGap' | 'gradient' | 'out' | 'activation' | 'labelSmoothing'> {
  weights: LossSettings['weights'];
}

/** What only dialects listen to must not be passed over in silence. */
function refuseUnused(options: Asked, channels: number): void {
  // The sigmoid of a single logit z is the softmax of [0, z].
  if (options.activation === 'sigmoid' && channels > 1) {
    throw usage("--activation sigmoid is for dialects: the report's own losses are softmax ones.", 'Add --dialect.');
  }
  if (options.labelSmoothing !== undefined) {
    throw usage("--label-smoothing is for dialects: the report's own losses have none.", 'Add --dialect.');
  }
}

/** What --dialect and --explain-gap add to the report. */
export interface DialectAdditions {
  dialects?: DialectValues;
  gap?: GapAnswer;
}

/** Evaluates --dialect and --explain-gap, and writes --gradient. */
export async function runDialects(options: Asked, pair: OpenPair, inspection: Inspection): Promise<DialectAdditions> {
  const { reading, ignoreIndex } = inspection.report.settings;
  if (!options.dialect && !options.gradient) {
    refuseUnused(options, pair.view.channels);
  }
  if (!options.dialect && !options.gradient && !options.explainGap) {
    return {};
  }
  if (reading.kind === 'mask') {
    throw usage('A mask has no probabilities, so dialects and gradients have nothing to work on.', 'Give the logits.');
  }
  const context = new DialectContext({
    view: { ...pair.view, numClasses: reading.numClasses },
    label: pair.label,
    weights: options.weights,
    ignoreIndex: ignoreIndex ?? undefined,
    shareExtended: (options.dialect ?? '').split(',').includes('all'),
  });
  const overrides: Overrides = { activation: options.activation, labelSmoothing: options.labelSmoothing };
  const found: DialectAdditions = {};
  if (options.dialect) {
    found.dialects = await valuesOf(options.dialect, context, overrides);
  }
  if (options.explainGap) {
    found.gap = await gapOf(options.explainGap, context, overrides);
  }
  if (options.gradient) {
    await writeGradient(options.gradient, options.out as string, context, overrides);
  }
  return found;
}

async function valuesOf(list: string, context: DialectContext, overrides: Overrides): Promise<DialectValues> {
  const values: DialectValues = {};
  for (const key of keysOf(list, context)) {
    const found = await evaluateDialect(key, context, overrides);
    if (found) {
      values[key] = isRaised(found) ? { error: found.error, message: found.message } : jsonNumber(found.value);
    }
  }
  return values;
}

/** The values for a terminal, one key a line. */
export function dialectTable(values: DialectValues | undefined): string {
  const rows = Object.entries(values ?? {});
  const width = Math.max(0, ...rows.map(([key]) => key.length));
  const lines = rows.map(([key, value]) => {
    const shown = typeof value === 'object' ? `${value.error}: ${value.message}` : String(value);
    return `${key.padEnd(width)}  ${shown}\n`;
  });
  return lines.length > 0 ? `\n${lines.join('')}` : '';
}

/** dL/dlogits as float32 in the prediction's shape. Never overwrites, and leaves no file behind where it fails. */
async function writeGradient(key: string, path: string, context: DialectContext, overrides: Overrides): Promise<void> {
  const file = writing(path, () => new GradientFile(path, context.view));
  try {
    const found = await gradient(key, context, block => writing(path, () => file.consume(block)), overrides);
    if (isRaised(found)) {
      throw new InspectionError(
        'gradient-none',
        `There is no gradient of ${key}: ${found.error}: ${found.message}`,
        'Choose another key, or a prediction it applies to.',
      );
    }
  } catch (error) {
    file.discard();
    throw error;
  }
  file.close();
}

/** What the file system refuses, as an error that says what to do. */
function writing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new InspectionError(
      exists ? 'output-exists' : 'output-not-writable',
      exists ? `${path} exists already.` : `The gradient could not be written (${(error as Error).message}).`,
      'Give --out another file.',
      { cause: error },
    );
  }
}
