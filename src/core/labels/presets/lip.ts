import { colourTable, type Preset } from './types.js';

/** LIP, Look into Person: 20 classes with the background; 255 is ignored. */
export const lip: Preset = {
  id: 'lip',
  title: 'LIP',
  path: /(^|[^a-z])LIP([^a-z]|$)|TrainVal_parsing/i,
  ...colourTable(`
    000000 Background
    800000 Hat
    ff0000 Hair
    005500 Glove
    aa0033 Sunglasses
    ff5500 UpperClothes
    000055 Dress
    0077dd Coat
    555500 Socks
    005555 Pants
    553300 Jumpsuits
    345680 Scarf
    008000 Skirt
    0000ff Face
    33aadd Left-arm
    00ffff Right-arm
    55ffaa Left-leg
    aaff55 Right-leg
    ffff00 Left-shoe
    ffaa00 Right-shoe
  `),
  ignoreValues: [255],
};
