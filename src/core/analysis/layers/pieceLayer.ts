import { CORRECT, ERROR_KINDS, errorKind } from '../../inspection/errorTypes.js';
import { IGNORED_CODE } from '../../inspection/layers.js';
import { boundaryDistances } from '../boundaryDistances.js';
import type { LayerMaker } from './made.js';

/** 1 at the pixels of one entry of the ledger. */
export const piece: LayerMaker<'piece'> = async (pair, { piece: wanted }, _settings, { checkpoint }) => {
  const { codes: labels } = pair.label;
  const { argmax } = pair.stats;
  const kind = wanted.kind === undefined ? -1 : ERROR_KINDS.indexOf(wanted.kind);
  const distances = wanted.band && (await boundaryDistances(pair, checkpoint));
  const width = wanted.boundaryWidth ?? 0;
  const codes = new Uint16Array(labels.length);
  for (let k = 0; k < codes.length; k++) {
    const label = labels[k];
    const inside =
      (label !== IGNORED_CODE || wanted.kind === 'ignored') &&
      (wanted.label === undefined || label === wanted.label) &&
      (wanted.prediction === undefined || argmax[k] === wanted.prediction) &&
      (kind < CORRECT || errorKind(label, argmax[k], -1, pair.background) === kind) &&
      (!distances || distances[k] <= width === (wanted.band === 'boundary'));
    codes[k] = inside ? 1 : 0;
  }
  return { encoding: 'id', codes };
};
