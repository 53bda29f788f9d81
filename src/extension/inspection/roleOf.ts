import type { Problem } from '../../core/errors.js';
import type { FileRole } from '../../core/inspection/report.js';
import { nameOf } from '../../core/pairing/paths.js';
import type { Pair } from './pair.js';

/**
 * Which file a failure is about. Sentences begin with the name of their file, in full or its last part; where two
 * files are named alike, or none is named, the code tells. What stays is said of the prediction.
 */
export function roleOf({ code, message }: Problem, pair: Pair, displayName: (uri: string) => string): FileRole {
  const files: [FileRole, string][] = [];
  for (const [role, uri] of [
    ['prediction', pair.prediction],
    ['label', pair.label],
    ['image', pair.image],
    ['classes', pair.classesFile],
  ] as const) {
    if (uri !== null) {
      files.push([role, displayName(uri)]);
    }
  }
  const byCode = files.find(([role]) => code.startsWith(role))?.[0];
  const inFull = files.find(([, name]) => message.startsWith(`${name} `))?.[0];
  const named = files.filter(([, name]) => message.startsWith(`${nameOf(name)} `)).map(([role]) => role);
  return inFull ?? (named.length === 1 ? named[0] : undefined) ?? byCode ?? 'prediction';
}
