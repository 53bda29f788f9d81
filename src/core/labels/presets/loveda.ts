import { colourTable, hexColours, type Preset } from './types.js';

/** LoveDA: 0 is no data, 1 to 7 are the classes. */
export const loveda: Preset = {
  id: 'loveda',
  title: 'LoveDA',
  path: /LoveDA/i,
  ...colourTable(`
    ffffff background
    ff0000 building
    ffff00 road
    0000ff water
    9f81b7 barren
    00ff00 forest
    ffc380 agricultural
  `),
  reduceZeroLabel: true,
  ignoreValues: [255],
  ignoreColors: hexColours('000000'),
};
