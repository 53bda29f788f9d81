import {
  IGNORED_CODE,
  type LayerId,
  LOSS_CODE_INFINITE,
  LOSS_CODE_MAX,
  LOSS_CODE_NAN,
} from '../../core/inspection/layers.js';
import type { Report } from '../../core/inspection/report.js';
import { formatShare } from '../format.js';
import type { LayerStore } from '../layerStore.js';
import type { Pixel, ReadySnapshot, ViewLayer } from '../state.js';
import { strings } from '../strings.js';

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

export function className(report: Report, id: number): string {
  return report.classes.find(row => row.id === id)?.name ?? String(id);
}

/** Status line parts of one pixel; those whose layer is not here (yet) are left out. */
export function describePixel(snapshot: ReadySnapshot, layers: LayerStore, pixel: Pixel, layer: ViewLayer): string[] {
  const { report } = snapshot;
  const at = (id: LayerId) => layers.code(id, pixel.x, pixel.y);
  const label = at('label');
  const prediction = at('prediction');
  const parts: string[] = [];
  if (label !== undefined) {
    const name = label === IGNORED_CODE ? strings.ignoredPixel : className(report, label);
    parts.push(`${strings.labelIs} ${name}`);
  }
  if (prediction !== undefined) {
    parts.push(`${strings.predicted} ${className(report, prediction)}`);
  }
  if (label === IGNORED_CODE) {
    return parts;
  }
  for (const id of ['crossEntropy', 'focal'] as const) {
    const code = at(id);
    const range = layers.info(id)?.range;
    if (code !== undefined && range) {
      parts.push(`${strings.terms[id]} ${formatLossCode(code, range)}`);
    }
  }
  const base = layer === 'focal' || layer === 'crossEntropy' ? layer : report.settings.base;
  const code = at(base);
  const sum = layers.codeSum(base);
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
