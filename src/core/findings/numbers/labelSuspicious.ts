import { findRegions } from '../../analysis/regions/findRegions.js';
import { className } from '../../labels/classSpec.js';
import { finite, type NumberRule, short } from './types.js';

/** Regions where the prediction says another class, consistently and with confidence, away from any border. */
export const labelSuspicious: NumberRule = async (pair, checkpoint) => {
  const loss = finite(pair.report.totals.crossEntropy);
  if (pair.isMask || loss === null || loss === 0) {
    return null;
  }
  const rule = { term: 'crossEntropy' } as const;
  const suspicious = (await findRegions(pair, rule, {}, checkpoint)).regions.filter(region => region.suspicious);
  const [first] = suspicious;
  if (!first) {
    return null;
  }
  const [label, prediction] = [first.label, first.prediction].map(id => className(pair.spec, id));
  const many = suspicious.length === 1 ? 'One region looks' : `${suspicious.length} regions look`;
  return {
    code: 'label-suspicious',
    severity: 'warning',
    role: 'label',
    message:
      `${many} like a label error; the costliest, ${first.pixels.toLocaleString('en')} pixels labelled ${label}, is ` +
      `predicted as ${prediction} with a probability of ${short(finite(first.confidence) ?? 0)}.`,
    hint: 'Compare it with the picture; correct the label, or put the region on the ignore value.',
    evidence: { regions: suspicious.length, pixels: first.pixels, label, prediction, confidence: first.confidence },
    show: {
      layer: { id: 'regions', rule },
      region: { sample: first.sample, rank: first.rank },
      pair: { label: first.label, prediction: first.prediction },
      tab: 'regions',
    },
  };
};
