// Road, sidewalks, houses and sky: what a ray from the camera meets when nothing stands in its way.
import { BUILDING, ROAD, SIDEWALK, SKY, VEGETATION } from './classes.mjs';
import { blend, cloud, hash, mix, noise, ramp, scaled } from './numbers.mjs';

export const CAMERA_HEIGHT = 1.45;
const END_OF_STREET = 88;
const HAZE = [196, 206, 216];

/**
 * What a ray meets.
 *
 * @param {object} scene from makeScene
 * @param {number} dx how far the ray goes right per metre ahead
 * @param {number} dy how far it goes down per metre ahead
 * @returns {[number, number[], number]} class, colour, and the distance ahead in metres
 */
export function backdrop(scene, dx, dy) {
  const wallAt = dx === 0 ? Infinity : scene.halfStreet / Math.abs(dx);
  const groundAt = dy > 0 ? CAMERA_HEIGHT / dy : Infinity;
  if (groundAt < wallAt && groundAt < END_OF_STREET) {
    return [...ground(scene, dx * groundAt, groundAt), groundAt];
  }
  if (wallAt < END_OF_STREET) {
    const hit = facade(dx < 0 ? scene.left : scene.right, dx < 0, wallAt, CAMERA_HEIGHT - dy * wallAt);
    if (hit) {
      return [...hit, wallAt];
    }
  }
  return distance(scene, dx, dy);
}

function ground(scene, x, z) {
  const side = Math.abs(x);
  const grain = cloud(x * 1.6, z * 1.6, scene.seed, 4) - 0.5;
  const dirt = cloud(x * 0.35, z * 0.12, scene.seed + 31, 3) - 0.5;
  // Houses on the left throw their shadow over part of the street.
  const shade = 1 - 0.3 * ramp(-x, scene.halfRoad * 0.1, scene.halfRoad * 0.35 + 0.4 * noise(z * 0.4, 1, scene.seed));
  if (side > scene.halfRoad) {
    const fromCurb = side - scene.halfRoad;
    const slab =
      fromCurb < 0.16 ? 1.14 : Math.abs((z % 1.2) - 0.6) > 0.57 || Math.abs((fromCurb % 1.1) - 0.55) > 0.52 ? 0.88 : 1;
    const stone = [170 + 30 * grain, 164 + 30 * grain, 156 + 28 * grain];
    return [SIDEWALK, scaled(stone, slab * shade * (1 + 0.24 * dirt))];
  }
  const asphalt = [98 + 44 * grain + 34 * dirt, 98 + 44 * grain + 34 * dirt, 104 + 44 * grain + 32 * dirt];
  return [ROAD, scaled(paintedWhite(scene, x, z) ? blend(asphalt, [226, 226, 220], 0.82) : asphalt, shade)];
}

/** Lane marks and zebra crossing. */
function paintedWhite({ halfRoad, crossing }, x, z) {
  if (crossing !== null && z > crossing && z < crossing + 2.8) {
    return (x + 50) % 1.1 < 0.55;
  }
  return (Math.abs(x) < 0.08 && z % 5 < 2.6) || Math.abs(Math.abs(x) - halfRoad + 0.3) < 0.05;
}

/** A house front with windows, or the hedge in a gap; null above the roof. */
function facade(blocks, left, z, height) {
  const block = blocks.find(({ from, to }) => z >= from && z < to);
  if (!block || height > block.height || height < 0) {
    return null;
  }
  const along = z - block.from;
  if (block.gap) {
    const leaves = cloud(along * 2.2, height * 2.2, block.seed, 4);
    return height > block.height - 0.7 * leaves ? null : [VEGETATION, scaled([70, 104, 48], 0.5 + 0.8 * leaves)];
  }
  const light = left ? 0.62 : 1;
  const plaster = scaled(block.color, light * (0.9 + 0.2 * cloud(along * 0.8, height * 0.8, block.seed, 4)));
  const floor = Math.floor(height / block.floor);
  const up = height / block.floor - floor;
  const column = Math.floor(along / block.window);
  const across = along / block.window - column;
  if (height > block.height - 0.35) {
    return [BUILDING, scaled(plaster, 0.72)];
  }
  if (floor === 0) {
    const shop = across > 0.1 && across < 0.9 && up > 0.12 && up < 0.76;
    return [
      BUILDING,
      shop ? scaled([74, 70, 66], light * (0.8 + 0.6 * hash(column, 3, block.seed))) : scaled(plaster, 0.82),
    ];
  }
  if (across > 0.26 && across < 0.74 && up > 0.2 && up < 0.78) {
    const frame = across < 0.3 || across > 0.7 || up < 0.25 || up > 0.74 || Math.abs(across - 0.5) < 0.02;
    const lit = hash(column, floor, block.seed);
    const glass = lit > 0.86 ? [226, 196, 128] : blend([58, 70, 84], [146, 168, 190], lit * 0.8 + 0.2 * up);
    return [BUILDING, frame ? scaled([232, 230, 224], light) : scaled(glass, 0.55 + 0.45 * light)];
  }
  return [BUILDING, up < 0.05 ? scaled(plaster, 0.86) : plaster];
}

/** The end of the street: a skyline in the haze, trees before it, the sky above. */
function distance(scene, dx, dy) {
  const up = -dy * END_OF_STREET + CAMERA_HEIGHT;
  const along = dx * END_OF_STREET;
  const trees = 3 + 3.4 * cloud(along * 0.22 + 40, 2, scene.seed + 5, 3);
  if (up < trees) {
    return [
      VEGETATION,
      scaled([96, 122, 88], 0.7 + 0.5 * cloud(along * 0.8, up * 0.8, scene.seed + 6, 3)),
      END_OF_STREET,
    ];
  }
  const house = Math.floor(along / 7 + 100);
  if (up < 7 + 9 * hash(house, 1, scene.seed)) {
    return [BUILDING, scaled([158, 150, 146], 0.86 + 0.24 * hash(house, 2, scene.seed)), END_OF_STREET];
  }
  const height = Math.min(1, Math.max(0, -dy * 1.5));
  const blue = blend(blend([222, 228, 232], [240, 222, 196], scene.warm * 0.7), [92, 146, 208], ramp(height, 0, 0.9));
  const puff = cloud(dx * 2.2 + 20, dy * 5 + scene.seed, scene.seed + 9, 5);
  return [SKY, blend(blue, [250, 249, 246], 0.9 * ramp(puff, 1 - scene.clouds, 1.12 - scene.clouds * 0.6)), 0];
}

/** Far things fade. */
export function hazed(color, z) {
  return blend(color, HAZE, mix(0, 0.62, ramp(z, 8, 95)));
}
