import type { ClassOptions } from '../../inspection/job.js';
import type { ClassSpec } from '../classSpec.js';
import type { LabelSurvey } from '../survey.js';

/** Another way to read a label: what a confirmation writes into the settings. */
export interface LabelProposal {
  options: Pick<ClassOptions, 'preset' | 'encoding' | 'reduceZeroLabel' | 'ignoreIndex'>;
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

/** Looks at a label in one respect. */
export type InferenceRule = (survey: LabelSurvey, context: InferenceContext) => LabelProposal[];
