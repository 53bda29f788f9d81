import type { LayerRequest } from '../../core/analysis/layer.js';
import {
  IGNORED_CODE,
  LOSS_CODE_INFINITE,
  LOSS_CODE_MAX,
  LOSS_CODE_NAN,
  SIGNED_NEGATIVE_INFINITE,
} from '../../core/inspection/layers.js';
import type { Report } from '../../core/inspection/report.js';
import { formatNumber, formatShare } from '../format.js';
import type { LayerStore } from '../layerStore.js';
import { requestOf } from '../layers.js';
import { className, layerTitle } from '../layerTitle.js';
import { type Pixel, type ReadySnapshot, type State, shownLayer, slice } from '../state.js';
import { strings } from '../strings.js';
import { colouredLayer } from './paints.js';
import { shareOf } from './scales.js';

/** A loss back from its code, no more precise than the code is. */
export function formatLossCode(code: number, range: readonly [number, number]): string {
  if (code === LOSS_CODE_INFINITE) {
    return strings.infinity;
  }
  if (code === LOSS_CODE_NAN) {
    return strings.nan;
  }
  const step = range[1] / LOSS_CODE_MAX;
  if (step === 0) {
    return '0';
  }
  if (code === 0) {
    // The true value may be anything up to half a step: 0 would claim more than is known.
    return `< ${(step / 2).toPrecision(1)}`;
  }
  const value = code * step;
  const decimals = Math.min(Math.max(0, Math.ceil(-Math.log10(step))), Math.max(0, 3 - Math.floor(Math.log10(value))));
  return strings.approximately(value.toFixed(decimals));
}

/** Status line parts of one pixel; those whose layer is not here (yet) are left out. */
export function describePixel(state: State, snapshot: ReadySnapshot, layers: LayerStore, pixel: Pixel): string[] {
  const { report } = snapshot;
  const at = (request: LayerRequest) => {
    const params = slice(state, request);
    return layers.codes(params)?.[pixel.y * layers.info(params)!.width + pixel.x];
  };
  const label = at({ id: 'label' });
  const prediction = at({ id: 'prediction' });
  const parts: string[] = [];
  if (label !== undefined) {
    const name = label === IGNORED_CODE ? strings.ignoredPixel : className(report, label);
    parts.push(`${strings.labelIs} ${name}`);
  }
  if (prediction !== undefined) {
    parts.push(`${strings.predicted} ${className(report, prediction)}`);
  }
  const other = snapshot.comparison ? at({ id: 'otherPrediction' }) : undefined;
  if (other !== undefined) {
    parts.push(`${strings.otherPredicted} ${className(report, other)}`);
  }
  if (label === IGNORED_CODE) {
    return parts;
  }
  for (const term of ['crossEntropy', 'focal'] as const) {
    const code = at({ id: 'loss', term });
    const range = layers.info(slice(state, { id: 'loss', term }))?.range;
    if (code !== undefined && range) {
      parts.push(`${strings.terms[term]} ${formatLossCode(code, range)}`);
    }
  }
  const shown = shownLayer(state);
  const request = requestOf(shown);
  const term = request?.id === 'loss' && (request.term === 'crossEntropy' || request.term === 'focal') && request.term;
  if (request && !term) {
    parts.push(...ownValue(state, layers, pixel, report));
  }
  const base = term || report.settings.base;
  const code = at({ id: 'loss', term: base });
  const sum = layers.codeSum(slice(state, { id: 'loss', term: base }));
  if (code !== undefined && code <= LOSS_CODE_MAX && sum) {
    parts.push(
      strings.ofTheLoss(
        code === 0 ? `< ${formatShare(0.5 / sum)}` : strings.approximately(formatShare(code / sum)),
        strings.terms[base],
      ),
    );
  }
  return parts;
}

/** What a layer of other numbers says here: its name, the number, its unit. */
function ownValue(state: State, layers: LayerStore, pixel: Pixel, report: Report): string[] {
  const layer = shownLayer(state);
  const found = colouredLayer(state, layers, layer);
  if (!found?.info.range) {
    return [];
  }
  const { info, codes, encoding } = found;
  const code = codes[pixel.y * info.width + pixel.x]!;
  const [, largest] = info.range!;
  const size = Math.abs(shareOf(encoding, code)) * largest;
  const value =
    encoding === 'loss' || code >= SIGNED_NEGATIVE_INFINITE
      ? formatLossCode(code === SIGNED_NEGATIVE_INFINITE ? LOSS_CODE_INFINITE : code, [0, largest])
      : strings.approximately(formatNumber(Number((Math.sign(shareOf(encoding, code)) * size).toPrecision(3))));
  const unit = info.unit && strings.units[info.unit];
  return [`${layerTitle(layer, report)} ${value}${unit ? ` ${unit}` : ''}`];
}
