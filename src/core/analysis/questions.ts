import type { CompareAnswer, CompareParams } from './compare.js';
import type { CurvesAnswer, CurvesParams } from './curves.js';
import type { DeepFindingsAnswer, DeepFindingsParams } from './deepFindings.js';
import type { DialectKeysAnswer, DialectKeysParams } from './dialectKeys.js';
import type { DialectsAnswer, DialectsParams, GapAnswer, GapParams } from './dialects.js';
import type { LayerAnswer, LayerParams } from './layer.js';
import type { LedgerAnswer, LedgerParams } from './ledger.js';
import type { ProbeAnswer, ProbeParams } from './probe.js';
import type { RegionsAnswer, RegionsParams } from './regions.js';
import type { SlicesAnswer, SlicesParams } from './slices.js';
import type { SnippetAnswer, SnippetParams } from './snippet.js';
import type { WhatIfAnswer, WhatIfParams } from './whatIf.js';

/**
 * What may be asked of an inspected pair, by name. Answers are JSON (numbers that JSON cannot carry as ReportNumber)
 * with typed arrays wherever there are many numbers; those travel beside it as exact buffers.
 */
export interface Questions {
  probe: { params: ProbeParams; answer: ProbeAnswer };
  layer: { params: LayerParams; answer: LayerAnswer };
  whatIf: { params: WhatIfParams; answer: WhatIfAnswer };
  ledger: { params: LedgerParams; answer: LedgerAnswer };
  dialects: { params: DialectsParams; answer: DialectsAnswer };
  dialectKeys: { params: DialectKeysParams; answer: DialectKeysAnswer };
  gap: { params: GapParams; answer: GapAnswer };
  curves: { params: CurvesParams; answer: CurvesAnswer };
  regions: { params: RegionsParams; answer: RegionsAnswer };
  compare: { params: CompareParams; answer: CompareAnswer };
  slices: { params: SlicesParams; answer: SlicesAnswer };
  deepFindings: { params: DeepFindingsParams; answer: DeepFindingsAnswer };
  snippet: { params: SnippetParams; answer: SnippetAnswer };
}

export type QuestionName = keyof Questions;
export type ParamsOf<N extends QuestionName> = Questions[N]['params'];
export type AnswerOf<N extends QuestionName> = Questions[N]['answer'];
