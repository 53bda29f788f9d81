import type { DialectContext } from '../dialects/context.js';
import { readsLogits, relabels } from '../dialects/evaluate.js';
import { DIALECTS } from '../dialects/registry.js';
import { type Dialect, isRaised } from '../dialects/types.js';
import { FAMILY_NAMES } from '../dialects/words.js';
import type { Analysed } from './analysed.js';
import type { Answerer } from './asking.js';
import type { WhatIfSettings } from './settings.js';
import { resolve } from './total/resolve.js';
import { turnedDialect } from './total/turnedDialect.js';

export interface DialectKeysParams {
  /** What else was turned: it may ask for more of the logits than the dialect by itself. */
  settings?: WhatIfSettings;
}

/** A dialect that the total can follow. */
export interface DialectKey {
  key: string;
  library: string;
  /** Its losses in words. */
  losses: string[];
  /** True where its value needs another pass over the logits, false where what the inspection kept is enough. */
  reads: boolean;
  /** Settings that change it; the library fixes the others. */
  follows: (keyof WhatIfSettings)[];
  /** What it raises for this pair instead of giving a value. */
  raises: string | null;
}

export interface DialectKeysAnswer {
  rows: DialectKey[];
}

/** The dialects that apply to this prediction, and what each needs. Evaluates none of them. */
export const dialectKeys: Answerer<'dialectKeys'> = async (pair, { settings = {} }, { checkpoint }) => {
  pair.needProbabilities();
  const context = pair.context(resolve(pair, { ...settings, dialect: null }).weights, checkpoint);
  return { rows: DIALECTS.filter(dialect => context.applies(dialect)).map(one => rowOf(one, pair, context, settings)) };
};

function rowOf(own: Dialect, pair: Analysed, context: DialectContext, settings: WhatIfSettings): DialectKey {
  const dialect = turnedDialect(own, settings);
  const { ignored, ignoreIndex, view, single } = context;
  const kept = { single, threshold: pair.job.loss.threshold };
  const passes = dialect.terms.map(term => context.passesOf(dialect, relabels(term)));
  const raised = dialect.raises?.({ ignored, ignoreIndex, channels: view.channels }) ?? passes.find(isRaised);
  return {
    key: own.key,
    library: own.library,
    losses: own.terms.map(({ family }) => FAMILY_NAMES[family]),
    reads: dialect.terms.some((term, k) => {
      const found = passes[k];
      return !isRaised(found) && (!pair.isOwn(found.key) || readsLogits(term, kept));
    }),
    follows: followed(own),
    raises: raised ? `${raised.error}: ${raised.message}` : null,
  };
}

/** Two values of every setting that a dialect may know. */
const TRIED: { [K in keyof WhatIfSettings]?: readonly [WhatIfSettings[K], WhatIfSettings[K]] } = {
  gamma: [1, 2],
  alpha: [0.25, 0.5],
  labelSmoothing: [0.1, 0.2],
  beta: [1, 2],
  smooth: [1, 2],
  ignore: ['drop', 'background'],
  absent: ['kept', 'zero'],
};

/** A setting is followed where two of its values give two declarations. */
function followed(dialect: Dialect): (keyof WhatIfSettings)[] {
  const text = (settings: WhatIfSettings) => JSON.stringify(turnedDialect(dialect, settings).terms);
  const found = Object.entries(TRIED)
    .filter(([name, [one, other]]) => text({ [name]: one }) !== text({ [name]: other }))
    .map(([name]) => name as keyof WhatIfSettings);
  const weighted = dialect.terms.some(({ conventions }) => 'weights' in conventions && conventions.weights !== 'none');
  return weighted ? [...found, 'weights'] : found;
}
