import type { ClassSpec } from '../classSpec.js';
import type { CodeTable } from '../codes.js';
import type { EncodingId } from '../ids.js';
import type { LabelSurvey } from '../survey.js';

/** One way in which the pixels of a label name their classes. */
export interface LabelEncoding {
  readonly id: EncodingId;
  /** What it means, in a few words. */
  readonly title: string;
  /** The id that a stored value holds, where it is not the value itself. */
  idOf?(stored: number): number;
  /** Why a label cannot be read so, as the rest of a sentence that begins with its name; null where it can. */
  unfit(survey: LabelSurvey): string | null;
  /** The class of each value or colour found. Throws InspectionError where one cannot be told. */
  read(survey: LabelSurvey, spec: ClassSpec, numClasses: number): EncodedTable;
}

export interface EncodedTable extends CodeTable {
  /** Plain sentences: what was found and how it was read. */
  evidence: string[];
}
