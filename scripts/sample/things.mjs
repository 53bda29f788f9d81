// What stands in the street, as flat figures that face the camera. Each takes a point of the figure, u metres to the
// right of its middle and v metres above the ground, and answers [class, colour], or null beside the figure.
import { CAR, PERSON, POLE, VEGETATION } from './classes.mjs';
import { blend, cloud, noise, scaled } from './numbers.mjs';

const inEllipse = (u, v, cu, cv, ru, rv) => ((u - cu) / ru) ** 2 + ((v - cv) / rv) ** 2 < 1;
const inBox = (u, v, left, right, low, high) => u > left && u < right && v > low && v < high;
/** A box whose sides lean inwards by `lean` towards the top. */
const inTrapeze = (u, v, half, low, high, lean) =>
  v > low && v < high && Math.abs(u) < half - (lean * (v - low)) / (high - low);

const STEEL = [88, 92, 98];
const DARK = [26, 28, 34];
const GLASS = [62, 78, 92];

/** Figures by kind: how far they reach to either side, and what is at a point. */
export const figures = {
  tree: { half: thing => thing.width / 2 + 0.5, at: tree },
  lamp: { half: () => 1.5, at: lamp },
  sign: { half: () => 0.5, at: sign },
  light: { half: () => 0.4, at: light },
  car: { half: () => 1, at: car },
  person: { half: () => 0.5, at: person },
};

function tree(thing, u, v) {
  const { width, height, seed, hue } = thing;
  const middle = height * 0.66;
  const ragged = 0.62 + 0.62 * cloud(u * 1.3 + 50, v * 1.3, seed, 3);
  const distance = Math.sqrt(((2 * u) / width) ** 2 + ((v - middle) / (height * 0.36)) ** 2);
  if (distance < ragged) {
    const leaves = cloud(u * 2.6, v * 2.6 + 9, seed + 7, 4);
    const lit = 0.55 + 0.5 * leaves + 0.22 * (v / height) - 0.1 * (u / width) * 2;
    return [VEGETATION, scaled(blend([62, 104, 44], [116, 128, 50], hue), lit)];
  }
  const trunk = 0.13 + 0.03 * noise(u * 5, v * 3, seed);
  return Math.abs(u) < trunk && v < middle ? [VEGETATION, scaled([92, 72, 54], 0.8 + u * 1.4)] : null;
}

function lamp({ height, side }, u, v) {
  const arm = -side * u;
  if (Math.abs(u) < 0.085 - 0.004 * v && v < height) {
    return [POLE, scaled(STEEL, 1 - u * 3)];
  }
  if (arm > 0 && arm < 1.25 && Math.abs(v - height + 0.06 - 0.12 * arm) < 0.055) {
    return [POLE, STEEL];
  }
  return inEllipse(arm, v, 1.25, height + 0.05, 0.34, 0.11) ? [POLE, [196, 198, 190]] : null;
}

function sign({ height, round }, u, v) {
  const plate = height - 0.36;
  if (round ? inEllipse(u, v, 0, plate, 0.36, 0.36) : inBox(u, v, -0.33, 0.33, plate - 0.33, plate + 0.33)) {
    const inner = round ? inEllipse(u, v, 0, plate, 0.26, 0.26) : inBox(u, v, -0.27, 0.27, plate - 0.27, plate + 0.27);
    return [POLE, inner ? (round ? [236, 234, 228] : [40, 84, 176]) : round ? [196, 36, 40] : [236, 236, 236]];
  }
  return Math.abs(u) < 0.06 && v < height ? [POLE, scaled([128, 130, 132], 1 - u * 4)] : null;
}

function light({ height, red }, u, v) {
  if (inBox(u, v, -0.19, 0.19, height - 1, height)) {
    const lamps = [
      [height - 0.2, [232, 48, 40], red],
      [height - 0.5, [236, 176, 40], false],
      [height - 0.8, [60, 214, 110], !red],
    ];
    const hit = lamps.find(([at]) => inEllipse(u, v, 0, at, 0.11, 0.11));
    return [POLE, hit ? scaled(hit[1], hit[2] ? 1 : 0.3) : DARK];
  }
  return Math.abs(u) < 0.07 && v < height ? [POLE, scaled(STEEL, 0.85 - u * 3)] : null;
}

function car({ color, height, front }, u, v) {
  const belt = height * 0.58;
  const wheel = Math.abs(Math.abs(u) - 0.68) < 0.13 && v < 0.34;
  const body = inTrapeze(u, v, 0.88, 0.2, belt, -0.02) || inTrapeze(u, v, 0.84, belt, height, 0.2);
  if (!wheel && !body) {
    return null;
  }
  if (!body || v < 0.28) {
    return [CAR, DARK];
  }
  if (inTrapeze(u, v, 0.72, belt + 0.03, height - 0.11, 0.15)) {
    return [CAR, blend(GLASS, [176, 196, 210], 0.5 * ((v - belt) / (height - belt)) + 0.14 * u + 0.1)];
  }
  if (inBox(Math.abs(u), v, 0.5, 0.8, belt - 0.28, belt - 0.08)) {
    return [CAR, front ? [240, 238, 214] : [188, 26, 30]];
  }
  if (inBox(u, v, -0.26, 0.26, 0.36, 0.5)) {
    return [CAR, front ? [58, 60, 64] : [222, 222, 214]];
  }
  return [CAR, scaled(color, 0.62 + 0.4 * (v / height) - 0.08 * u)];
}

function person({ height, coat, trousers, step }, u, v) {
  const h = v / height;
  if (inEllipse(u, v, 0, height * 0.93, height * 0.062, height * 0.075)) {
    return [PERSON, h > 0.95 ? [58, 42, 34] : [206, 160, 130]];
  }
  if (inTrapeze(u, v, height * 0.125, height * 0.45, height * 0.86, height * 0.035)) {
    return [PERSON, scaled(coat, 0.84 + 0.2 * h - u * 0.7)];
  }
  const leg = step * (1 - h / 0.47);
  const legs = Math.abs(u - leg) < height * 0.048 || Math.abs(u + leg) < height * 0.048;
  return h < 0.47 && legs ? [PERSON, scaled(trousers, 0.7)] : null;
}
