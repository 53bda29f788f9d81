import { EXPORT_FORMATS, type FromDatasetReport, type PairName } from '../../shared/datasetReportProtocol.js';
import { isRecord, shortText } from '../../shared/shapes.js';

/** Every message, checked by the compiler to be complete; what it needs beside its type. */
const PARSERS: { [T in FromDatasetReport['type']]: (value: Record<string, unknown>) => FromDatasetReport | null } = {
  ready: () => ({ type: 'ready' }),
  scan: () => ({ type: 'scan' }),
  pause: () => ({ type: 'pause' }),
  resume: () => ({ type: 'resume' }),
  cancel: () => ({ type: 'cancel' }),
  open: ({ pair, other }) => {
    const [one, two] = [pairName(pair), pairName(other)];
    return one && (other === null || two) ? { type: 'open', pair: one, other: two } : null;
  },
  thumbnail: ({ pair }) => about('thumbnail', pair),
  forget: ({ pair }) => about('forget', pair),
  baseline: ({ model }) => (model === null || text(model) ? { type: 'baseline', model: model as string | null } : null),
  countPixels: ({ dataset, a, b }) =>
    text(dataset) && text(a) && text(b) ? { type: 'countPixels', dataset, a, b } : null,
  export: ({ format }) => {
    const known = EXPORT_FORMATS.find(one => one === format);
    return known ? { type: 'export', format: known } : null;
  },
};

/** A message of the page if it has the shape of one, else null: the page is not trusted to be ours. */
export function parseFromDatasetReport(value: unknown): FromDatasetReport | null {
  const type = isRecord(value) ? value.type : undefined;
  return isRecord(value) && typeof type === 'string' && Object.hasOwn(PARSERS, type)
    ? PARSERS[type as FromDatasetReport['type']](value)
    : null;
}

function about(type: 'thumbnail' | 'forget', pair: unknown): FromDatasetReport | null {
  const name = pairName(pair);
  return name && { type, pair: name };
}

function pairName(value: unknown): PairName | null {
  const { dataset, model, prediction } = isRecord(value) ? value : {};
  return text(dataset) && text(model) && text(prediction) ? { dataset, model, prediction } : null;
}

const text = shortText as (value: unknown) => value is string;
