import { colourTable, hexColours, type Preset } from './types.js';

/** Pascal VOC 2007 and 2012: palette PNGs whose index is the class; 255, drawn #e0e0c0, is the border. */
export const voc: Preset = {
  id: 'voc',
  title: 'Pascal VOC',
  path: /SegmentationClass(?!Context)|VOC(devkit|20\d\d)/i,
  ...colourTable(`
    000000 background
    800000 aeroplane
    008000 bicycle
    808000 bird
    000080 boat
    800080 bottle
    008080 bus
    808080 car
    400000 cat
    c00000 chair
    408000 cow
    c08000 diningtable
    400080 dog
    c00080 horse
    408080 motorbike
    c08080 person
    004000 pottedplant
    804000 sheep
    00c000 sofa
    80c000 train
    004080 tvmonitor
  `),
  ignoreValues: [255],
  ignoreName: 'border',
  ignoreColors: hexColours('e0e0c0'),
};
