import { type GapAnswer, gapAnswer } from '../core/analysis/dialects.js';
import type { DialectContext } from '../core/dialects/context.js';
import { explainGap } from '../core/dialects/explainGap.js';
import type { Overrides } from '../core/dialects/overrides.js';
import { show } from './textReport.js';
import { usage } from './values.js';

/** Why two dialects differ, as --explain-gap KEY,KEY asks. */
export async function gapOf(keys: string, context: DialectContext, overrides: Overrides): Promise<GapAnswer> {
  const [from, to, ...more] = keys.split(',').map(key => key.trim());
  if (!from || !to || more.length > 0) {
    throw usage(`--explain-gap is "${keys}".`, 'It takes two keys: --explain-gap origin.dice,monai.dice');
  }
  if (overrides.activation === 'sigmoid' || overrides.labelSmoothing !== undefined) {
    throw usage(
      '--explain-gap takes the two keys as their libraries have them.',
      'Leave out --activation sigmoid and --label-smoothing.',
    );
  }
  return gapAnswer(from, to, await explainGap(from, to, context));
}

/** The gap for a terminal: the two values, then what each convention makes of the difference. */
export function gapText(gap: GapAnswer | undefined): string {
  if (!gap) {
    return '';
  }
  const { from, to, steps, raised } = gap;
  if (raised) {
    return `\n${from.key} and ${to.key}: ${raised.error}: ${raised.message}\n`;
  }
  const signed = (value: GapAnswer['gap']) => `${typeof value === 'number' && value > 0 ? '+' : ''}${show(value)}`;
  const values = `${show(from.value)} → ${show(to.value)} (${signed(gap.gap)})`;
  const lines = steps.map(
    step => `  ${signed(step.contribution).padStart(10)}  ${step.convention}: ${step.from} → ${step.to}\n`,
  );
  return `\n${from.key} → ${to.key}: ${values}\n${lines.join('')}`;
}
