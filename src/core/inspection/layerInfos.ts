import type { LabelMap } from '../labels/labelMap.js';
import { PIXEL_LOSSES } from '../losses/registry.js';
import type { Checkpoint } from '../statistics/blocks.js';
import { lossMap } from '../statistics/lossMap.js';
import type { Statistics } from '../statistics/types.js';
import { largestFinite } from './codes.js';
import type { LayerInfo } from './layers.js';
import type { LossSettings } from './report.js';

/** What layers an inspected pair has: label, prediction and every pixel loss. */
export async function layerInfos(
  label: LabelMap,
  stats: Statistics,
  settings: LossSettings,
  checkpoint: Checkpoint,
): Promise<LayerInfo[]> {
  const { width, height } = label;
  const infos: LayerInfo[] = [
    { id: 'label', width, height, encoding: 'class', range: null },
    { id: 'prediction', width, height, encoding: 'class', range: null },
  ];
  for (const { id } of PIXEL_LOSSES) {
    const map = await lossMap(stats, label, settings, id, checkpoint);
    if (map) {
      const range: [number, number] = [0, largestFinite(map.subarray(0, width * height))];
      infos.push({ id, width, height, encoding: 'loss', range });
    }
  }
  return infos;
}
