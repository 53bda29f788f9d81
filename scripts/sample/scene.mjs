// What stands where in a street: drawn from a seed, in metres, seen from a car.
import { randomNumbers } from './numbers.mjs';

const FACADES = [
  [206, 170, 132],
  [188, 112, 88],
  [214, 204, 186],
  [156, 150, 150],
  [196, 182, 120],
  [142, 122, 118],
  [222, 188, 168],
];
const CARS = [
  [178, 34, 38],
  [232, 232, 234],
  [44, 70, 128],
  [40, 42, 46],
  [150, 156, 162],
  [206, 160, 48],
  [58, 104, 84],
];
const COATS = [
  [52, 60, 92],
  [160, 40, 48],
  [206, 178, 96],
  [60, 96, 70],
  [196, 196, 200],
  [104, 66, 96],
];

/**
 * Makes a scene.
 *
 * @param {number} seed
 * @param {{ persons?: number, cars?: number, trees?: number, crossing?: boolean }} [busy] how much there is of what
 */
export function makeScene(seed, { persons = 5, cars = 5, trees = 6, crossing = false } = {}) {
  const random = randomNumbers(seed);
  const halfRoad = random.between(3.6, 4.8);
  const halfStreet = halfRoad + random.between(2.6, 4);
  const scene = {
    seed,
    halfRoad,
    halfStreet,
    /** How far the vanishing point is from the middle, and where the horizon lies, in shares of the picture. */
    turn: random.between(-0.06, 0.06),
    horizon: random.between(0.47, 0.53),
    warm: random.between(0, 1),
    clouds: random.between(0.35, 0.6),
    crossing: crossing ? random.between(7.5, 9.5) : null,
    left: makeBlocks(random),
    right: makeBlocks(random),
    things: [],
  };
  addTrees(scene, random, trees);
  addPoles(scene, random);
  addCars(scene, random, cars);
  addPersons(scene, random, persons);
  // Painted from far to near.
  scene.things.sort((a, b) => b.z - a.z);
  return scene;
}

/** One side of the street: houses and, now and then, a gap with a hedge. */
function makeBlocks(random) {
  const blocks = [];
  for (let z = -2; z < 95; ) {
    const length = random.between(8, 17);
    const gap = blocks.length > 0 && random.next() < 0.18;
    blocks.push({
      from: z,
      to: z + length,
      gap,
      height: gap ? random.between(1.6, 2.6) : random.between(8, 19),
      color: random.pick(FACADES),
      floor: random.between(2.9, 3.6),
      window: random.between(1.9, 2.8),
      seed: Math.floor(random.next() * 1e6),
    });
    z += length;
  }
  return blocks;
}

function addTrees(scene, random, count) {
  for (let index = 0; index < count; index++) {
    const side = random.next() < 0.5 ? -1 : 1;
    scene.things.push({
      kind: 'tree',
      x: side * (scene.halfRoad + random.between(0.9, 1.6)),
      z: random.between(9, 46),
      height: random.between(4.6, 7.6),
      width: random.between(3, 4.8),
      seed: Math.floor(random.next() * 1e6),
      hue: random.next(),
    });
  }
}

function addPoles(scene, random) {
  for (const side of [-1, 1]) {
    for (let z = random.between(6, 11); z < 60; z += random.between(9, 15)) {
      const kind = random.next() < 0.45 ? 'sign' : 'lamp';
      const x = side * (scene.halfRoad + 0.45);
      scene.things.push({ kind, x, z, side, height: kind === 'lamp' ? 6.4 : 3, round: random.next() < 0.6 });
    }
  }
  const z = random.between(13, 18);
  scene.things.push({ kind: 'light', x: scene.halfRoad + 0.5, z, side: 1, height: 3.9, red: random.next() < 0.5 });
}

function addCars(scene, random, count) {
  for (let index = 0; index < count; index++) {
    const driving = index < Math.max(1, Math.floor(count / 3));
    const side = random.next() < 0.5 ? -1 : 1;
    const x = driving ? side * random.between(0.2, 0.4) * scene.halfRoad : side * (scene.halfRoad - 1.05);
    const z = driving ? random.between(9, 28) : random.between(6.5, 32);
    // Coming cars, on the left, show their front.
    scene.things.push({ kind: 'car', x, z, color: random.pick(CARS), front: x < 0, height: random.between(1.4, 1.7) });
  }
}

function addPersons(scene, random, count) {
  for (let index = 0; index < count; index++) {
    const side = random.next() < 0.5 ? -1 : 1;
    const crosses = scene.crossing !== null && index % 3 === 0;
    scene.things.push({
      kind: 'person',
      x: crosses ? random.between(-0.8, 0.8) * scene.halfRoad : side * (scene.halfRoad + random.between(0.5, 2.2)),
      z: crosses ? scene.crossing + random.between(0.6, 2.2) : random.between(7.5, 32),
      height: random.between(1.55, 1.9),
      coat: random.pick(COATS),
      trousers: random.pick(COATS),
      step: random.between(-0.16, 0.16),
    });
  }
}
