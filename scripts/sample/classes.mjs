// The classes of the sample workspace. Bicycles never come by: the absent class.
export const ROAD = 0;
export const SIDEWALK = 1;
export const BUILDING = 2;
export const VEGETATION = 3;
export const SKY = 4;
export const POLE = 5;
export const CAR = 6;
export const PERSON = 7;
export const IGNORED = 255;

export const NAMES = ['road', 'sidewalk', 'building', 'vegetation', 'sky', 'pole', 'car', 'person', 'bicycle'];

export const PALETTE = [
  [128, 64, 128],
  [232, 121, 211],
  [112, 118, 138],
  [92, 156, 62],
  [98, 168, 222],
  [232, 200, 70],
  [44, 62, 186],
  [222, 44, 70],
  [126, 22, 40],
];

/** classes.json beside the data, as the extension reads it. */
export const CLASSES_JSON = {
  num_classes: NAMES.length,
  ignore_index: IGNORED,
  ignore_name: 'border',
  names: NAMES,
  palette: PALETTE,
};
