import { colourTable, hexColours, type Preset } from './types.js';

/**
 * ISPRS Potsdam: colour-coded tiles as published (black, the eroded border, is ignored), or ids 0 to 5. Tiles converted
 * by mmsegmentation store 0 for the border and class + 1: they need the zero reduction as well.
 */
export const potsdam: Preset = {
  id: 'potsdam',
  title: 'ISPRS Potsdam',
  path: /potsdam/i,
  ...colourTable(`
    ffffff impervious surface
    0000ff building
    00ffff low vegetation
    00ff00 tree
    ffff00 car
    ff0000 clutter
  `),
  ignoreValues: [255],
  ignoreName: 'border',
  ignoreColors: hexColours('000000'),
};

/** ISPRS Vaihingen: the same code as Potsdam. */
export const vaihingen: Preset = { ...potsdam, id: 'vaihingen', title: 'ISPRS Vaihingen', path: /vaihingen/i };
