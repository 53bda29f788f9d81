import { distancesTo } from '../distance/distancesTo.js';

export interface DistanceConventions {
  kind: 'surface' | 'hausdorff';
  ignore: 'toClass0';
  classes: 'all' | 'foreground';
  /**
   * Distances truncated toward zero, as an integer array makes them; of the Hausdorff loss those of the argmax only,
   * since the label's are kept in an array of floats.
   */
  truncated: boolean;
}

export const DISTANCE_DEFAULTS: DistanceConventions = {
  kind: 'surface',
  ignore: 'toClass0',
  classes: 'all',
  truncated: false,
};

/**
 * The field that one class's probabilities are weighed with, from the label and the argmax of one sample.
 *
 * Surface loss (Kervadec 2019): L = mean p·φ, φ the signed distance to the class: outside d(pixel, class), inside
 * −(d(pixel, outside) − 1), 0 everywhere for an absent class.
 *
 * Hausdorff loss (Karimi 2019, one-sided as in boundary-loss): L = mean (p − y)²·(D_y² + D_p²), D the distance from
 * a pixel inside the class to its outside, of the label and of the argmax.
 */
export function distanceField(
  { kind, truncated }: DistanceConventions,
  code: number,
  label: Uint16Array,
  argmax: Uint16Array,
  height: number,
  width: number,
): Float64Array {
  const cut = (value: number) => (truncated ? Math.trunc(value) : value);
  const inside = (map: Uint16Array) => {
    const found = map.includes(code);
    return found ? distancesTo(k => map[k] !== code, height, width) : null;
  };
  const labelInside = inside(label);
  if (kind === 'surface') {
    if (!labelInside) {
      return new Float64Array(label.length);
    }
    const outside = distancesTo(k => label[k] === code, height, width);
    return outside.map((distance, k) => cut(label[k] === code ? 1 - labelInside[k] : distance));
  }
  const predictedInside = inside(argmax);
  return Float64Array.from(label, (_, k) => {
    const own = labelInside && label[k] === code ? labelInside[k] : 0;
    const predicted = predictedInside && argmax[k] === code ? cut(predictedInside[k]) : 0;
    return own ** 2 + predicted ** 2;
  });
}

/** Loss of one pixel and class, and its derivative with respect to p; y is 1 where the class is the label. */
export function distanceTerm(kind: DistanceConventions['kind'], p: number, y: number, field: number) {
  return kind === 'surface'
    ? { loss: p * field, slope: field }
    : { loss: (p - y) ** 2 * field, slope: 2 * (p - y) * field };
}
