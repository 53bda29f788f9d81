import type { Choice } from '../../core/choice.js';
import { extensionOf, folderOf, nameOf } from '../../core/pairing/paths.js';
import type { ReadingOverride } from '../../shared/protocol.js';
import type { Pair } from '../inspection/pair.js';
import type { Memory } from './choices.js';

const KEY = 'pairing.answers';

/** The oldest are forgotten beyond so many. */
const MOST = 300;

/** What is answered, one question after the other. */
const ABOUT = ['predictionArray', 'labelArray', 'kind', 'sample', 'slice'] as const;

/**
 * What was answered about files that hold more than one thing, in the workspace's own storage: arrays and kinds for all
 * files of a folder and format, the number of a sample for one pair.
 */
export class AnswerMemory {
  constructor(private readonly memory: Memory) {}

  /** What was answered to the same question, if it is still one of the answers. */
  recall({ about, answers }: Choice, pair: Pair): Partial<ReadingOverride> | undefined {
    const kept = this.kept(about, pair);
    return answers.some(({ value }) => value === kept) ? { [about]: kept } : undefined;
  }

  async remember(about: Choice['about'], pair: Pair, value: string | number): Promise<void> {
    const key = keyOf(about, pair);
    const rest = this.all().filter(([other]) => other !== key);
    await this.memory.update(KEY, [[key, value], ...rest].slice(0, MOST));
  }

  /** Forgets what is kept about the files of a pair. */
  async forget(pair: Pair): Promise<void> {
    const keys = ABOUT.map(about => keyOf(about, pair));
    await this.memory.update(
      KEY,
      this.all().filter(([key]) => !keys.includes(key)),
    );
  }

  /** What is kept about the files of a pair. */
  about(pair: Pair): { about: Choice['about']; value: string | number }[] {
    return ABOUT.flatMap(about => {
      const value = this.kept(about, pair);
      return value === undefined ? [] : [{ about, value }];
    });
  }

  private kept(about: Choice['about'], pair: Pair): string | number | undefined {
    const key = keyOf(about, pair);
    return this.all().find(([other]) => other === key)?.[1];
  }

  private all(): [string, string | number][] {
    const kept = this.memory.get(KEY);
    const isPair = (one: unknown): one is [string, string | number] =>
      Array.isArray(one) && typeof one[0] === 'string' && (typeof one[1] === 'string' || typeof one[1] === 'number');
    return Array.isArray(kept) ? kept.filter(isPair) : [];
  }
}

function keyOf(about: Choice['about'], { prediction, label }: Pair): string {
  if (about === 'sample' || about === 'slice') {
    return `${about} ${prediction} ${label ?? ''}`;
  }
  const file = about === 'labelArray' ? (label ?? '') : prediction;
  return `${about} ${folderOf(file)} ${extensionOf(nameOf(file))}`;
}
