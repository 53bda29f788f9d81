import type { Remap } from '../ids.js';
import { nameList, type Preset } from './types.js';

/** The 171 train ids of COCO-Stuff (80 things, 91 stuff), as in *_labelTrainIds.png. It has no colours of its own. */
export const cocoStuff: Preset = {
  id: 'coco-stuff',
  title: 'COCO-Stuff, train ids (171)',
  path: /coco|stuffthing/i,
  fileName: /_labelTrainIds\b/i,
  ...nameList(`
    person, bicycle, car, motorcycle, airplane, bus, train, truck, boat, traffic light, fire hydrant, stop sign,
    parking meter, bench, bird, cat, dog, horse, sheep, cow, elephant, bear, zebra, giraffe, backpack, umbrella,
    handbag, tie, suitcase, frisbee, skis, snowboard, sports ball, kite, baseball bat, baseball glove,
    skateboard, surfboard, tennis racket, bottle, wine glass, cup, fork, knife, spoon, bowl, banana, apple,
    sandwich, orange, broccoli, carrot, hot dog, pizza, donut, cake, chair, couch, potted plant, bed, dining
    table, toilet, tv, laptop, mouse, remote, keyboard, cell phone, microwave, oven, toaster, sink,
    refrigerator, book, clock, vase, scissors, teddy bear, hair drier, toothbrush, banner, blanket, branch,
    bridge, building-other, bush, cabinet, cage, cardboard, carpet, ceiling-other, ceiling-tile, cloth, clothes,
    clouds, counter, cupboard, curtain, desk-stuff, dirt, door-stuff, fence, floor-marble, floor-other,
    floor-stone, floor-tile, floor-wood, flower, fog, food-other, fruit, furniture-other, grass, gravel,
    ground-other, hill, house, leaves, light, mat, metal, mirror-stuff, moss, mountain, mud, napkin, net, paper,
    pavement, pillow, plant-other, plastic, platform, playingfield, railing, railroad, river, road, rock, roof,
    rug, salad, sand, sea, shelf, sky-other, skyscraper, snow, solid-other, stairs, stone, straw,
    structural-other, table, tent, textile-other, towel, tree, vegetable, wall-brick, wall-concrete, wall-other,
    wall-panel, wall-stone, wall-tile, wall-wood, water-other, waterdrops, window-blind, window-other, wood
  `),
  ignoreValues: [255],
  ignoreName: 'unlabelled',
};

/** Ids of the 182 that COCO never used for things. */
const UNUSED = [11, 25, 28, 29, 44, 65, 67, 68, 70, 82, 90];

/** The stuffthingmaps as published: ids 0 to 181 with gaps, 255 unlabelled. */
export const cocoStuff182: Preset = {
  ...cocoStuff,
  id: 'coco-stuff-182',
  title: 'COCO-Stuff, original ids (182)',
  fileName: undefined,
  remap: toTrainIds(),
};

function toTrainIds(): Remap {
  const remap: Record<string, number | 'ignore'> = { '255': 'ignore' };
  for (let id = 0, trainId = 0; id < 182; id++) {
    if (!UNUSED.includes(id)) {
      remap[id] = trainId++;
    }
  }
  return remap;
}
