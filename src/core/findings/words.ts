import { type ClassSpec, className } from '../labels/classSpec.js';

export { countWithShare, percent } from '../words.js';

/** The most frequent ids first: "200, 255 and 3 more". */
export function listIds(counts: Map<number, number>): string {
  const ids = [...counts].sort((a, b) => b[1] - a[1]).map(([id]) => id);
  return ids.length <= 4 ? ids.join(', ') : `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more`;
}

export function totalCount(counts: Map<number, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** "360×480" */
export function sizeText({ height, width }: { height: number; width: number }): string {
  return `${height}×${width}`;
}

/** Up to three class names: "road, car, sky and 4 more". */
export function listClasses(spec: Pick<ClassSpec, 'names'>, ids: readonly number[]): string {
  const names = ids.slice(0, 3).map(id => className(spec, id));
  return ids.length > names.length ? `${names.join(', ')} and ${ids.length - names.length} more` : names.join(', ');
}

/** Four significant digits. */
export function short(value: number): string {
  return Number(value.toPrecision(4)).toString();
}
