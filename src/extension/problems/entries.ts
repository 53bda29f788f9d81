import type { FileRole, Severity } from '../../core/inspection/report.js';
import type { Pair } from '../inspection/pair.js';
import { roleOf } from '../inspection/roleOf.js';
import type { Outcome } from '../inspection/session.js';

/** One line of the Problems view, before it becomes a `vscode.Diagnostic`. */
export interface Entry {
  uri: string;
  code: string;
  severity: Severity;
  message: string;
  /** Line in a text file, from 0; else the entry is about the whole file. */
  line?: number;
  /** Other files it is about. */
  related?: readonly { uri: string; message: string }[];
  /** What its link opens in the panel. */
  pair?: { prediction: string; label: string | null };
}

export interface HowSaid {
  displayName: (uri: string) => string;
  /** A sentence in the language of the user. */
  said: (sentence: string) => string;
}

/** What an outcome has to say, each entry on the file it is about. */
export function entriesOf(pair: Pair, outcome: Outcome, { displayName, said }: HowSaid): Entry[] {
  if ('problem' in outcome) {
    const { problem } = outcome;
    if (problem.code === 'prediction-not-found') {
      // A file that is gone has no problems.
      return [];
    }
    // A label that was not found cannot carry an entry; the prediction, from which one starts, does.
    const role = problem.code === 'label-not-found' ? 'prediction' : roleOf(problem, pair, displayName);
    const uri = fileOf(pair, role);
    return [{ uri, code: problem.code, severity: 'error', message: said(`${problem.message} ${problem.hint}`) }];
  }
  return outcome.report.findings.map(({ code, severity, message, hint, role }) => ({
    uri: fileOf(pair, role),
    code,
    severity,
    message: said(`${message} ${hint}`),
  }));
}

/** What is said of a file that the pair does not have is said of the prediction. */
function fileOf(pair: Pair, role: FileRole): string {
  const files: Record<FileRole, string | null> = {
    prediction: pair.prediction,
    label: pair.label,
    image: pair.image,
    classes: pair.classesFile,
  };
  return files[role] ?? pair.prediction;
}
