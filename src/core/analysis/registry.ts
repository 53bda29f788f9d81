import type { Analysed } from './analysed.js';
import type { Answerer, Asking } from './asking.js';
import { compare } from './compare.js';
import { curves } from './curves.js';
import { deepFindings } from './deepFindings.js';
import { dialectKeys } from './dialectKeys.js';
import { dialects, gap } from './dialects.js';
import { layer } from './layer.js';
import { ledger } from './ledger.js';
import { probe } from './probe.js';
import type { AnswerOf, ParamsOf, QuestionName } from './questions.js';
import { regions } from './regions.js';
import { slices } from './slices.js';
import { snippet } from './snippet.js';
import { whatIf } from './whatIf.js';

/** Every question there is. Adding one: a name in names.ts, its types in questions.ts, its file, a line here. */
const ANSWERERS: { readonly [N in QuestionName]: Answerer<N> } = {
  probe,
  layer,
  whatIf,
  ledger,
  dialects,
  dialectKeys,
  gap,
  curves,
  regions,
  compare,
  slices,
  deepFindings,
  snippet,
};

export async function answer<N extends QuestionName>(
  pair: Analysed,
  name: N,
  params: ParamsOf<N>,
  asking: Asking<AnswerOf<N>>,
): Promise<AnswerOf<N>> {
  return (ANSWERERS[name] as Answerer<N>)(pair, params, asking);
}
