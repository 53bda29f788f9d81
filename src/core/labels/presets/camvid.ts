import { colourTable, hexColours, type Preset } from './types.js';

/** CamVid in the 11 classes of SegNet; void is 11, one above the last class. */
export const camvid: Preset = {
  id: 'camvid',
  title: 'CamVid (11)',
  path: /camvid/i,
  ...colourTable(`
    808080 Sky
    800000 Building
    c0c080 Pole
    804080 Road
    3c28de Pavement
    808000 Tree
    c08080 SignSymbol
    404080 Fence
    400080 Car
    404000 Pedestrian
    0080c0 Bicyclist
  `),
  ignoreValues: [11],
  ignoreName: 'void',
  ignoreColors: hexColours('000000'),
};

/** CamVid's 32 original classes in the order of its label_colors.txt, colour-coded or by id; void is 30. */
export const camvid32: Preset = {
  id: 'camvid-32',
  title: 'CamVid (32)',
  path: /camvid/i,
  ...colourTable(`
    408040 Animal
    c00080 Archway
    0080c0 Bicyclist
    008040 Bridge
    800000 Building
    400080 Car
    4000c0 CartLuggagePram
    c08040 Child
    c0c080 Column_Pole
    404080 Fence
    8000c0 LaneMkgsDriv
    c00040 LaneMkgsNonDriv
    808040 Misc_Text
    c000c0 MotorcycleScooter
    804040 OtherMoving
    40c080 ParkingBlock
    404000 Pedestrian
    804080 Road
    8080c0 RoadShoulder
    0000c0 Sidewalk
    c08080 SignSymbol
    808080 Sky
    4080c0 SUVPickupTruck
    000040 TrafficCone
    004040 TrafficLight
    c04080 Train
    808000 Tree
    c080c0 Truck_Bus
    400040 Tunnel
    c0c000 VegetationMisc
    000000 Void
    40c000 Wall
  `),
  ignoreValues: [30],
  ignoreName: 'Void',
};
