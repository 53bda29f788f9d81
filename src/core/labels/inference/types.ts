import type { ClassOptions } from '../../inspection/job.js';
import type { Fix } from '../../inspection/report.js';
import type { ClassSpec } from '../classSpec.js';
import type { LabelSurvey } from '../survey.js';

/** Another way to read a label. */
export interface LabelProposal {
  /** The options that make it so. */
  options: Pick<ClassOptions, 'preset' | 'encoding' | 'reduceZeroLabel' | 'ignoreIndex'>;
  /** The same as settings: what a confirmation writes. */
  fixes: Fix[];
  /** "Cityscapes, label ids" */
  title: string;
  /** Plain sentences, e.g. "the file name says labelIds, and the prediction has 19 classes". */
  evidence: string[];
  /** Whether it is the only reading that leaves no pixel unexplained, by content; such a one is applied by itself. */
  certain: boolean;
  /** Whether the label was read so, and only the user's word is missing. */
  taken?: boolean;
  /** Of one that was taken: the setting that reads the stored values as ids instead, where there are any. */
  otherwise?: Fix;
}

/** What is known when a label is about to be read. */
export interface InferenceContext {
  spec: ClassSpec;
  options: ClassOptions;
  numClasses: number;
  path: string;
}

/** A proposal as a rule makes it; its settings follow from the options. */
export type Proposed = Omit<LabelProposal, 'fixes' | 'taken' | 'otherwise'>;

/** Looks at a label in one respect. */
export type InferenceRule = (survey: LabelSurvey, context: InferenceContext) => Proposed[];
