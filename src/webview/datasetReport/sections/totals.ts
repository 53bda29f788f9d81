import { TERMS, type Term } from '../../../core/dataset/terms.js';
import { replace } from '../../dom.js';
import { formatCount } from '../../format.js';
import { words } from '../../strings/datasetReport.js';
import { keyed, numbers, section, table } from '../parts.js';
import type { Section } from '../state.js';

/** Every term over all pixels, and its spread over pairs. */
export function createTotals(): Section {
  const { element, body, hint } = section('totals', words.totals);
  let shown: Parameters<Section['update']>[1] = null;
  const render = keyed(() => {
    const { pooled, perPair, evaluated, pixels } = shown!;
    hint.textContent = words.totalsHint(formatCount(evaluated), formatCount(pixels.valid));
    const terms = TERMS.filter(term => pooled?.[term] !== null);
    const quantile = (at: number) => (term: Term) => perPair[term].quantiles?.[at] ?? null;
    replace(
      body,
      table(
        words.totals,
        [
          { title: words.term1, cell: term => words.terms[term] },
          numbers<Term>(words.pooled, term => pooled?.[term] ?? null, words.pooledMeans),
          numbers<Term>(words.perPair, term => perPair[term].mean, words.perPairMeans),
          numbers(words.least, quantile(0)),
          numbers(words.median, quantile(2)),
          numbers(words.most, quantile(4)),
        ],
        terms,
        term => ({ 'data-term': term }),
      ),
    );
  });
  return {
    element,
    update(_state, group) {
      shown = group;
      if (group?.pooled) {
        render([group.pooled, group.perPair, group.evaluated]);
      }
      return group?.pooled ? words.totals : null;
    },
  };
}
