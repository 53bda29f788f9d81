import type { Problem } from '../../core/errors.js';
import type { FileRole, Severity } from '../../core/inspection/report.js';
import type { Pair } from '../inspection/pair.js';
import type { Outcome } from '../inspection/session.js';

/** One line of the Problems view, before it becomes a `vscode.Diagnostic`. */
export interface Entry {
  uri: string;
  code: string;
  severity: Severity;
  message: string;
}

/** What an outcome has to say, each entry on the file it is about. */
export function entriesOf(pair: Pair, outcome: Outcome, displayName: (uri: string) => string): Entry[] {
  if ('problem' in outcome) {
    const { problem } = outcome;
    if (problem.code === 'prediction-not-found') {
      // A file that is gone has no problems.
      return [];
    }
    const uri = fileOf(pair, roleOf(problem, pair, displayName));
    return [{ uri, code: problem.code, severity: 'error', message: `${problem.message} ${problem.hint}` }];
  }
  return outcome.report.findings.map(({ code, severity, message, hint, role }) => ({
    uri: fileOf(pair, role),
    code,
    severity,
    message: `${message} ${hint}`,
  }));
}

/** A file that was not found cannot carry an entry; the prediction, from which one starts, does. */
function fileOf(pair: Pair, role: FileRole): string {
  const files: Record<FileRole, string | null> = {
    prediction: pair.prediction,
    label: pair.label,
    image: pair.image,
    classes: pair.classesFile,
  };
  return files[role] ?? pair.prediction;
}

/**
 * Failures name their file at the beginning of the sentence; where they do not, the code tells. What stays is said
 * of the prediction.
 */
export function roleOf({ code, message }: Problem, pair: Pair, displayName: (uri: string) => string): FileRole {
  if (code === 'label-not-found') {
    return 'prediction';
  }
  const files: [FileRole, string | null][] = [
    ['prediction', pair.prediction],
    ['label', pair.label],
    ['image', pair.image],
    ['classes', pair.classesFile],
  ];
  const named = files.find(([, uri]) => uri !== null && message.startsWith(`${displayName(uri)} `));
  if (named) {
    return named[0];
  }
  const byCode = files.find(([role]) => code.startsWith(role));
  return byCode ? byCode[0] : 'prediction';
}
