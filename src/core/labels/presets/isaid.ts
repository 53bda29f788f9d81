import { colourTable, type Preset } from './types.js';

/** iSAID: colour-coded labels as published, ids 0 to 15 once converted; 255 is ignored. */
export const isaid: Preset = {
  id: 'isaid',
  title: 'iSAID',
  path: /iSAID|_instance_color_RGB/i,
  ...colourTable(`
    000000 background
    00003f ship
    003f3f storage tank
    003f00 baseball diamond
    003f7f tennis court
    003fbf basketball court
    003fff ground track field
    007f3f bridge
    007f7f large vehicle
    00007f small vehicle
    0000bf helicopter
    0000ff swimming pool
    00bf7f roundabout
    007fbf soccer ball field
    007fff plane
    00649b harbor
  `),
  ignoreValues: [255],
};
