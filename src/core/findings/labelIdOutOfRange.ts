import type { Fix } from '../inspection/report.js';
import { type ClassSpec, ignoreText } from '../labels/classSpec.js';
import type { FindingRule } from './types.js';
import { countWithShare, listIds, totalCount } from './words.js';

/** Label ids that are no class: the origin ignores them silently, so a wrong id vanishes from the loss. */
export const labelIdOutOfRange: FindingRule = ({ label, labelName, stats, spec, proposals }) => {
  if (label.outOfRange.size === 0) {
    return null;
  }
  const pixels = countWithShare(totalCount(label.outOfRange), stats.pixels);
  const ids = listIds(label.outOfRange);
  return {
    code: 'label-id-out-of-range',
    severity: 'error',
    role: 'label',
    message:
      `${labelName} has the ${label.outOfRange.size === 1 ? 'id' : 'ids'} ${ids} at ${pixels}: outside the classes ` +
      `0–${stats.numClasses - 1} and not the ignore value ${ignoreText(spec)}, so these pixels count as ignored.`,
    evidence: { pixels: totalCount(label.outOfRange), share: totalCount(label.outOfRange) / stats.pixels, ids },
    // Where another reading explains every id, ignoring one would only hide it.
    ...(proposals.some(({ options }) => options.preset || options.encoding)
      ? { hint: 'Read the label another way, as is offered, or map it to class ids (--remap).' }
      : {
          ...ignoring(label.outOfRange, spec, stats.numClasses),
          hint: 'Set segmentationLoss.ignoreIndex (--ignore-index) if the id means "ignore", else map the label to class ids.',
        }),
  };
};

/** One id far from the classes is an ignore value; the id after the last class may as well be an off-by-one. */
function ignoring(ids: ReadonlyMap<number, number>, { ignoreValues }: ClassSpec, numClasses: number): { fix?: Fix } {
  const [id] = ids.keys();
  return ids.size === 1 && id !== numClasses
    ? { fix: { setting: 'segmentationLoss.ignoreIndex', value: [...ignoreValues, id] } }
    : {};
}
