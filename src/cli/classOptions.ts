import { readFileSync } from 'node:fs';
import type { ClassOptions } from '../core/inspection/job.js';
import { ENCODINGS, PRESETS, type Remap } from '../core/labels/ids.js';
import { checkedRemap } from '../core/labels/remap.js';
import { oneOf, toNumber, usage } from './values.js';

const text = { type: 'string' } as const;

/** Flags of classes and labels, whatever the command. */
export const CLASS_FLAGS = {
  'num-classes': text,
  'ignore-index': { type: 'string', multiple: true },
  'reduce-zero-label': { type: 'boolean' },
  encoding: text,
  preset: text,
  remap: text,
  'nearest-colour': { type: 'boolean' },
} as const;

/** The flags that say what the classes are and how a label's values name them. */
export interface ClassFlags {
  'num-classes'?: string;
  'ignore-index'?: string[];
  'reduce-zero-label'?: boolean;
  encoding?: string;
  preset?: string;
  remap?: string;
  'nearest-colour'?: boolean;
}

/** Throws usage for a value that is none of those a flag takes. */
export function classOptions(flags: ClassFlags): ClassOptions {
  const ignored = flags['ignore-index']?.flatMap(list => list.split(',')).map(one => toNumber(one, 'ignore-index'));
  const { encoding, preset, remap } = flags;
  return {
    ...(flags['num-classes'] !== undefined && { numClasses: toNumber(flags['num-classes'], 'num-classes') }),
    ...(ignored && { ignoreIndex: ignored.length === 1 ? ignored[0] : ignored }),
    ...(flags['reduce-zero-label'] && { reduceZeroLabel: true }),
    ...(encoding !== undefined && { encoding: oneOf(encoding, 'encoding', ENCODINGS) }),
    ...(preset !== undefined && { preset: oneOf(preset, 'preset', PRESETS) }),
    ...(remap !== undefined && { remap: readRemap(remap) }),
    ...(flags['nearest-colour'] && { nearestColour: true }),
  };
}

/** A table as JSON, or a file of it. */
function readRemap(given: string): Remap {
  const bad = (what: string) =>
    usage(`--remap ${given.length > 40 ? `${given.slice(0, 40)}…` : given}: ${what}.`, HINT);
  let text = given;
  if (!given.trim().startsWith('{')) {
    try {
      text = readFileSync(given, 'utf8');
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      throw bad(missing ? 'there is no such file' : (error as Error).message);
    }
  }
  let table: unknown;
  try {
    table = JSON.parse(text);
  } catch (error) {
    throw bad(`it is not JSON (${(error as Error).message})`);
  }
  return checkedRemap(table, bad);
}

const HINT = `--remap '{"7": 0, "8": 1, "-1": "ignore"}', or a file of this`;
