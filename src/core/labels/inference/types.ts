import type { ClassOptions } from '../../inspection/job.js';
import type { Fix } from '../../inspection/report.js';
import type { ClassSpec } from '../classSpec.js';
import type { LabelSurvey } from '../survey.js';

/** Another way to read a label. */
export interface LabelProposal {
  /** The one option that makes it so. */
  options: Pick<ClassOptions, 'preset' | 'encoding' | 'reduceZeroLabel' | 'ignoreIndex'>;
  /** The same as a setting: what a confirmation writes. */
  fix: Fix;
  /** "Cityscapes, label ids" */
  title: string;
  /** Plain sentences, e.g. "the file name says labelIds, and the prediction has 19 classes". */
  evidence: string[];
  /** Whether it is the only reading that leaves no pixel unexplained, by content; such a one is applied by itself. */
  certain: boolean;
}

/** What is known when a label is about to be read. */
export interface InferenceContext {
  spec: ClassSpec;
  options: ClassOptions;
  numClasses: number;
  path: string;
}

/** A proposal as a rule makes it; its setting follows from the option. */
export type Proposed = Omit<LabelProposal, 'fix'>;

/** Looks at a label in one respect. */
export type InferenceRule = (survey: LabelSurvey, context: InferenceContext) => Proposed[];
