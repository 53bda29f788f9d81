import { nameList, type Preset } from './types.js';

const CLASSES = `
    aeroplane, bag, bed, bedclothes, bench, bicycle, bird, boat, book, bottle, building, bus, cabinet, car, cat,
    ceiling, chair, cloth, computer, cow, cup, curtain, dog, door, fence, floor, flower, food, grass, ground,
    horse, keyboard, light, motorbike, mountain, mouse, person, plate, platform, pottedplant, road, rock, sheep,
    shelves, sidewalk, sign, sky, snow, sofa, table, track, train, tree, truck, tvmonitor, wall, water, window,
    wood
`;

/** Pascal Context with the background as class 0. It has no colours of its own. */
export const pascalContext: Preset = {
  id: 'pascal-context',
  title: 'Pascal Context (60)',
  path: /SegmentationClassContext|pascal.?context/i,
  ...nameList(`background, ${CLASSES}`),
  ignoreValues: [255],
};

/** Pascal Context without the background: 0 is ignored, class k is stored as k + 1. */
export const pascalContext59: Preset = {
  ...pascalContext,
  id: 'pascal-context-59',
  title: 'Pascal Context (59)',
  ...nameList(CLASSES),
  reduceZeroLabel: true,
};
