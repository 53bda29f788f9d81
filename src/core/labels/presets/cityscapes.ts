import type { Remap } from '../ids.js';
import { colourTable, hexColours, type Preset } from './types.js';

/** The 19 train ids of Cityscapes, as in *_labelTrainIds.png; 255 is everything that is not evaluated. */
export const cityscapes: Preset = {
  id: 'cityscapes',
  title: 'Cityscapes, train ids',
  path: /cityscapes|gtFine|gtCoarse|leftImg8bit/i,
  fileName: /_labelTrainIds\b/i,
  ...colourTable(`
    804080 road
    f423e8 sidewalk
    464646 building
    66669c wall
    be9999 fence
    999999 pole
    faaa1e traffic light
    dcdc00 traffic sign
    6b8e23 vegetation
    98fb98 terrain
    4682b4 sky
    dc143c person
    ff0000 rider
    00008e car
    000046 truck
    003c64 bus
    005064 train
    0000e6 motorcycle
    770b20 bicycle
  `),
  ignoreValues: [255],
  ignoreName: 'void',
  // Void, dynamic, ground, parking, rail track, guard rail, bridge, tunnel, caravan, trailer of *_color.png.
  ignoreColors: hexColours('000000 6f4a00 510051 faaaa0 e6968c b4a5b4 966464 96785a 00005a 00006e'),
};

/** Label id of each train id: class 0 is stored as 7, class 1 as 8, … (cityscapesScripts, helpers/labels.py). */
const LABEL_IDS = [7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33];

/** The 34 ids of *_labelIds.png mapped to train ids; the others, -1 (license plate) and 255 are not evaluated. */
export const cityscapesLabelIds: Preset = {
  ...cityscapes,
  id: 'cityscapes-labelIds',
  title: 'Cityscapes, label ids',
  fileName: /_labelIds\b/i,
  remap: labelIdsToTrainIds(),
};

function labelIdsToTrainIds(): Remap {
  const remap: Record<string, number | 'ignore'> = { '-1': 'ignore', '255': 'ignore' };
  for (let id = 0; id <= 33; id++) {
    const trainId = LABEL_IDS.indexOf(id);
    remap[id] = trainId < 0 ? 'ignore' : trainId;
  }
  return remap;
}
