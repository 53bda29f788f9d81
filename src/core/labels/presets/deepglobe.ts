import { colourTable, hexColours, type Preset } from './types.js';

/**
 * DeepGlobe land cover: colour-coded masks whose samples are not all 0 or 255 (they were compressed), so the challenge
 * says to cut them at 128. Black is unknown and not evaluated.
 */
export const deepglobe: Preset = {
  id: 'deepglobe',
  title: 'DeepGlobe land cover',
  path: /deep.?globe/i,
  ...colourTable(`
    00ffff urban land
    ffff00 agriculture land
    ff00ff rangeland
    00ff00 forest land
    0000ff water
    ffffff barren land
  `),
  ignoreValues: [255],
  ignoreName: 'unknown',
  ignoreColors: hexColours('000000'),
  colourThreshold: 128,
};
