import { InspectionError, toProblem } from '../../core/errors.js';
import type { Report } from '../../core/inspection/report.js';
import type { Pair } from '../inspection/pair.js';
import type { Outcome } from '../inspection/session.js';

export interface InspectContext {
  /** Asks when nothing was selected. */
  chooseFile: () => Promise<string | undefined>;
  resolvePair: (files: readonly string[]) => Promise<Pair | undefined>;
  /** Opens the panel and answers with the outcome of its inspection. */
  show: (pair: Pair) => Promise<Outcome>;
  /** Tells about a failure that has no panel, since there is no pair yet. */
  unpaired: (files: readonly string[], error: unknown) => void;
}

/** From selected files to a report; undefined when the user dismissed a question. Failures are thrown. */
export async function inspect(files: readonly string[], context: InspectContext): Promise<Report | undefined> {
  let selected = files;
  if (selected.length === 0) {
    const chosen = await context.chooseFile();
    if (chosen === undefined) {
      return undefined;
    }
    selected = [chosen];
  }
  let pair: Pair | undefined;
  try {
    pair = await context.resolvePair(selected);
  } catch (error) {
    context.unpaired(selected, error);
    throw error;
  }
  const outcome = pair && (await context.show(pair));
  if (outcome && 'problem' in outcome) {
    const { code, message, hint } = outcome.problem;
    throw new InspectionError(code, message, hint);
  }
  return outcome?.report;
}

/** For commands: the failure has been shown where it belongs, and VS Code shall not show it again as its own. */
export async function withoutThrowing(
  work: Promise<Report | undefined>,
  log: (line: string) => void,
): Promise<Report | undefined> {
  try {
    return await work;
  } catch (error) {
    const { code, message } = toProblem(error);
    log(`${code}: ${message}`);
    return undefined;
  }
}
